"""What may be told of counts by department, and by sex and age together, under what the tables of offices show?"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from ruta.directory.models import Office
from ruta.insights.engine.suppression import Cell, Mark, Policy, can_trade, suppress_crossing, suppress_parts
from ruta.insights.selectors.cells import crossed_counts, office_counts
from ruta.insights.selectors.figures import Breakdown, whole_months

Crossing = dict[tuple[str, str], int]
HIDDEN = Cell(None, Mark.HIDDEN)


@dataclass(frozen=True, slots=True)
class Areas:
    """The departments in their order, their totals and each by the categories of one dimension."""

    codes: tuple[str, ...]
    totals: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def attentions_crossed(year: int, code: str, by_sex: Breakdown, by_age: Breakdown) -> Crossing:
    """What may be told of sex and age, and nothing at all where one hidden cell would stand open to who reads the other tables too."""
    places = crossed_counts(code, year, whole_months(year))
    counts: Counter[tuple[str, str]] = Counter()
    for place in places.values():
        counts.update(place)
    sexes, ages = [code for code, _words in by_sex.categories], [code for code, _words in by_age.categories]
    rows = [[counts[sex, age] for age in ages] for sex in sexes]
    if not (_agree(map(sum, rows), by_sex) and _agree(map(sum, zip(*rows, strict=True)), by_age)):
        return {}
    safe = suppress_crossing(rows, by_sex.column_totals, by_age.column_totals, Policy(max(by_sex.least, by_age.least)))
    cells = {(sex, age): cell for sex, row in zip(sexes, safe, strict=True) for age, cell in zip(ages, row, strict=True)}
    is_safe = can_trade((key for key, cell in cells.items() if not cell.is_shown), places.values())
    return {key: cell.count for key, cell in cells.items() if cell.count is not None} if is_safe else {}


def attentions_by_area(year: int, code: str, dimension: str, parted: Breakdown) -> Areas:
    """By department: where one of its offices is hidden it is too, and further ones so that the country does not give it away."""
    counts = office_counts(code, year, until=whole_months(year), dimension=dimension)
    of_office = _areas_of(parted)
    codes, policy = tuple(sorted(set(of_office.values()))), Policy(parted.least)
    sums: Counter[tuple[str, str]] = Counter()
    for (office, category), count in counts.items():
        sums[of_office[office], category] += count
    rows = [[sums[area, category] for category, _words in parted.categories] for area in codes]
    closed_totals, closed = _closed(parted, of_office, codes)
    whole = parted.total.is_shown
    totals = suppress_parts([sum(row) for row in rows], closed_totals, policy) if whole else (HIDDEN,) * len(codes)
    return Areas(codes, totals, suppress_crossing(rows, totals, parted.column_totals, policy, closed))


def _areas_of(parted: Breakdown) -> Mapping[int, str]:
    """The department of each office; an office without one is of none, and nothing is told of it."""
    found = Office.objects.filter(pk__in=[row.office.pk for row in parted.rows])
    return {pk: code or "" for pk, code in found.values_list("pk", "municipality__department__iso_code")}


def _closed(parted: Breakdown, of_office: Mapping[int, str], codes: Sequence[str]) -> tuple[Collection[int], Collection[tuple[int, int]]]:
    """Which totals and which cells have a hidden office under them."""
    places = {area: at for at, area in enumerate(codes)}
    of_rows = [(places[of_office[row.office.pk]], row) for row in parted.rows]
    width, nowhere = range(len(parted.categories)), {places[""]} if "" in places else set()
    totals = {at for at, row in of_rows if not row.total.is_shown} | nowhere
    cells = {(at, across) for at, row in of_rows for across in width if not row.cells[across].is_shown} | set(product(nowhere, width))
    return totals, cells


def _agree(counts: Iterable[int], told: Breakdown) -> bool:
    """Whether both were counted of the same rows: totals of another hour would say what came between."""
    return all(cell.count in (None, count) for count, cell in zip(counts, told.column_totals, strict=True))
