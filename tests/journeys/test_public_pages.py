"""Are the public pages light, usable at 64 kbit/s, and there again without network when they were seen?"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.product import Product
from tests.journeys.slow_line import slow_line
from tests.journeys.visitor import TELEPHONE, Visitor

pytestmark = pytest.mark.journey
PAGES = ("/", "/servicios/?lugar=0501", "/trabajos/", "/orientacion/", "/carta/")
FIRST_LOAD = 200_000
FIRST_SECONDS, NEXT_SECONDS = 18.0, 6.0
SOON = 120_000
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime / 1000"
Visit = Callable[..., Visitor]


def seconds_to_read(page: Page, address: str) -> float:
    """Until something can be read, as the browser paints it."""
    page.goto(address, wait_until="load", timeout=SOON)
    page.wait_for_function(PAINTED)
    return float(page.evaluate(PAINTED))


@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit_carries_little(visit: Visit, path: str) -> None:
    reader = visit("first", TELEPHONE)
    line, carried = reader.page.context.new_cdp_session(reader.page), []
    line.send("Network.enable")
    line.on("Network.loadingFinished", lambda event: carried.append(event["encodedDataLength"]))
    reader.page.goto(path, wait_until="load")
    reader.look()
    print(f"{path}: {sum(carried):,.0f} bytes")
    assert 0 < sum(carried) <= FIRST_LOAD


def test_a_slow_line_is_enough_and_what_was_seen_opens_without_any(visit: Visit, product: Product) -> None:
    with slow_line(product.address) as line:
        reader = visit("slow", TELEPHONE)
        reader.address, page = line.address, reader.page
        first = seconds_to_read(page, line.address + PAGES[0])
        reader.look()
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_function("() => caches.keys().then((names) => names.some((name) => name.startsWith('ruta-publico-')))", timeout=SOON)
        then = []
        for path in PAGES[1:]:
            then.append(seconds_to_read(page, line.address + path))
            reader.look()
        told = ", ".join(f"{seconds:.1f}" for seconds in then)
        print(f"64 kbit/s: first {first:.1f} s, then {told} s; {line.carried:,} bytes in all")
        assert first <= FIRST_SECONDS and max(then) <= NEXT_SECONDS, (first, then)
        line.is_slow = False
        page.goto(line.address + PAGES[0])
        reader.context.set_offline(True)
        for path in PAGES:
            page.goto(line.address + path)
            reader.look()
            assert page.locator("h1").first.inner_text() != "No hay conexión", path
        page.goto(line.address + "/normas/")
        assert page.locator("h1").inner_text() == "No hay conexión"
        page.locator("[data-seen] a").first.wait_for()
        reader.look()
        page.get_by_role("button", name="Borrar lo guardado").click()
        page.get_by_text("no se había abierto antes").wait_for()
        page.goto(line.address + PAGES[1])
        assert page.locator("h1").inner_text() == "No hay conexión"
        reader.look()
        with page.expect_navigation():  # the page of no network asks again by itself
            reader.context.set_offline(False)
        page.goto(line.address + PAGES[0])
        reader.look()
