"""Can somebody bring a file of persons in through the browser, with scripts and without?"""

import pytest

from tests.journeys.visitor import sign_in

pytestmark = pytest.mark.journey
HEADER = "Nombres;Apellidos;Fecha nac.;Identidad;Sexo;Tel.;Municipio;Notas"
ROWS = (
    "Ana Lucía;Mejía Paz;23/11/1990;0801-1990-00125;F;9712-3456;San Pedro Sula;",
    "Ana Lusía;Mejia Paz;23/11/1990;0801-1990-00152;F;9712-3456;0501;",
    "José;Paz;31/02/1990;0801-1990-123;M;123;Nada;",
    "Eva;Cruz;01/02/1985;;F;;Tela;llama de noche",
)
WAIT = 30_000


def file_of(*rows: str, name: str = "lista.csv") -> dict[str, object]:
    """A file as the browser sends it."""
    return {"name": name, "mimeType": "text/csv", "buffer": "\n".join([HEADER, *rows, ""]).encode()}


def test_a_file_comes_in_and_a_pair_is_decided(visit):
    desk = visit("coordina")
    sign_in(desk, "coordina.sps@prueba.hn")
    page = desk.go("/importar/")
    desk.expected = {422}
    page.set_input_files("[name=file]", {"name": "foto.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n\x00\x01"})
    desk.press("Subir y ver columnas")
    page.get_by_text("Este archivo no es una lista").wait_for()
    desk.look()

    page.set_input_files("[name=file]", file_of(*ROWS))
    desk.press("Subir y ver columnas")
    page.get_by_role("heading", name="¿Qué es cada columna?").wait_for()
    desk.look()
    assert page.get_by_label("Qué es «Identidad»").input_value() == "dni"
    assert page.get_by_label("Qué es «Notas»").input_value() == ""
    desk.press("Revisar sin registrar")
    page.get_by_role("heading", name="Esto pasaría al importar").wait_for(timeout=WAIT)
    desk.look()
    page.get_by_text("Faltan 2 dígitos: el DNI tiene 13").wait_for()
    desk.press("Registrar 2 personas")
    page.get_by_role("heading", name="Esto resultó").wait_for(timeout=WAIT)
    desk.look()
    with page.expect_download() as download:
        desk.press("Bajar en CSV", role="link")
    assert download.value.suggested_filename == "por-corregir.csv"
    assert "Qué corregir" in download.value.path().read_text(encoding="utf-8-sig")

    desk.press("Decidir 1 pareja", role="link")
    page.get_by_role("heading", name="¿Es la misma persona?").wait_for()
    desk.look()
    page.get_by_text("Dos dígitos cambiados de lugar").wait_for()
    desk.press("Es la misma")
    page.get_by_role("heading", name="Nada por decidir").first.wait_for()
    desk.look()


def test_the_same_without_scripts(visit, chromium, product):
    desk = visit("sin-guiones")
    sign_in(desk, "orienta.sps@prueba.hn")
    plain = chromium.new_context(base_url=product.address, java_script_enabled=False, storage_state=desk.context.storage_state())
    page = plain.new_page()
    page.goto("/importar/")
    page.set_input_files("[name=file]", file_of("Rosa;Lara;03/04/1979;0101-1979-00321;F;;Tela;", name="sin.csv"))
    page.get_by_role("button", name="Subir y ver columnas").click()
    page.get_by_role("button", name="Revisar sin registrar").click()
    page.get_by_role("button", name="Registrar 1 persona").click(timeout=WAIT)
    page.get_by_role("heading", name="Esto resultó").wait_for(timeout=WAIT)
    plain.close()
