"""Does the yearly report for migrants go from the analyst's explorer to a page that everybody can read, by two persons?"""

from collections.abc import Callable

import pytest

from ruta.base.clock import today
from tests.journeys.figures import figure
from tests.journeys.product import Product
from tests.journeys.test_one_quarter import read_by_everybody, send
from tests.journeys.visitor import TELEPHONE, Visitor, sign_in

pytestmark = pytest.mark.journey
TITLE = "Oferta y demanda de trabajo para personas migrantes"


def test_an_analyst_publishes_the_yearly_migrant_report(visit: Callable[..., Visitor], product: Product) -> None:
    product.ruta("warehouse", "refresh")
    analyst = visit("observatorio")
    sign_in(analyst, "observatorio@demo.ruta.hn")
    explored(analyst)
    year = announced(analyst)
    proposed = propose(analyst, year)
    assert not analyst.page.get_by_role("button", name="Aprobar y publicar").count(), "whoever proposes does not decide"
    decider = visit("central")
    sign_in(decider, "central@demo.ruta.hn")
    before = figure(decider, "I19")
    decider.go(proposed)
    send(decider, "Aprobar y publicar")
    address = str(decider.page.locator("main a[href^='/informes/publicos/']").first.get_attribute("href"))
    assert figure(decider, "I19") == before + 1, "the roadmap counts the report that went out"
    reader = visit("lectora", TELEPHONE)
    read_by_everybody(reader, address)
    assert "Límites de este informe" in reader.page.inner_text("main")
    analyst.go("/informes/calendario/?estado=out")
    assert analyst.page.locator(f"main a[href='{address}']").count() == 1


def explored(analyst: Visitor) -> None:
    """What is picked is what the page says, and small groups stay hidden."""
    analyst.go("/informes/")
    analyst.press("Explorador", role="link")
    analyst.look()
    analyst.page.select_option("select[name=medida]", "attentions")
    send(analyst, "Filtrar")
    analyst.page.select_option("select[name=filas]", "modality")
    analyst.page.select_option("select[name=columnas]", "sex")
    send(analyst, "Filtrar")
    told = analyst.page.inner_text("main")
    assert "Atenciones, por población y sexo" in told
    assert "protegida" in told


def announced(analyst: Visitor) -> str:
    """The year that is over is promised for today; gives it."""
    year = today().year - 1
    analyst.go("/informes/calendario/")
    analyst.press("Anunciar un informe", role="link")
    analyst.look()
    analyst.page.select_option("select[name=name]", "mercado")
    analyst.page.fill("input[name=period]", str(year))
    analyst.page.fill("input[name=due_on]", f"{today():%d/%m/%Y}")
    send(analyst, "Anunciar")
    assert "Anunciado" in analyst.page.inner_text("main")
    return str(year)


def propose(analyst: Visitor, year: str) -> str:
    """That year, of all of the country; gives the address of the proposal."""
    analyst.page.goto(f"/informes/ver/mercado/?periodo={year}&contar=1")
    analyst.look()
    assert TITLE in analyst.page.inner_text("main")
    send(analyst, "Proponer que se publique")
    return str(analyst.page.evaluate("location.pathname"))
