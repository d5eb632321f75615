"""Is a bar of the Gantt moved by a mouse as often as one lets go, and by a telephone's table as well?"""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.journeys.visitor import TELEPHONE, Visitor, sign_in

pytestmark = pytest.mark.journey
PLAN = "/hoja-de-ruta/hoja-de-ruta/"
KEY, TITLE = "I1-estructura-ii", "Rediseñar la estructura de la DGE"
STEPS = 12
WEEK = 7


def test_a_bar_is_moved_and_pulled_by_the_mouse_and_by_its_table_on_a_telephone(visit: Callable[..., Visitor]) -> None:
    central = visit("central")
    sign_in(central, "central@demo.ruta.hn")
    central.go(f"{PLAN}propuestas/")
    central.press("Comunicación: después del mecanismo", role="link")
    central.look()
    address = re.sub(r"https?://[^/]+", "", central.page.url)
    central.go(f"{address}gantt/")
    sent: list[str] = []
    central.page.on("request", lambda request: sent.append(said(request)) if request.method == "POST" else None)

    begins, ends = days(central.page)
    drag(central.page, middle(central.page), 60)
    expect(central.page.locator(".r-toast")).to_contain_text(TITLE)
    later = days(central.page, other_than=(begins, ends))
    assert len(sent) == 1
    assert later[1] - later[0] == ends - begins
    assert (later[0] - begins).days % WEEK == 0 and later[0] > begins

    drag(central.page, right_end(central.page), 40)
    pulled = days(central.page, other_than=later)
    assert len(sent) == len(["moved", "pulled"])
    assert (pulled[0], pulled[1] > later[1]) == (later[0], True)
    drag(central.page, middle(central.page), 0)
    assert len(sent) == len(["moved", "pulled"])

    at_hand = visit("central-telefono", TELEPHONE)
    sign_in(at_hand, "central@demo.ruta.hn")
    at_hand.go(f"{address}gantt/")
    expect(at_hand.page.locator("[data-gantt]")).to_be_hidden()
    at_hand.press(TITLE, role="link")
    at_hand.look()
    at_hand.page.fill("main input[name=begins]", "2026-02-02")
    with at_hand.page.expect_navigation():
        at_hand.page.press("main input[name=begins]", "Enter")
    at_hand.look()
    at_hand.go(f"{address}gantt/")
    assert days(at_hand.page, other_than=pulled) == (date(2026, 2, 2), pulled[1])


def said(request: Request) -> str:
    return request.post_data or ""


def bar(page: Page) -> Locator:
    return page.locator(f".bar-wrapper[data-id='{KEY}'] .bar")


def middle(page: Page) -> tuple[float, float]:
    box = bar(page).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def right_end(page: Page) -> tuple[float, float]:
    page.mouse.move(*middle(page))
    box = page.locator(f".bar-wrapper[data-id='{KEY}'] .handle.right").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, start: tuple[float, float], by: float) -> None:
    x, y = start
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, STEPS + 1):
        page.mouse.move(x + by * step / STEPS, y)
    page.mouse.up()
    page.wait_for_timeout(300)


def days(page: Page, other_than: tuple[date, date] | None = None) -> tuple[date, date]:
    """The days that the drawing was given, once they are others than before."""
    found = "(key) => { const row = JSON.parse(document.getElementById('gantt-tareas').textContent).find((each) => each.id === key); return [row.start, row.end]; }"
    if other_than:
        page.wait_for_function(
            f"([key, old]) => ({found})(key).join() !== old", arg=[KEY, ",".join(each.isoformat() for each in other_than)]
        )
    first, last = page.evaluate(found, KEY)
    return date.fromisoformat(first), date.fromisoformat(last)
