"""Does the yearly report for migrants go from the analyst's explorer to a page that everybody can read, by two persons?"""

from collections.abc import Callable

import pytest

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
    proposed = propose(analyst)
    assert not analyst.page.get_by_role("button", name="Aprobar y publicar").count(), "whoever proposes does not decide"
    decider = visit("central")
    sign_in(decider, "central@demo.ruta.hn")
    decider.go(proposed)
    send(decider, "Aprobar y publicar")
    address = str(decider.page.locator("main a[href^='/informes/publicos/']").first.get_attribute("href"))
    reader = visit("lectora", TELEPHONE)
    read_by_everybody(reader, address)
    assert "Límites de este informe" in reader.page.inner_text("main")


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


def propose(analyst: Visitor) -> str:
    """The year that is over, of all of the country; gives the address of the proposal."""
    analyst.go("/informes/ver/mercado/")
    years = analyst.page.locator("select[name=periodo] option").evaluate_all("all => all.map(one => one.value)")
    analyst.page.goto(f"/informes/ver/mercado/?periodo={years[1]}&contar=1")
    analyst.look()
    assert TITLE in analyst.page.inner_text("main")
    send(analyst, "Proponer que se publique")
    return str(analyst.page.evaluate("location.pathname"))
