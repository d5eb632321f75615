"""When power or writing is gone: does a form on paper become one registration, and does reading go on with nothing lost?"""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from ruta.base.clock import HONDURAS
from tests.journeys.visitor import Visitor, sign_in

pytestmark = pytest.mark.journey


def test_a_form_on_paper_becomes_one_registration(visit):
    boss, first, second = visit("coordinacion"), visit("primera"), visit("segunda")
    sign_in(boss, "coordinacion.sps@demo.ruta.hn")
    boss.go("/papel/")
    boss.page.fill("#id_count", "2")
    save(boss, "Preparar")
    boss.look()
    code = boss.page.locator("main table tbody th a").first.inner_text()
    for visitor in (first, second):  # both copied the same paper
        sign_in(visitor, "orientacion.sps@demo.ruta.hn")
        begin(visitor, code)
        fill(visitor)
    save(first, "Guardar y valorar")
    first.look()
    assert "/casos/" in first.page.url
    second.expected = {409}
    save(second, "Guardar y valorar")
    second.look()
    assert "ya se tecleó" in second.page.inner_text("main")
    boss.go("/papel/")
    assert boss.page.locator("main table tbody tr", has_text=code).inner_text().count("Tecleado") == 1


def begin(visitor: Visitor, code: str) -> None:
    """From the code to the search, and from nobody alike to the form."""
    page = visitor.page
    visitor.go("/papel/")
    page.fill("#id_code", code.lower())
    save(visitor, "Empezar")
    visitor.look()
    page.fill("main #id_name", NAME)
    save(visitor, "Buscar")
    save(visitor, "Registrar persona nueva")
    visitor.look()


NAME = f"Zunilda Wanda {uuid4().hex[:6].translate(str.maketrans('0123456789', 'ghijklmnop'))}"


def fill(visitor: Visitor) -> None:
    """What the paper says."""
    page, now = visitor.page, datetime.now(UTC).astimezone(HONDURAS)
    page.fill("#id_taken_on", f"{now:%Y-%m-%d}")
    page.fill("#id_taken_hour", f"{now:%H:%M}")
    page.fill("#id_taken_by", "Unidad móvil")
    page.locator("label", has_text="Ninguno").first.click()
    page.locator("label", has_text="Persona en búsqueda de empleo").first.click()
    page.locator("input[name=grants]").first.check()


def test_nothing_is_written_while_reading_goes_on(product, visit):
    keeper = visit("coordinacion")
    sign_in(keeper, "coordinacion.sps@demo.ruta.hn")
    keeper.go("/dotacion/puestos/nuevo/")
    for name, value in {
        "title": "Recepción",
        "process": "Acogida",
        "purpose": "Recibir",
        "functions": "Dar turno",
        "competences": "Escucha",
    }.items():
        keeper.page.fill(f"#id_{name}", value)
    product.ruta("readonly", "on", "se repara el servidor")
    try:
        keeper.expected = {503}
        save(keeper, "Guardar")
        keeper.look()
        said = keeper.page.inner_text("body")
        assert "se repara el servidor" in said
        assert "envíelo otra vez" in said
        assert keeper.page.input_value("#id_functions") == "Dar turno"
        late = visit("tarde")
        sign_in(late, "orientacion.sps@demo.ruta.hn")  # who comes meanwhile reads too
        late.go("/casos/")
        assert "Solo lectura" in late.page.inner_text("body")
    finally:
        product.ruta("readonly", "off")
    save(keeper, "Guardar")
    keeper.look()
    assert "Dar turno" in keeper.page.inner_text("main")
    assert "Solo lectura" not in keeper.page.inner_text("body")


def save(visitor: Visitor, label: str) -> None:
    """Send a form and wait for the page after it."""
    with visitor.page.expect_navigation():
        visitor.press(label)
