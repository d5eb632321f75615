"""Does one quarter go from an opened round, over three institutions, to a report that everybody can read as PDF?"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.product import Product
from tests.journeys.visitor import TELEPHONE, Visitor, sign_in

pytestmark = pytest.mark.journey
PAPER = {"name": "lista.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 una prueba"}
# Who answers for which activity, and how far it says to be.
SAID = {
    "INFOP": ("enlace.infop@demo.ruta.hn", "Formar a quien atiende", "60"),
    "SENPRENDE": ("enlace.senprende@demo.ruta.hn", "Orientar a quien emprende", "25"),
    "SRECI": ("enlace.sreci@demo.ruta.hn", "Avisar de los retornos", "90"),
}
PLAN = {
    "plan": "poa-recorrido", "kind": "annual", "title": "POA del recorrido", "owner": "SETRASS-DGE", "document": {"title": "POA"},
    "periods": [{"code": "A", "label": "Todo", "begins": "2020-01-01", "ends": "2099-12-31"}],
    "items": [{
        "kind": "objective", "code": "1", "title": "Atender a migrantes",
        "items": [
            {"kind": "activity", "code": f"1.{place}", "title": title, "institution": code}
            for place, (code, (_email, title, _said)) in enumerate(SAID.items(), start=1)
        ],
    }],
}  # fmt: skip


def test_a_quarter_from_the_opened_round_to_the_published_pdf(visit: Callable[..., Visitor], product: Product, tmp_path: Path) -> None:
    file = tmp_path / "poa-recorrido.yaml"
    file.write_text(json.dumps(PLAN))
    product.ruta("plan", "load", str(file))
    central = visit("central")
    sign_in(central, "central@demo.ruta.hn")
    round_page = opened(central)
    tellers = {code: visit(code.lower()) for code in SAID}
    asks = {code: answered(tellers[code], round_page, code) for code in SAID}

    judge(central, asks["INFOP"], "Validar")
    judge(central, asks["SRECI"], "Validar")
    judge(central, asks["SENPRENDE"], "Devolver", "Falta decir en qué oficinas.")
    assert "Falta decir en qué oficinas." in at(tellers["SENPRENDE"], asks["SENPRENDE"])
    tell(tellers["SENPRENDE"], "30", "Orientación en las oficinas de SPS y La Ceiba.")
    judge(central, asks["SENPRENDE"], "Validar")
    closed(central, round_page, "Contestaron las tres instituciones.")

    proposed = propose(central)
    decider = visit("monitoreo")
    sign_in(decider, "monitoreo@demo.ruta.hn")
    decider.go(proposed)
    send(decider, "Aprobar y publicar")
    address = decider.page.locator("main a[href^='/informes/publicos/']").first.get_attribute("href")
    read_by_everybody(visit("lectora", TELEPHONE), str(address))


def opened(central: Visitor) -> str:
    """Coordination opens what is due; gives the address of the round of our plan."""
    central.go("/rondas/")
    send(central, "Abrir las que tocan")
    return str(central.page.get_by_role("link", name="POA del recorrido").first.get_attribute("href"))


def answered(teller: Visitor, round_page: str, code: str) -> str:
    """An institution gives its evidence and its answer; gives the address of its question."""
    email, title, percent = SAID[code]
    sign_in(teller, email)
    teller.go(round_page)
    others = [other for _email, other, _said in SAID.values() if other != title]
    assert not [other for other in others if other in teller.page.inner_text("main")], "an institution reads only its own questions"
    ask = str(teller.page.get_by_role("link", name=title).first.get_attribute("href"))
    teller.go(ask)
    if code == "INFOP":
        teller.page.set_input_files("#id_file", PAPER)  # type: ignore[arg-type]
        send(teller, "Subir archivo o foto")
    else:
        teller.page.fill("#id_url", "https://ejemplo.hn/informe")
        send(teller, "Agregar enlace")
    tell(teller, percent, "Trabajo del trimestre.")
    return ask


def tell(teller: Visitor, percent: str, done: str) -> None:
    """Fill the answer in and hand it over."""
    teller.page.fill("#id_percent", percent)
    teller.page.fill("#id_done", done)
    send(teller, "Enviar a coordinación")


def judge(central: Visitor, ask: str, verdict: str, reason: str = "") -> None:
    """Coordination reads an answer and decides."""
    at(central, ask)
    central.page.fill("#id_reason", reason)
    send(central, verdict)


def closed(central: Visitor, round_page: str, summary: str) -> None:
    """Nobody changes the round any more."""
    at(central, round_page)
    central.page.fill("#id_summary", summary)
    send(central, "Cerrar la ronda")
    assert "Cerrada el" in central.page.inner_text("main")


def propose(central: Visitor) -> str:
    """The report of the quarter that ended tells the round; gives the address of its proposal."""
    central.go("/informes/ver/trimestral/")
    before = central.page.locator("select[name=periodo] option").evaluate_all("all => all.map(one => one.value)")
    central.go(f"/informes/ver/trimestral/?periodo={before[1]}")
    told = central.page.inner_text("main")
    assert all(title in told for _email, title, _said in SAID.values())
    assert "30 %" in told
    send(central, "Proponer que se publique")
    return str(central.page.evaluate("location.pathname"))


def read_by_everybody(reader: Visitor, address: str) -> None:
    """The page says the hash of its PDF, and the PDF has it."""
    reader.go(address)
    link = reader.page.locator("main a[href$='/pdf/']").first
    file = reader.page.request.get(str(link.get_attribute("href")))
    assert file.body().startswith(b"%PDF")
    assert hashlib.sha256(file.body()).hexdigest() in reader.page.inner_text("main")


def send(visitor: Visitor, label: str) -> None:
    """Press a button and look at what it answers; a shape of page that was seen already is not judged twice."""
    with visitor.page.expect_navigation():
        visitor.press(label)
    visitor.look()


def at(visitor: Visitor, address: str) -> str:
    """What a page says."""
    visitor.page.goto(address)
    visitor.look()
    return str(visitor.page.inner_text("main"))
