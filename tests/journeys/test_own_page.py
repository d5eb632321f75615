"""Her own page on a slow telephone: a code, what comes next, a referral confirmed, who saw her data, a permission taken back, a copy, out."""

import json
import re
import time

import pytest

from tests.journeys.herself import BORN, PHONE
from tests.journeys.visitor import TELEPHONE

pytestmark = pytest.mark.journey
SLOW = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 20_000}
"""400 kbit/s and a third of a second away."""
FIRST_LOAD = 200_000


def test_from_a_code_to_the_way_out(product, visit):
    her = json.loads(product.run("tests.journeys.herself").strip().splitlines()[-1])
    telephone = visit("persona", TELEPHONE)
    loaded = slow(telephone)
    telephone.go("/mi/entrar/")
    assert sum(loaded) < FIRST_LOAD
    come_in(product, telephone)
    confirm(telephone, her)
    take_back(telephone, her)
    take_a_copy(telephone, her)
    leave(telephone)


def slow(telephone) -> list[int]:
    """Throttle the network and count what it brings."""
    wire, loaded = telephone.context.new_cdp_session(telephone.page), []
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW)
    wire.on("Network.loadingFinished", lambda told: loaded.append(int(told["encodedDataLength"])))
    return loaded


def come_in(product, telephone) -> None:
    """A wrong code is told, the right one opens."""
    page = telephone.page
    page.fill("#id_address", PHONE)
    page.fill("#id_born", BORN)
    with page.expect_navigation():
        telephone.press("Mandarme el código")
    telephone.look()
    telephone.expected |= {422}
    page.fill("#id_code", "000000")
    with page.expect_navigation():
        telephone.press("Entrar")
    telephone.look()
    assert "Ese código no abre" in page.inner_text("main")
    page.fill("#id_code", code_of(product))
    with page.expect_navigation():
        telephone.press("Entrar")
    telephone.look()
    assert "Hola, Marlen" in page.inner_text("main")


def code_of(product) -> str:
    """The six digits, as the worker sent them."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        product.drain()
        for last in sorted((product.var / "messages").rglob("*.txt"), reverse=True):
            text = last.read_text(encoding="utf8")
            if PHONE in text and (found := re.search(r"codigo es (\d{6})", text)):
                return found[1]
        time.sleep(0.5)
    message = "no code left"
    raise AssertionError(message)


def confirm(telephone, her) -> None:
    """Her word closes the ring."""
    page = telephone.page
    telephone.press("Responder", role="link")
    page.wait_for_url(f"**/mi/solicitudes/{her['referral']}/")
    telephone.look()
    page.locator("main label", has_text="Sí, todo bien").click()
    with page.expect_navigation():
        telephone.press("Enviar mi respuesta")
    telephone.look()
    text = page.inner_text("main")
    assert "recibimos su respuesta" in text
    assert "Le falta responder" not in text


def take_back(telephone, her) -> None:
    """Who has a permission; one is taken back, and is over."""
    page = telephone.page
    telephone.press("Mis datos", role="link", inside="body")
    page.wait_for_url("**/mi/datos/")
    telephone.look()
    page.get_by_role("link", name=re.compile(f"Quitar {her['provider']}")).first.click()
    page.wait_for_url(re.compile(r"/mi/datos/permisos/\d+/"))
    telephone.look()
    with page.expect_navigation():
        telephone.press("Quitar el permiso")
    telephone.look()
    assert "Permiso quitado" in page.inner_text("main")
    assert page.get_by_role("link", name=re.compile(f"Quitar {her['provider']}")).count() == 0


def take_a_copy(telephone, her) -> None:
    """Everything, in a file."""
    with telephone.page.expect_download() as getting:
        telephone.press("Bajar todo como página", role="link")
    text = getting.value.path().read_text(encoding="utf8")
    assert her["name"] in text
    assert PHONE in text


def leave(telephone) -> None:
    """Nobody else reads on this telephone."""
    with telephone.page.expect_navigation():
        telephone.press("Salir")
    telephone.look()
    assert "Salió" in telephone.page.inner_text("main")
    telephone.go("/mi/datos/")
    assert "/mi/entrar/" in telephone.page.url
