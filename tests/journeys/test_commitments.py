"""Does what a space agreed come back, on screen and in the queue, until whoever promised it says how it ended, and may everybody read that?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from ruta.base.clock import today
from tests.journeys.visitor import TELEPHONE, Visitor, sign_in

pytestmark = pytest.mark.journey
NAME, AGREED, OUTCOME = "Mesa de retorno de La Ceiba", "Abrir cupos los sábados", "Abiertos 20 cupos los sábados."


def test_a_commitment_reappears_until_it_is_closed_and_everybody_reads_its_account(visit: Callable[..., Visitor]) -> None:
    central = visit("central")
    sign_in(central, "central@demo.ruta.hn")
    central.go("/participacion/nuevo/")
    central.page.get_by_label("Mesa", exact=True).check()
    central.page.fill("main [name=name]", NAME)
    central.page.fill("main [name=purpose]", "Acordar cupos para quienes vuelven.")
    central.page.get_by_label("Cualquiera puede ver este espacio").check()
    _press(central, "Guardar")
    space = central.page.url.rstrip("/").rsplit("/", 1)[-1]

    _convene(central, space, 0)
    _press(central, "Escribir el acta", role="link")
    central.page.fill("main [name=present]", "SETRASS, INFOP")
    central.page.fill("main [name=attended]", "22")
    central.page.fill("main [name=minutes]", "Se pidió que los cursos no sean solo entre semana.")
    _press(central, "Guardar acta")
    _press(central, "Agregar compromiso", role="link")
    central.page.fill("main input[name=title]", AGREED)
    central.page.get_by_role("combobox", name="Institución que responde").fill("INFOP")
    central.page.get_by_role("option", name="INFOP", exact=True).click()
    central.page.fill("main input[name=due_on]", (today() + timedelta(days=3)).isoformat())
    _press(central, "Guardar")

    _convene(central, space, 14)
    back = central.page.locator(".r-panel", has_text="Compromisos que vuelven")
    expect(back).to_contain_text(AGREED)
    second = central.page.url

    promised = visit("enlace", TELEPHONE)
    sign_in(promised, "enlace.infop@demo.ruta.hn")
    promised.go("/cola/")
    with promised.page.expect_navigation():
        promised.page.locator("main a", has_text=AGREED).first.click()
    promised.look()
    promised.page.get_by_label("Sí, se cumplió").check()
    promised.page.fill("main [name=outcome]", OUTCOME)
    _press(promised, "Cerrar")
    expect(promised.page.locator("main")).to_contain_text(OUTCOME)

    central.page.goto(second)
    expect(central.page.locator("main")).not_to_contain_text("Compromisos que vuelven")

    reader = visit("publico", TELEPHONE)
    reader.go(f"/espacios/{space}/")
    expect(reader.page.locator("main")).not_to_contain_text(AGREED)  # its minutes are not published yet
    other = visit("monitoreo")
    sign_in(other, "monitoreo@demo.ruta.hn")
    other.go(f"/participacion/{space}/")
    with other.page.expect_navigation():
        other.page.locator("main .r-list-sm a").last.click()
    other.look()
    _press(other, "Publicar acta")
    reader.go(f"/espacios/{space}/")
    expect(reader.page.locator("main")).to_contain_text(f"Se cumplió {OUTCOME}")
    reader.look()


def _convene(central: Visitor, space: str, days: int) -> None:
    central.go(f"/participacion/{space}/convocar/")
    central.page.fill("main input[name=held_on]", (today() + timedelta(days=days)).isoformat())
    central.page.fill("main [name=place]", "La Ceiba")
    central.page.fill("main [name=agenda]", "Cupos")
    _press(central, "Convocar")


def _press(visitor: Visitor, label: str, role: str = "button") -> None:
    with visitor.page.expect_navigation():
        visitor.press(label, role=role)
    visitor.look()
