"""Is everything that many days without network bring in the register once, whatever breaks on the way?"""

import pytest

from ruta.base import clock
from tests.journeys.steps import devices, field

pytestmark = pytest.mark.journey
PIN = "montaña 4827"
MANY = 200


def test_two_hundred_cases_a_broken_line_and_a_dead_battery(chromium, product, tmp_path):
    people = [field.human(number) for number in range(20, 20 + MANY)]
    assert len({who.dni for who in people}) == MANY
    day = clock.today().isoformat()
    with devices.device(chromium, product, "tablet", tmp_path / "tablet") as tablet:
        devices.enter(tablet, "orienta.sps@prueba.hn")
        field.begin(tablet, PIN)
        field.take_work(tablet)
        tablet.context.set_offline(True)
        devices.door(tablet.page, PIN)
        said = [devices.as_said(who, day, number) for number, who in enumerate(people)]
        tablet.page.evaluate(devices.WRITE, said[: MANY // 2])
        tablet.kill()
    with devices.device(chromium, product, "tablet", tmp_path / "tablet") as tablet:
        tablet.context.set_offline(True)
        devices.open_app(tablet)
        devices.door(tablet.page, PIN)
        assert devices.states_of(tablet.page) == {"ready": MANY // 2 * 3}, "the battery died and took something along"
        tablet.page.evaluate(devices.WRITE, said[MANY // 2 :])
        assert devices.states_of(tablet.page) == {"ready": MANY * 3}
        tablet.context.set_offline(False)
        devices.enter(tablet, "orienta.sps@prueba.hn")
        field.reopen(tablet, PIN)
        line = devices.Broken(tablet.page, lets=5)
        tablet.page.click("#f-send")
        tablet.page.locator("#f-told").get_by_text("Se cortó la red").wait_for(timeout=240_000)
        assert {"before", "after"} <= set(line.lost)
        tablet.kill()
    with devices.device(chromium, product, "tablet", tmp_path / "tablet") as tablet:
        devices.enter(tablet, "orienta.sps@prueba.hn")
        field.reopen(tablet, PIN)
        field.send(tablet)
        devices.door(tablet.page, PIN)
        states = devices.states_of(tablet.page)
        assert states == {"done": MANY * 3}, (states, field.trouble(tablet)[:4])
    found = devices.registered(product, people)
    wrong = {dni: counts for dni, counts in found.items() if counts != [1, 1, 1, 1, 1]}
    assert len(found) == MANY
    assert not wrong, f"lost or twice: {wrong}"


def test_two_devices_change_the_same_and_nothing_is_dropped(chromium, product, tmp_path):
    email, who = "orienta.sps@prueba.hn", field.human(16)
    with (
        devices.device(chromium, product, "tablet", tmp_path / "one") as tablet,
        devices.device(chromium, product, "phone", tmp_path / "two") as phone,
    ):
        for each in (tablet, phone):
            devices.enter(each, email)
            field.begin(each, PIN)
        field.take_work(tablet)
        field.register(tablet, who)
        field.send(tablet)
        for each in (tablet, phone):
            field.take_case(each, who)
            each.context.set_offline(True)
        field.correct(tablet, who, place="Barrio Abajo", preferred_name="Niña")
        field.correct(phone, who, place="Colonia Kennedy", dependants="3")
        for each in (tablet, phone):
            each.context.set_offline(False)
            field.send(each)
        assert field.trouble(tablet) == []
        assert "Cambiado en los dos lados" in field.trouble(phone)[0]
        phone.page.goto("/campo/")
        phone.press("Cambio de datos", role="link")
        phone.look()
        both = phone.page.inner_text("main")
        assert "Barrio Abajo" in both
        assert "Colonia Kennedy" in both
        field.reopen(phone, PIN)
        phone.context.set_offline(True)
        field.decide(phone, place="mine")
        assert "Decidido, espera red" in field.trouble(phone)[0]
        phone.context.set_offline(False)
        field.send(phone)
        assert field.trouble(phone) == []
        field.take_case(tablet, who)
        tablet.page.locator("#f-cases li", has_text="SPS-").get_by_role("button", name=who.given_names).first.click()
        tablet.press("Corregir datos", inside="[data-screen=case]")
        kept = {name: tablet.page.input_value(f"[name=e-{name}]") for name in ("place", "preferred_name", "dependants")}
        assert kept == {"place": "Colonia Kennedy", "preferred_name": "Niña", "dependants": "3"}


def test_a_lost_device_is_emptied_from_the_desk(chromium, product, tmp_path):
    email = "orienta2.sps@prueba.hn"
    with (
        devices.device(chromium, product, "lost", tmp_path / "lost") as lost,
        devices.device(chromium, product, "office", tmp_path / "office") as office,
    ):
        devices.enter(lost, email)
        field.begin(lost, PIN)
        field.take_work(lost)
        devices.enter(office, email)
        office.page.locator("[data-open^=borrar-]").first.click()
        office.page.locator("dialog[open]").get_by_role("button", name="Sí, borrar").click()
        office.page.get_by_text("Se borra al tener red").first.wait_for()
        lost.page.goto(field.APP)
        lost.page.locator("#f-new").wait_for()
        assert field.databases(lost) == ["ruta-campo"]
        office.page.goto("/campo/")
        office.page.get_by_text("Borrado", exact=True).first.wait_for()
