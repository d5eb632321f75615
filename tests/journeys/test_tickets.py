"""Does a number come from the kiosk to the television and to a window, at once and without a name?"""

import re
import time

import pytest

from tests.journeys.visitor import sign_in

pytestmark = pytest.mark.journey
PORTRAIT = {"width": 1080, "height": 1920}
LANDSCAPE = {"width": 1920, "height": 1080}
HEARD_MS = 2000


def addresses(coordinator) -> dict[str, str]:
    """The screens of the office, as whoever coordinates reads them."""
    page = coordinator.go("/turnos/sala/")
    rows = page.locator("li", has=page.locator("input[readonly]"))
    found = [(row.inner_text(), row.locator("input[readonly]").input_value()) for row in rows.all()]
    return {"kiosk" if "Kiosco" in words else "television": address for words, address in found}


def test_from_the_kiosk_to_the_television_and_the_window(visit):
    coordinator = visit("coordina")
    sign_in(coordinator, "coordinacion.sps@demo.ruta.hn")
    where = addresses(coordinator)
    television, kiosk = visit("pantalla", LANDSCAPE), visit("kiosco", PORTRAIT)
    television.go(where["television"])
    number = taken_at(kiosk, where["kiosk"])

    officer = visit("ventanilla")
    sign_in(officer, "orientacion.sps@demo.ruta.hn")
    officer.go("/turnos/")
    officer.page.get_by_role("button", name=re.compile("^Sentarme aquí")).first.click()
    officer.page.locator("[data-key=n]").wait_for()
    officer.look()
    officer.page.get_by_role("button", name=re.compile(rf"^Llamar\s*: {number}$")).click()
    begun = time.perf_counter()
    television.page.locator("[data-tv-number]", has_text=number).wait_for(timeout=HEARD_MS)
    assert time.perf_counter() - begun < HEARD_MS / 1000
    assert television.page.inner_text("[data-tv-window]") == officer.page.inner_text("h1")
    television.look()
    officer.page.locator("[data-key=a]").wait_for()
    officer.look()
    officer.page.keyboard.press("a")
    officer.page.locator("[data-key=f]").wait_for()
    officer.look()
    officer.page.keyboard.press("f")
    officer.page.get_by_role("button", name=re.compile("^Llamar al siguiente")).wait_for()

    television.expected.add(404)
    coordinator.page.get_by_role("button", name=re.compile(r"^Retirar esta dirección\s*: Sala")).click()
    television.page.get_by_role("heading", name="Esta pantalla ya no abre").wait_for()
    television.look()


def taken_at(kiosk, address: str) -> str:
    """Two taps; the page goes back to its start by itself."""
    kiosk.go(address)
    kiosk.page.locator(".r-kiosk-line", has_text="Documentos").click()
    kiosk.page.get_by_role("button", name="Ninguna: darme mi turno").wait_for()
    kiosk.look()
    kiosk.page.get_by_role("button", name="Ninguna: darme mi turno").click()
    number = kiosk.page.locator(".r-taken-number").inner_text()
    kiosk.look()
    kiosk.page.locator(".r-kiosk-lines").wait_for(timeout=14_000)
    return number
