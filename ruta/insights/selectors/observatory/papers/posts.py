"""How do vacant posts stand beside unemployment, quarter by quarter (I36)? Our vacancies over what others published."""

from collections.abc import Mapping
from datetime import date

from ruta.base.charts import LINE, Chart, Series
from ruta.base.clock import today
from ruta.insights.engine.posts import EMPLOYED, UNEMPLOYED, Quarter, unemployment_rate, vacancy_rate
from ruta.insights.models import ExternalFigure
from ruta.insights.papers import Block, Picture, Section, Table, Text, Value

MOST, LEAST = 12, 2
VACANCIES = "F1"
SAYS = (
    "Los puestos vacantes son solo los publicados en Ruta: el nivel de su tasa es más bajo que el del país, y solo se compara consigo misma "
    "de un trimestre a otro. Que dos líneas se muevan juntas no dice que una mueva a la otra."
)
CURVE = (
    "En la curva de Beveridge cada punto es un trimestre: hacia la derecha, más desempleo según lo publicado del país; hacia arriba, más puestos vacantes en el "
    "registro de Ruta, que no es el del país. Los ejes no empiezan en cero, para que se vean los movimientos: lea los números."
)
Told = dict[Quarter, dict[str, ExternalFigure]]


def quarter_ends() -> dict[str, date]:
    """The last days of the quarters that are over and of which somebody published how many work."""
    return {str(quarter): quarter.last for quarter in _told()}


def posts(vacant: Mapping[str, int]) -> list[Section]:
    """Nothing where fewer than two quarters can be compared."""
    told = {quarter: held for quarter, held in _told().items() if vacant.get(str(quarter))}
    if len(told) < LEAST:
        return []
    rows = [_row(quarter, held, vacant[str(quarter)]) for quarter, held in told.items()]
    lines = [
        Series("Puestos vacantes (%)", [row[3] for row in rows], "current", LINE),  # type: ignore[misc]
        Series("Desempleo (%)", [row[4] for row in rows], "comparison", LINE),  # type: ignore[misc]
    ]
    sources = sorted({figure.source for held in told.values() for figure in held.values()})
    table = Table(
        "Puestos vacantes y desempleo, por trimestre",
        ["Trimestre", "Vacantes al cierre", "Personas ocupadas", "Puestos vacantes (%)", "Desempleo (%)"],
        rows, VACANCIES, note=f"Ocupadas y desocupadas según: {'; '.join(sources)}.",
    )  # fmt: skip
    drawn = Chart("Puestos vacantes y desempleo", [str(quarter) for quarter in told], lines, along="Trimestre")
    return [Section("Puestos vacantes y desempleo", [Text([SAYS], VACANCIES), Picture(drawn, VACANCIES), *_curve(rows), table])]


def _curve(rows: list[list[Value]]) -> list[Block]:
    """Beveridge's: a dot for each quarter of which both are known, joined as they came."""
    known = [(str(row[0]), row[4], row[3]) for row in rows if row[3] is not None and row[4] is not None]
    if len(known) < LEAST:
        return []
    across = Series("Desempleo del país (%)", [x for _name, x, _y in known])  # type: ignore[misc]
    up = Series("Puestos vacantes en Ruta (%)", [y for _name, _x, y in known])  # type: ignore[misc]
    drawn = Chart(
        "Curva de Beveridge: vacantes de Ruta sobre el desempleo del país",
        [name for name, _x, _y in known],
        [across, up],
        along="Trimestre",
        is_crossed=True,
    )
    return [Text([CURVE], VACANCIES), Picture(drawn, VACANCIES)]


def _row(quarter: Quarter, held: Mapping[str, ExternalFigure], vacant: int) -> list[Value]:
    employed, unemployed = held[EMPLOYED].persons, held[UNEMPLOYED].persons if UNEMPLOYED in held else None
    return [str(quarter), vacant, employed, vacancy_rate(vacant, employed), unemployment_rate(unemployed, employed)]


def _told() -> Told:
    """By quarter, the oldest first."""
    found: Told = {}
    for row in ExternalFigure.objects.order_by("year", "quarter"):
        found.setdefault(Quarter(row.year, row.quarter), {})[row.series] = row
    over = [(quarter, held) for quarter, held in found.items() if EMPLOYED in held and quarter.last < today()]
    return dict(over[-MOST:])
