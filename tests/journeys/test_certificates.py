"""Is an agent certified by two pairs of eyes, is its certificate checked from outside, and is a revocation seen at once?"""

import re

import pytest

from tests.journeys.visitor import TELEPHONE, Visitor, shape, sign_in

pytestmark = pytest.mark.journey
PAPER = {"name": "papel.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 una prueba"}
NAME = "Agencia Camino Claro"


def test_an_agent_is_certified_checked_and_revoked(visit):
    keeper = visit("tramites")
    sign_in(keeper, "tramites@demo.ruta.hn")
    dossier = received(keeper)
    for requirement in requirements(keeper, dossier):
        accept(keeper, requirement)
    note(keeper, dossier, "Anotar un pago", amount="1000", receipt="TGR-JORNADA", code="fee")
    note(keeper, dossier, "Anotar inspección, compromiso o sanción", kind="inspection", note="Todo en orden.")
    for _ in range(3):
        step(keeper, dossier, "Pasar a la etapa siguiente")

    chief = visit("central")
    sign_in(chief, "central@demo.ruta.hn")
    step(chief, dossier, "Otorgar")
    address = chief.page.locator("a[href^='/certificados/']").get_attribute("href")
    assert address is not None

    anybody = visit("telefono", TELEPHONE)
    assert "Este certificado vale" in told(anybody, address) and NAME in told(anybody, address)
    anybody.go("/agentes/?q=agencia+camino")
    assert NAME in anybody.page.inner_text("main")
    anybody.expected.add(404)
    forged = re.sub(r"\.[A-Z2-7]{4}", ".AAAA", address)
    assert "no es auténtico" in told(anybody, forged)

    step(chief, dossier, "Revocar el certificado", reason="charged_workers", note="Cobró por colocar.")
    assert "fue revocado" in told(anybody, address)


def received(keeper: Visitor) -> str:
    """A new dossier, from the list; gives its address."""
    keeper.go("/tramites/")
    keeper.press("Recibir solicitud", role="link")
    keeper.page.wait_for_url("**/nuevo/")
    keeper.look()
    keeper.page.locator("main a[href$='/agent_certification/']").click()
    keeper.page.wait_for_url("**/agent_certification/")
    keeper.look()
    page = keeper.page
    typed = {"holder_name": NAME, "document": "0801-9012-345678", "legal_representative": "Nadia Prueba"}
    for name, value in typed.items():
        page.fill(f"#id_{name}", value)
    for name, value in {"document_kind": "rtn", "municipality": "0801", "agent_kind": "agency", "reach": "both"}.items():
        choose(page, name, value)
    with page.expect_navigation():
        keeper.press("Recibir solicitud")
    keeper.look()
    return str(page.evaluate("location.pathname"))


def choose(page, name: str, value: str) -> None:
    """An option, also of a list that is hidden behind a line of text."""
    page.eval_on_selector(f"#id_{name}", "(select, value) => { select.value = value; }", value)


def requirements(keeper: Visitor, dossier: str) -> list[str]:
    """The addresses of the requirements that must be met."""
    links = keeper.page.locator(f"a[href^='{dossier}requisitos/']")
    return [str(link.get_attribute("href")) for link in links.all() if "si aplica" not in link.locator("xpath=..").inner_text()]


def accept(keeper: Visitor, requirement: str) -> None:
    """Hand a document in and accept it."""
    page = keeper.page
    page.goto(requirement)
    page.set_input_files("#id_file", files=[PAPER])
    with page.expect_navigation():
        keeper.press("Subir documento")
    if "/requisitos/" not in "".join(keeper.looked):
        keeper.look()
    page.locator("label", has_text="Cumple").first.click()
    with page.expect_navigation():
        keeper.press("Guardar revisión")


def note(keeper: Visitor, dossier: str, summary: str, **typed: str) -> None:
    """Fill one of the small forms beside the dossier."""
    page = keeper.page
    page.goto(dossier)
    folded = page.locator("details", has=page.get_by_text(summary, exact=True))
    folded.locator("summary").click()
    for name, value in typed.items():
        field = folded.locator(f"[name={name}]")
        if field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    with page.expect_navigation():
        folded.get_by_role("button", name="Guardar").click()


def step(visitor: Visitor, dossier: str, label: str, **typed: str) -> None:
    """One verb, with what it asks for."""
    page = visitor.page
    page.goto(dossier)
    if shape(page.url) not in visitor.looked:
        visitor.look()
    visitor.press(label, role="link")
    page.wait_for_load_state("load")
    visitor.look()
    for name, value in typed.items():
        if name == "reason":
            page.select_option("#id_reason", value)
        else:
            page.fill(f"#id_{name}", value)
    with page.expect_navigation():
        visitor.press(label)
    page.wait_for_load_state("load")


def told(anybody: Visitor, address: str) -> str:
    """What the public page says."""
    anybody.go(address)
    return anybody.page.inner_text("main")
