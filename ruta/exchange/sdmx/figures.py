"""Which figures leave as SDMX? The protected ones alone: a cell that a page hides is in no sum either."""

from collections.abc import Iterator
from dataclasses import replace

from ruta.base.clock import today
from ruta.base.context import ANYBODY
from ruta.exchange.sdmx.naming import AGE, ALL, COUNTS, SEX, SHARES, UNKNOWN, Observation
from ruta.exchange.sdmx.work import work
from ruta.insights.definitions import Indicator, indicator
from ruta.insights.enums import Dimension
from ruta.insights.selectors import attentions, attentions_by_area, attentions_by_office, attentions_crossed, shares, whole_months
from ruta.insights.selectors.crossed import Areas
from ruta.insights.selectors.figures import Breakdown

APART = {Dimension.SEX: SEX, Dimension.AGE: AGE}
YEAR = 12


def observations() -> Iterator[Observation]:
    """Every shown figure of this year and the last."""
    for year in (today().year - 1, today().year):
        for code in COUNTS:
            yield from _counted(code, year)
        for code in SHARES:
            if found := indicator(code):
                yield from _shared(found, year)
    yield from work()


def _counted(code: str, year: int) -> Iterator[Observation]:
    found = attentions(year, code)
    if not found.months:
        return
    period = _period(year, found.months)
    yield from _told(code, period, found.figure)
    for month, count in enumerate(found.current[: found.months], start=1):
        yield from _told(code, f"{year}-{month:02d}", count)
    tables = {dimension: attentions_by_office(None, year, dimension, code) for dimension in APART}
    for dimension, parted in tables.items():
        for (category, _label), cell in zip(parted.categories, parted.column_totals, strict=True):
            yield from _told(code, period, cell.count if cell.is_shown else None, dimension, category)
        yield from _in_areas(code, period, attentions_by_area(year, code, dimension, parted), dimension, parted)
    if found.months < YEAR:
        return  # told anew each month, two tellings would subtract to single persons
    for (sex, age), count in attentions_crossed(year, code, tables[Dimension.SEX], tables[Dimension.AGE]).items():
        yield Observation(code, period, count, sex=SEX.get(sex, UNKNOWN), age=AGE.get(age, UNKNOWN))


def _in_areas(code: str, period: str, areas: Areas, dimension: str, parted: Breakdown) -> Iterator[Observation]:
    """By department, whole and taken apart."""
    for area, total, row in zip(areas.codes, areas.totals, areas.rows, strict=True):
        if area and dimension == Dimension.SEX:
            yield from (replace(each, area=area) for each in _told(code, period, total.count))
        for (category, _label), cell in zip(parted.categories, row if area else (), strict=bool(area)):
            yield from (replace(each, area=area) for each in _told(code, period, cell.count, dimension, category))


def _shared(each: Indicator, year: int) -> Iterator[Observation]:
    """Shares of a year; of one that runs its days until now are named, and only its months that are over."""
    months = whole_months(year)
    wanted = [dimension for dimension in APART if dimension in each.apart]
    found = shares(each, ANYBODY, year, wanted[0] if wanted else each.apart[0])
    if not found.is_told or not months:
        return
    period = _so_far(year)
    yield from _told(each.code, period, found.figure.share)
    for row in found.months:
        if int(row.code) <= months:
            yield from _told(each.code, f"{year}-{int(row.code):02d}", row.share)
    for dimension in wanted:
        for row in shares(each, ANYBODY, year, dimension).rows:
            yield from _told(each.code, period, row.share, dimension, row.code)


def _told(code: str, period: str, value: float | None, dimension: str = "", category: str = "") -> Iterator[Observation]:
    if value is None:
        return
    named = APART[Dimension(dimension)].get(category, UNKNOWN) if dimension else ALL
    sex, age = (named, ALL) if dimension == Dimension.SEX else (ALL, named)
    yield Observation(code, period, round(value, 1), sex=sex, age=age)


def _so_far(year: int) -> str:
    """A whole year, or its days until today as a range."""
    day = today()
    return str(year) if year < day.year else f"{year}-01-01/P{day.timetuple().tm_yday}D"


def _period(year: int, months: int) -> str:
    """A whole year, or its first months as a range."""
    return str(year) if months == YEAR else f"{year}-01-01/P{months}M"
