"""From an employer's proposal to a job that is kept: ranked with reasons, shortlist, contract, hire, and the contact of the thirtieth day."""

import json
import re

import pytest

from ruta.base.clock import today
from tests.journeys.seeker import BROKER, TRADE
from tests.journeys.steps.referring import newest_link
from tests.journeys.visitor import TELEPHONE, sign_in

pytestmark = pytest.mark.journey
TITLE = "Albañilería de bloque visto"


def test_from_a_proposal_to_a_kept_job(product, visit):
    cast = json.loads(product.run("tests.journeys.seeker").strip().splitlines()[-1])
    firm, rival = visit("empleador", TELEPHONE), visit("otra-empresa", TELEPHONE)
    broker = visit("intermedia")
    sign_in(broker, BROKER)
    propose(firm, cast["ours"])
    vacancy = publish(broker)
    application = suggested(broker, vacancy, cast["person"])
    is_refused_elsewhere(rival, cast["theirs"], vacancy)
    shortlisted(product, broker, firm, rival, vacancy, cast)
    hired(broker, application)
    thirty_days_later(product, broker, application, cast["person"])


def propose(firm, address):
    """Behind its link, in its own words."""
    firm.go(address)
    firm.go(f"{address}nueva/")
    page = firm.page
    page.fill("#id_title", TITLE)
    page.get_by_role("combobox", name="¿Qué oficio es?").fill("albañil")
    page.locator(".r-lookup li[data-place]", has_text="Albañiles").first.click()
    assert page.input_value("input[name=occupation-code]") == TRADE
    page.fill("#id_openings", "1")
    page.fill("#id_tasks", "Levantar paredes de bloque visto.")
    page.fill("#id_wage_min", "15000")
    with page.expect_navigation():
        firm.press("Enviar a revisión")
    firm.look()
    assert "En revisión" in page.inner_text("main")


def publish(broker):
    """Another pair of eyes; gives the number of the vacancy."""
    broker.go("/vacantes/?estado=in_review")
    broker.press(TITLE, role="link")
    broker.page.wait_for_url(re.compile(r"/vacantes/\d+/"))
    with broker.page.expect_navigation():
        broker.press("Publicar")
    broker.look()
    return broker.page.url.strip("/").rsplit("/", 1)[1]


def suggested(broker, vacancy, person):
    """She is listed with her reasons and wants it; gives the address of the application."""
    page = broker.go(f"/colocaciones/vacante/{vacancy}/encajan/")
    row = page.locator("li", has_text=person).first
    assert "Mismo oficio" in row.inner_text()
    row.get_by_role("link", name=person).click()
    broker.look()
    page.check("#id_wants")
    with page.expect_navigation():
        broker.press("Proponer")
    broker.look()
    address = page.url
    step(broker, "Preseleccionar")
    return address


def step(broker, label, **typed):
    """One verb, with what it asks for."""
    broker.press(label, role="link")
    broker.page.wait_for_url(re.compile(r"/colocaciones/\d+/[a-z-]+/"))
    broker.look()
    for field, value in typed.items():
        broker.page.fill(f"#id_{field}", value)
    with broker.page.expect_navigation():
        broker.press("Guardar")


def is_refused_elsewhere(rival, address, vacancy):
    """Another employer behind its own good link."""
    rival.go(address)
    rival.expected.add(404)
    rival.go(f"{address}{vacancy}/")
    assert TITLE not in rival.page.inner_text("body")


def shortlisted(product, broker, firm, rival, vacancy, cast):
    """Sealed, sent by message, read by its employer alone, signed once."""
    page = broker.go(f"/colocaciones/vacante/{vacancy}/")
    page.locator("input[name=applications]").first.check()
    with page.expect_navigation():
        broker.press("Sellar y enviar")
    broker.look()
    assert "Terna enviada" in page.inner_text("body")
    product.run("tests.journeys.messages")
    link = newest_link(product.var, "terna")
    firm.go(link)
    assert cast["person"] in firm.page.inner_text("main")
    firm.page.fill("#id_name", "Rosa Paz")
    with firm.page.expect_navigation():
        firm.press("Recibí estas candidaturas")
    firm.look()
    rival.go(link)
    assert cast["person"] not in rival.page.inner_text("body")


def hired(broker, application):
    """An offer, the contract read point by point because she is a foreigner, and a first day of work."""
    page = broker.go(application)
    step(broker, "Anotar la oferta")
    broker.press("Leer el contrato con la persona", role="link")
    page.wait_for_url("**/contrato/")
    broker.look()
    page.evaluate(
        "document.querySelectorAll('main input[type=radio]').forEach(one => { if (['yes', 'same'].includes(one.value)) one.checked = true; })"
    )
    with page.expect_navigation():
        broker.press("Guardar la revisión")
    broker.look()
    assert "Contrato aprobado" in page.inner_text("body")
    step(broker, "Anotar la contratación", day=today().isoformat(), wage="15500")
    assert "Cuenta como colocación" in page.inner_text("main")


def thirty_days_later(product, broker, application, person):
    """It waits in the queue of whoever placed her; what she says stands in the history."""
    product.run("tests.journeys.seeker", "due")
    page = broker.go("/cola/?kind=follow_up")
    line = page.locator("li.r-task", has_text=person)
    with page.expect_navigation():
        line.get_by_role("link", name="Llamar").click()
    broker.look()
    for name, value in (("result", "reached"), ("channel", "phone"), ("works", "yes")):
        page.check(f"input[name={name}][value={value}]", force=True)
    with page.expect_navigation():
        broker.press("Guardar")
    broker.look()
    assert page.url == application
    assert "Sigue trabajando ahí" in page.inner_text("main")
