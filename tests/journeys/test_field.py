"""Does what is written down without network reach the register once and whole?"""

import pytest

from tests.journeys.steps import field
from tests.journeys.visitor import DESKTOP, sign_in

pytestmark = pytest.mark.journey
PIN = "montaña 4827"


def test_somebody_is_registered_without_network_and_arrives_once(visit, product):
    orietta = visit("orietta", DESKTOP)
    sign_in(orietta, "orienta.sps@prueba.hn")
    field.begin(orietta, PIN)
    field.take_work(orietta)
    before = field.counts(product)
    orietta.context.set_offline(True)
    field.reopen(orietta, PIN)
    field.register(orietta, field.human(1))
    field.look(orietta)
    field.close(orietta)
    assert field.human(1).surnames not in orietta.page.content(), "what was on the screen stands in the page after closing"
    field.reopen(orietta, PIN)
    assert field.states(orietta) == ["Espera red"]
    orietta.context.set_offline(False)
    field.send(orietta)
    assert field.states(orietta) == ["En el registro"]
    field.send(orietta)
    after = field.counts(product)
    assert (after["persons"] - before["persons"], after["cases"] - before["cases"]) == (1, 1)
    assert field.sealed(orietta), "something on the disk can be read without the PIN"
    assert field.human(1).given_names not in orietta.page.inner_text("#f-cases"), "whoever is in the register leaves the device"


def test_ten_wrong_pins_empty_the_device(visit, product):
    oscar = visit("oscar", DESKTOP)
    sign_in(oscar, "orienta2.sps@prueba.hn")
    field.begin(oscar, "otra clave 5190")
    field.change_pin(oscar, "otra clave 5190", PIN)
    field.reopen(oscar, PIN)
    field.reload(oscar)
    for tries in range(10):
        oscar.page.fill("#f-vaults input[name=pin]", f"no es esta {tries}")
        oscar.page.press("#f-vaults input[name=pin]", "Enter")
        if tries < 9:
            left = "Queda 1 intento " if tries == 8 else f"Quedan {9 - tries} intentos"
            oscar.page.get_by_text(left).wait_for(timeout=30_000)
    oscar.page.locator("#f-new").wait_for()
    assert field.databases(oscar) == ["ruta-campo"]
    assert "Oscar" not in oscar.page.inner_text("main")


def test_a_whole_case_is_carried_without_network(visit, product):
    orietta = visit("orietta", DESKTOP)
    sign_in(orietta, "orienta.sps@prueba.hn")
    field.begin(orietta, PIN)
    field.take_work(orietta)
    before = field.counts(product)
    orietta.context.set_offline(True)
    who = field.human(18)
    field.register(orietta, who)
    field.open_case(orietta, who.given_names)
    field.look(orietta)
    field.assess(orietta)
    field.plan(orietta, "Trabajar cerca de su casa")
    field.deliver(orietta)
    field.note_need(orietta, "national_id")
    field.photograph(orietta, "Partida de nacimiento")
    field.look(orietta)
    orietta.page.locator("[data-screen=case] .r-crumb [data-go=home]").click()
    orietta.context.set_offline(False)
    field.send(orietta)
    assert field.trouble(orietta) == []
    field.take_this(orietta)
    orietta.context.set_offline(True)
    field.open_case(orietta, who.given_names)
    field.allow(orietta)
    field.change_need(orietta, "Solo por la mañana")
    field.change_plan(orietta, "Trabajar en costura")
    orietta.page.locator("[data-screen=case] .r-crumb [data-go=home]").click()
    orietta.context.set_offline(False)
    field.send(orietta)
    assert field.trouble(orietta) == []
    after = field.counts(product)
    grown = {name: after[name] - before[name] for name in ("persons", "cases", "assessments", "plans", "deliveries", "photos", "open")}
    assert grown == {"persons": 1, "cases": 1, "assessments": 1, "plans": 2, "deliveries": 1, "photos": 1, "open": 0}
