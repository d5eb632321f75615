"""Which figures leave as SDMX? The protected ones alone, and what they add up to: a cell that the page hides is in no sum either."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.directory.models import Office
from ruta.insights.definitions import Indicator, indicator
from ruta.insights.engine.suppression import Cell
from ruta.insights.enums import AgeGroup, Dimension
from ruta.insights.selectors import attentions, attentions_by_office, shares, whole_months
from ruta.insights.selectors.figures import Breakdown, OfficeRow

COUNTS, SHARES = ("I01", "I03"), ("I14", "I42", "I46", "I52", "I55", "I57")
"""The published ones: those of children, of protection and of one officer are not among them."""
NOBODY = Actor(kind="person")
ALL, UNKNOWN, COUNTRY = "_T", "_U", "HN"
SEX = {"woman": "F", "man": "M"}
AGE = {
    AgeGroup.CHILD: "Y0T11", AgeGroup.TEEN: "Y12T17", AgeGroup.YOUNG: "Y18T24", AgeGroup.TWENTIES: "Y25T29", AgeGroup.THIRTIES: "Y30T44",
    AgeGroup.FORTIES: "Y45T59", AgeGroup.OLDER: "Y_GE60",
}  # fmt: skip
APART = {Dimension.SEX: SEX, Dimension.AGE: {str(code): told for code, told in AGE.items()}}
YEAR = 12


@dataclass(frozen=True, slots=True)
class Observation:
    """One value that may be read, by its dimensions."""

    indicator: str
    sex: str
    age: str
    period: str
    value: float
    area: str = COUNTRY


def observations() -> Iterator[Observation]:
    """Every shown figure of this year and the last."""
    for year in (today().year - 1, today().year):
        for code in COUNTS:
            yield from _counted(code, year)
        for code in SHARES:
            if found := indicator(code):
                yield from _shared(found, year)


def _counted(code: str, year: int) -> Iterator[Observation]:
    found = attentions(year, code)
    if not found.months:
        return
    period = _period(year, found.months)
    yield from _told(code, period, found.figure)
    for month, count in enumerate(found.current[: found.months], start=1):
        yield from _told(code, f"{year}-{month:02d}", count)
    for dimension in APART:
        parted = attentions_by_office(None, year, dimension, code)
        for (category, _label), cell in zip(parted.categories, parted.column_totals, strict=True):
            yield from _told(code, period, cell.count if cell.is_shown else None, dimension, category)
        yield from _in_areas(code, period, parted, dimension)


def _in_areas(code: str, period: str, parted: Breakdown, dimension: str) -> Iterator[Observation]:
    """By department, whole and taken apart: the sum of its offices where each of them is shown, which tells nothing that their table does not."""
    for area, rows in _by_department(parted).items():
        if dimension == Dimension.SEX:
            yield from (replace(each, area=area) for each in _told(code, period, _sum([row.total for row in rows])))
        for at, (category, _label) in enumerate(parted.categories):
            count = _sum([row.cells[at] for row in rows])
            yield from (replace(each, area=area) for each in _told(code, period, count, dimension, category))


def _by_department(parted: Breakdown) -> dict[str, list[OfficeRow]]:
    places = dict(
        Office.objects.filter(pk__in=[row.office.pk for row in parted.rows]).values_list("pk", "municipality__department__iso_code")
    )
    found: dict[str, list[OfficeRow]] = defaultdict(list)
    for row in parted.rows:
        if places.get(row.office.pk):
            found[places[row.office.pk]].append(row)
    return found


def _sum(cells: Sequence[Cell]) -> int | None:
    """Nothing where one of them is hidden: a sum would tell it."""
    counts = [cell.count for cell in cells if cell.is_shown and cell.count is not None]
    return sum(counts) if len(counts) == len(cells) else None


def _shared(each: Indicator, year: int) -> Iterator[Observation]:
    """Shares of the year so far; of a running year its months are named."""
    months = whole_months(year)
    wanted = [dimension for dimension in APART if dimension in each.apart]
    found = shares(each, NOBODY, year, wanted[0] if wanted else each.apart[0])
    if not found.is_told or not months:
        return
    yield from _told(each.code, _period(year, YEAR), found.figure.share)
    for row in found.months:
        yield from _told(each.code, f"{year}-{int(row.code):02d}", row.share)
    for dimension in wanted:
        for row in shares(each, NOBODY, year, dimension).rows:
            yield from _told(each.code, _period(year, YEAR), row.share, dimension, row.code)


def _told(code: str, period: str, value: float | None, dimension: str = "", category: str = "") -> Iterator[Observation]:
    if value is None:
        return
    named = APART[Dimension(dimension)].get(category, UNKNOWN) if dimension else ALL
    sex, age = (named, ALL) if dimension == Dimension.SEX else (ALL, named)
    yield Observation(code, sex, age, period, round(value, 1))


def _period(year: int, months: int) -> str:
    """A whole year, or its first months as a range."""
    return str(year) if months == YEAR else f"{year}-01-01/P{months}M"
