"""What do vacancies say: which work, where, how much of it was filled and how soon, and why the rest was not?"""

from collections.abc import Mapping, Sequence

from ruta.base.charts import BAR, Chart, Series
from ruta.insights.papers import Block, Fact, Facts, Picture, Section, Table, Text, Value, quoted, said
from ruta.insights.selectors.observatory.cells import Cells, Shown
from ruta.insights.selectors.observatory.papers.explorer import told_count
from ruta.insights.selectors.observatory.papers.map import shaded_map
from ruta.insights.selectors.observatory.papers.sought import asked_on, most_sought
from ruta.insights.selectors.observatory.papers.words import names_of
from ruta.insights.selectors.observatory.part import Part
from ruta.insights.warehouse.market import Market, first
from ruta.taxonomy.selectors import choices, items, occupation_labels

SHOWN, DRAWN, ENOUGH, LEAST = 15, 6, 30, 5
VACANCIES, COVERAGE = "F1", "Cobertura, tiempo y causas"
WAITS = "De vacantes que cubrieron al menos una plaza y terminaron en el período: de la publicación al cierre. Con menos de 5 no se dice."
HIDDEN = "Las plazas cubiertas son personas contratadas. Aquí son pocas, o servirían para calcular otras que lo son: no se dicen, ni lo que permitiría restarlas."
CAUSES = "noncoverage_causes"
GONE = "El empleador canceló el puesto, lo cubrió por otro medio o la oferta era sospechosa: no cuentan como plazas sin cubrir."
Counts = dict[str, int]
TOO_MANY = (
    "Las plazas cubiertas se dicen por dos cosas a la vez, no más, y de una oficina solo por año. Quite algo de lo elegido para verlas."
)


def occupations(found: Market, part: Part, seekers: Cells | None) -> Section:
    """Openings by occupation, beside who seeks it first where the report is of the whole market; then those that most persons seek."""
    shown = first({code: n for code, n in found.by_occupation.items() if code}, SHOWN)
    names = occupation_labels([code for code, _n in shown])
    sought = _finer(seekers) if not part.fixed else {}
    rows: list[list[Value]] = [[names[code], n, *([told_count(sought.get(code))] if sought else [])] for code, n in shown]
    chart = Chart(
        "Plazas publicadas en las ocupaciones más pedidas", [names[code] for code, _n in shown[:DRAWN]],
        [Series("Plazas", [n for _code, n in shown[:DRAWN]], "current", BAR)], along="Ocupación",
    )  # fmt: skip
    head = ["Ocupación (CIUO-08)", "Plazas", *(["Personas que la buscan"] if sought else [])]
    table = Table(
        "Ocupaciones con más plazas",
        head,
        rows,
        VACANCIES,
        empty="No hay vacantes en el período.",
        note=asked_on(seekers) if sought and seekers else "",
    )
    told = [Text([_most(found, shown[0][1])], VACANCIES)] if shown and found.vacancies >= ENOUGH else []
    picture = [Picture(chart, VACANCIES)] if shown else []
    return Section("Qué trabajo se ofrece y quién lo busca", [*told, *picture, table, *most_sought(found, part, seekers)])


def _finer(cells: Cells | None) -> dict[str, int | None]:
    return cells.finer("occupation") if cells else {}


def _most(found: Market, openings: int) -> str:
    first = sorted(code for code, n in found.by_occupation.items() if code and n == openings)
    labels, share = occupation_labels(first), said(100 * openings / found.openings)
    of = f"{said(openings)} de {said(found.openings)}"
    if len(first) == 1:
        return f"La ocupación con más plazas fue {quoted([labels[first[0]]])}: {of} ({share} %)."
    return f"Las ocupaciones con más plazas, por igual, fueron {quoted([labels[code] for code in first])}: {of} cada una ({share} %)."


def places(found: Market, part: Part, cells: Cells | None) -> Section:
    """Openings by department, with who would work there; nothing where the report is of one department."""
    if any(dimension == "department" for dimension, _code in part.fixed):
        return Section("Dónde", [])
    would = cells.by("place") if cells and not part.fixed else {}
    names = names_of("department", {*found.by_department, *(code for code in would if code)})  # also where nothing is offered
    rows: list[list[Value]] = [
        [name, found.by_department.get(code, 0), *([told_count(would.get(code))] if would else [])] for code, name in names
    ]
    head = ["Departamento", "Plazas", *(["Personas que trabajarían ahí"] if would else [])]
    table = Table("Plazas y personas por departamento", head, rows, VACANCIES)
    return Section("Dónde", [shaded_map("Plazas publicadas", found.by_department, dict(names), VACANCIES), table])


def coverage(found: Market, part: Part, filled: Shown, *, is_told: bool) -> Section:
    """What was filled of what ended, why the rest was not, and in how many days; everybody reads it of the whole of a year alone.

    Where the filled places are hidden, so is all that would give them back: how many ended, how many stayed empty, and their causes.
    """
    if part.is_public and (part.fixed or filled is None):
        return Section(COVERAGE, [])
    if filled is None:
        return Section(COVERAGE, [Text([HIDDEN if is_told else TOO_MANY], VACANCIES), *_days(found, part)])
    left, gone = _parted(found.causes, found.ended - filled)
    facts = [Fact("Plazas de vacantes que terminaron", found.ended), Fact("Cubiertas", filled), Fact("Sin cubrir", sum(left.values()))]
    facts += [Fact("Ya no se buscaban", sum(gone.values()))] if gone else []
    share = f"Se cubrió el {said(100 * filled / found.ended)} % de las plazas de vacantes que terminaron en el período."
    told = [Text([share], VACANCIES)] if found.ended >= ENOUGH else []
    ways = [_causes("Por qué no se cubrieron", left, "Ninguna plaza quedó sin cubrir.")]
    ways += [_causes("Ya no se buscaban", gone, note=GONE)] if gone else []
    return Section(COVERAGE, [Facts(facts, VACANCIES), *told, *ways, *_days(found, part)])


def _parted(causes: Mapping[str, int], empty: int) -> tuple[Counts, Counts]:
    """The openings that stayed empty by cause, and those that were not wanted any more: no coverage was missing there (I30)."""
    names = {row.code for row in items(CAUSES) if not row.get("counts_as_unfilled", True)}
    gone = {code: n for code, n in causes.items() if code in names}
    left = {code: n for code, n in causes.items() if code not in names}
    untold = empty - sum(gone.values()) - sum(left.values())
    return ({**left, "": left.get("", 0) + untold} if untold > 0 else left), gone


def _causes(title: str, counts: Counts, empty: str = "", note: str = "") -> Table:
    named, whole = dict(choices(CAUSES)), sum(counts.values())
    rows: list[list[Value]] = [[named.get(code, "Sin causa"), n, 100 * n / whole] for code, n in first(counts, len(counts))]
    return Table(title, ["Causa", "Plazas", "Parte (%)"], rows, VACANCIES, empty=empty, note=note)


def _days(found: Market, part: Part) -> list[Block]:
    """Medians of five vacancies or more, by sector and by occupation, without their number: that is the least that were hired there.

    Everybody reads none by occupation.
    """
    sectors, trades = ({code: each for code, each in days.items() if each[0] >= LEAST} for days in (found.days, found.days_by_occupation))
    if "" not in sectors:
        return []
    labels = occupation_labels(list(trades))
    most = [] if part.is_public else sorted(trades, key=lambda code: (-trades[code][0], code))[:SHOWN]
    named = [("", "Todos los sectores"), *names_of("section", set(sectors) - {""})]
    return [
        _waits("Días que tardó en cubrirse una vacante", "Sector", [(name, sectors[code]) for code, name in named]),
        *([_waits("Días que tardó en cubrirse una vacante, por ocupación", "Ocupación (CIUO-08)", [(labels[code], trades[code]) for code in most])] if most else []),
    ]  # fmt: skip


def _waits(title: str, by: str, told: Sequence[tuple[str, tuple[int, float]]]) -> Table:
    rows: list[list[Value]] = [[name, float(days)] for name, (_vacancies, days) in told]
    return Table(title, [by, "Días, a la mitad"], rows, VACANCIES, note=WAITS)
