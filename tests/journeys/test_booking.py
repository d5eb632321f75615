"""Does a person choose, change and let go an appointment by link on a telephone, and does the office see each of it?"""

import re
import time
import urllib.request
from datetime import date, timedelta

import pytest

from ruta.base.clock import today
from tests.journeys.product import Product
from tests.journeys.steps.referring import newest_link
from tests.journeys.steps.registering import Human, fill
from tests.journeys.visitor import TELEPHONE, Visitor, sign_in

pytestmark = pytest.mark.journey
HUMAN = Human("Wendy Carolina", "Zelaya Funes", "0801-1992-04417", "09/02/1992", "9655-3107")
EVERY_DAY = "6:00-20:00"
GONE = "Este enlace ya no abre"


def test_a_booking_by_link_from_the_invitation_to_the_calendar(product, visit):
    chief = visit("coordina")
    sign_in(chief, "coordina.sps@prueba.hn")
    agenda, calendar = open_agenda(chief), calendar_of(chief)
    desk = visit("orienta")
    sign_in(desk, "orienta2.sps@prueba.hn")
    person = register(desk)
    telephone = visit("telefono", TELEPHONE)

    invited = send_link(product, desk, person, agenda)
    first = choose_time(telephone, invited, -1, "Elija el día y la hora de su cita")
    opens_no_more(telephone, invited)
    stands_at_desk(chief, first)
    assert "W. Z." in events_of(product, calendar) and HUMAN.surnames not in events_of(product, calendar)

    change = link_after(product, invited)
    telephone.go(change)
    with telephone.page.expect_navigation():
        telephone.press("Cambiar el día o la hora", role="link", inside="body")
    second = choose_time(telephone, "", -2, "Elija otro día y hora")
    assert second != first
    stands_at_desk(chief, second)

    let_go(telephone, link_after(product, change))
    assert "STATUS:CANCELLED" in events_of(product, calendar)
    assert "Cancelada" in stands_at_desk(chief, second)

    product.run("tests.journeys.expired", person, agenda)
    opens_no_more(telephone, newest_link(product.var, "c", to=HUMAN.phone))
    no_place_left(product, chief, desk, telephone, (person, agenda))


def open_agenda(chief: Visitor) -> str:
    """Hours on every day, received by whoever opens them; gives its number."""
    page = chief.go("/agenda/horarios/nueva/")
    page.fill("#id_name", "Orientación por enlace")
    choose_officer(chief, "Carla Mejía")
    for day in range(7):
        page.fill(f"#id_day_{day}", EVERY_DAY)
    with page.expect_navigation():
        chief.press("Guardar")
    chief.look()
    found = page.get_by_role("link", name="Cambiar Orientación por enlace").get_attribute("href")
    assert found is not None
    return found.strip("/").rsplit("/", 1)[1]


def choose_officer(chief: Visitor, name: str) -> None:
    """Who receives, out of the list of the office."""
    value = chief.page.locator("#id_officer_id option", has_text=name).first.get_attribute("value")
    chief.page.eval_on_selector("#id_officer_id", "(select, value) => { select.value = value; }", value)


def calendar_of(chief: Visitor) -> str:
    """The secret address that a calendar reads."""
    chief.go("/agenda/calendario/")
    with chief.page.expect_navigation():
        chief.press("Crear la dirección")
    chief.look()
    return chief.page.input_value("#direccion")


def register(desk: Visitor) -> str:
    """A new person with a safe telephone who wants messages; gives their number."""
    desk.go("/personas/")
    desk.page.fill("#id_name", f"{HUMAN.given_names} {HUMAN.surnames}")
    desk.page.fill("#id_document", HUMAN.dni)
    desk.press("Buscar")
    desk.press("Registrar persona nueva")
    desk.page.wait_for_url("**/personas/registrar/")
    desk.look()
    page = desk.page
    fill(desk, HUMAN)
    page.fill("#id_number_0", HUMAN.dni)
    assert page.input_value("#id_signature").startswith("M")
    with page.expect_navigation():
        desk.press("Guardar y valorar")
    assert "/registrar/" not in page.url, page.inner_text("main")[:600]
    desk.look()
    found = page.locator("main a[href^='/personas/']").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return next(match[1] for href in found if (match := re.match(r"/personas/(\d+)/", href)))


def send_link(product: Product, desk: Visitor, person: str, agenda: str) -> str:
    """Staff let the person choose; gives the path that left in the message."""
    desk.go(f"/agenda/elegir/{person}/?agenda={agenda}")
    product.drain()
    before = newest_link(product.var, "c", "", to=HUMAN.phone)
    with desk.page.expect_navigation():
        desk.press("Enviar el enlace")
    desk.look()
    assert "Enlace enviado" in desk.page.inner_text("body")
    return link_after(product, before)


def link_after(product: Product, before: str) -> str:
    """The link of the message that follows what was just done, another than the one before: the worker may still be at it."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        product.drain()
        product.run("tests.journeys.messages")
        if (link := newest_link(product.var, "c", "", to=HUMAN.phone)) != before:
            return link
    message = f"no message followed the one with {before}"
    raise AssertionError(message)


def choose_time(telephone: Visitor, link: str, which: int, title: str) -> str:
    """Touch one of the free hours; gives its moment."""
    if link:
        telephone.go(link)
    else:
        telephone.look()
    page = telephone.page
    assert title in page.inner_text("h1")
    hour = page.locator("label.r-chip").nth(which)
    moment = hour.locator("input").get_attribute("value")
    hour.click()
    with page.expect_navigation():
        telephone.press("Quiero esta hora", inside="body")
    telephone.look()
    assert "su cita quedó guardada" in page.inner_text("h1")
    assert moment is not None
    return moment


def opens_no_more(telephone: Visitor, link: str) -> None:
    """Used or ended: the page says what to do."""
    telephone.expected.add(404)
    telephone.go(link)
    telephone.expected.discard(404)
    said = telephone.page.inner_text("body")
    assert GONE in said and "llame a la oficina" in said


def stands_at_desk(chief: Visitor, moment: str) -> str:
    """On the sheet of that day, at that hour, with her name; gives the line."""
    chief.go(f"/agenda/dia/?dia={date.fromisoformat(moment[:10])}")
    line = chief.page.locator("li.r-task", has_text=HUMAN.surnames).inner_text()
    assert moment[11:16] in line
    return line


def let_go(telephone: Visitor, link: str) -> None:
    """She cannot come and says so."""
    telephone.go(link)
    with telephone.page.expect_navigation():
        telephone.press("Ya no puedo ir", inside="body")
    telephone.look()
    assert "cancelada" in telephone.page.inner_text("body")


def events_of(product: Product, calendar: str) -> str:
    """What a calendar client reads."""
    path = re.sub(r"^https?://[^/]+", "", calendar)
    with urllib.request.urlopen(product.address + path) as answer:  # noqa: S310 (our own product)
        return str(answer.read().decode().replace("\r\n ", ""))


def no_place_left(product: Product, chief: Visitor, desk: Visitor, telephone: Visitor, whom: tuple[str, str]) -> None:
    """Whoever receives is away: the link says whom to call, and the desk offers the waiting list."""
    page = chief.go("/agenda/horarios/")
    page.fill("#id_first", f"{today()}")
    page.fill("#id_last", f"{today() + timedelta(days=60)}")
    choose_officer(chief, "Carla Mejía")
    with page.expect_navigation():
        chief.press("Cerrar esos días")
    chief.look()
    telephone.go(send_link(product, desk, *whom))
    assert "no hay horas libres" in telephone.page.inner_text("body") and "Llame al" in telephone.page.inner_text("body")
