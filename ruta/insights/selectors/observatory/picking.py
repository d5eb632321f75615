"""What may be picked in the explorer, by staff and by everybody, and what does an address pick? What does not fit falls back to what does.

Behind openings stands no person: they are asked of the warehouse as it is, by three things at once and of the year that runs. A filled place is
somebody hired: staff ask for those by two things, out of one protected set for the year (ADR 0474), everybody not at all. What counts persons is
looked up in what was protected once (ADR 0410); to everybody by one thing at a time, because lists alone give nobody away even to whoever knows
that the same persons stand behind all of them, and without what is published elsewhere by other parts (ADR 0446).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy

from ruta.base.clock import today
from ruta.base.errors import NotFound
from ruta.insights.papers import Paper, PaperPeriod, period_of
from ruta.insights.selectors.observatory.asking import asking
from ruta.insights.selectors.observatory.cells import Cells, cells_of, counted_periods
from ruta.insights.selectors.observatory.papers.beside import beside
from ruta.insights.selectors.observatory.papers.explorer import explored
from ruta.insights.selectors.observatory.papers.words import DIMENSIONS, MEASURES
from ruta.insights.selectors.observatory.protecting import FILLED, filled_cells
from ruta.insights.selectors.published import series_name

if TYPE_CHECKING:
    from ruta.insights.warehouse import Warehouse
    from ruta.insights.warehouse.crossing import Measure

OPEN = ("openings", "filled", "unfilled")
KEPT_INSIDE = ("attentions", "filled", "unfilled")
"""Also told by other parts elsewhere, or of the same persons: both together could say what each hides. A filled place is somebody hired."""
FREE = ("openings",)
"""Behind these stands nobody: by three things at once."""
BY_ITSELF = {"unfilled": ("cause",)}
"""Beside the openings of a place or a trade, what stayed empty there says who was hired: it is told by its causes alone."""
MOST_OPEN, MOST_STAFF, MOST_PUBLIC = 3, 2, 1
FIELDS, BESIDE = ("filas", "columnas", "ademas"), "junto"
LABELS = {"filas": gettext_lazy("Por"), "columnas": gettext_lazy("Y por"), "ademas": gettext_lazy("Y además por")}
Codes = Sequence[str]
Units = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Picked:
    """A measure of a period by one to three dimensions, and what else could be picked."""

    measure: str
    period: str
    names: tuple[str, ...]
    measures: Codes
    periods: Codes
    dimensions: Codes
    most: int
    series: Codes = ()
    """What others published, that may stand beside it."""
    beside: str = ""

    @property
    def said(self) -> dict[str, str]:
        """As an address says it."""
        said = {"medida": self.measure, "periodo": self.period} | dict(zip(FIELDS, self.names, strict=False))
        return said | ({BESIDE: self.beside} if self.beside else {})


def picked(said: Mapping[str, Any], *, is_public: bool = False) -> Picked | None:
    """What an address picks; nothing while nothing was counted."""
    periods = _periods(is_public=is_public)
    if not periods:
        return None
    measures = [code for code in MEASURES if code in periods]
    measure = _one_of(said.get("medida", ""), measures)
    period = _one_of(said.get("periodo", ""), periods[measure])
    most = MOST_OPEN if measure in FREE else MOST_PUBLIC if is_public else MOST_STAFF
    dimensions = [
        name
        for name in DIMENSIONS
        if name in _dimensions(measure, period) and not (is_public and measure not in OPEN and name == "quarter")
    ]
    names = [_one_of(said.get(FIELDS[0], ""), dimensions)]
    for field in FIELDS[1:most]:
        name = said.get(field, "")
        if name in dimensions and name not in names:
            names.append(name)
    series = () if is_public else _series()
    chosen = said.get(BESIDE, "") if said.get(BESIDE, "") in series else ""
    return Picked(measure, period, tuple(names), measures, periods[measure], dimensions, most, series, chosen)


def picked_paper(each: Picked) -> Paper:
    """Its report, with what others published of the same days where that was asked for."""
    from ruta.insights.warehouse.outside import parts_published

    paper = _own_paper(each)
    if not each.beside:
        return paper
    days = period_of(each.period)
    with asking() as warehouse:
        return beside(paper, each.beside, parts_published(warehouse, each.beside, days.begins, days.ends))


def _own_paper(each: Picked) -> Paper:
    if each.measure in OPEN:
        (_whole, cells), *parts = open_cells(each.measure, each.period, each.names)
        return explored(cells, *each.names, parts=parts)
    return explored(cells_of(each.measure, each.period), *each.names)


def offered(each: Picked) -> list[tuple[str, Any, list[tuple[str, Any]]]]:
    """What else can be picked, field by field: its name, its label and its choices."""
    fields: list[tuple[str, Any, list[tuple[str, Any]]]] = [
        ("medida", gettext_lazy("Qué"), [(code, MEASURES[code].label) for code in each.measures]),
        ("periodo", gettext_lazy("Período"), [(code, code) for code in each.periods]),
    ]
    for at, field in enumerate(FIELDS[: each.most]):
        free = [(name, DIMENSIONS[name]) for name in each.dimensions if name not in each.names[:at]]
        fields.append((field, LABELS[field], [*([("", gettext_lazy("Nada más"))] if at else []), *free]))
    if each.series:
        fields.append(
            (
                BESIDE,
                gettext_lazy("Junto a lo publicado"),
                [("", gettext_lazy("Nada más")), *((code, series_name(code)) for code in each.series)],
            )
        )
    return fields


def open_cells(code: str, period: str, names: Sequence[str]) -> list[tuple[str, Cells]]:
    """A measure without persons as it stands: the whole, and of three dimensions each category of the third."""
    from ruta.insights.warehouse.crossing import MEASURES as COUNTED
    from ruta.insights.warehouse.crossing import openly

    year = period_of(period)
    with asking() as warehouse:
        if code == FILLED:
            return [("", filled_cells(warehouse, year.year))]
        rows = openly(warehouse, COUNTED[code], year.begins, year.ends, names)
        units = _units(warehouse, COUNTED[code], year, names)
    counts = {tuple(row[name] for name in names): row["n"] for row in rows}
    first = names[:2]
    parts = sorted({key[2] for key in counts}) if len(names) == MOST_OPEN else []
    return [
        ("", _cells(code, period, first, counts, units)),
        *((part, _cells(code, period, first, {key: n for key, n in counts.items() if key[2] == part})) for part in parts),
    ]


def _units(warehouse: "Warehouse", measure: "Measure", days: PaperPeriod, names: Sequence[str]) -> Units:
    """The parts of a dimension that is asked alone, where it has any."""
    from ruta.insights.warehouse.crossing import FINER, openly

    if len(names) > 1 or names[0] not in measure.finer:
        return {}
    unit = FINER.format(names[0])
    return {names[0]: {row[unit]: row["n"] for row in openly(warehouse, measure, days.begins, days.ends, [unit])}}


def _cells(code: str, period: str, names: Sequence[str], counts: Mapping[tuple[str, ...], int], units: Units | None = None) -> Cells:
    """What the page reads of any measure."""
    codes = {name: sorted({key[at] for key in counts}) for at, name in enumerate(names)}
    singles = {name: _summed(counts, (at,)) for at, name in enumerate(names)}
    lists = {name: [singles[name][each,] for each in codes[name]] for name in names}
    pairs = _summed(counts, (0, 1)) if len(names) > 1 else {}
    tables = {"|".join(names): [[pairs.get((one, other), 0) for other in codes[names[1]]] for one in codes[names[0]]]} if pairs else {}
    held = {"whole": sum(counts.values()), "categories": codes, "lists": lists, "tables": tables, "finer": units or {}}
    return Cells(code, period, today(), 0, held)


def _summed(counts: Mapping[tuple[str, ...], int], places: tuple[int, ...]) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for key, n in counts.items():
        found[tuple(key[at] for at in places)] += n
    return found


def _periods(*, is_public: bool) -> dict[str, list[str]]:
    counted = {code: periods for code, periods in counted_periods().items() if code not in OPEN and not (is_public and code in KEPT_INSIDE)}
    return counted | {code: years for code, years in _open_periods().items() if not (is_public and code in KEPT_INSIDE)}


def _open_periods() -> dict[str, list[str]]:
    """The years of vacancies that have begun, the one that runs first."""
    from ruta.insights.warehouse.crossing import MEASURES as COUNTED
    from ruta.insights.warehouse.crossing import years_of

    try:
        with asking() as warehouse:
            years = {code: [year for year in years_of(warehouse, COUNTED[code]) if date(year, 1, 1) <= today()] for code in OPEN}
    except NotFound:
        return {}
    return {code: [str(year) for year in reversed(found)] for code, found in years.items() if found}


def _series() -> Codes:
    """What others published, as it left for the warehouse."""
    from ruta.insights.warehouse.outside import series_of

    try:
        with asking() as warehouse:
            return series_of(warehouse)
    except NotFound:
        return ()


def _dimensions(measure: str, period: str) -> Codes:
    from ruta.insights.warehouse.crossing import MEASURES as COUNTED

    told = COUNTED[measure].dimensions if measure in OPEN else cells_of(measure, period).dimensions
    return tuple(name for name in told if name in BY_ITSELF.get(measure, told))


def _one_of(said: str, known: Codes) -> str:
    return said if said in known else known[0]
