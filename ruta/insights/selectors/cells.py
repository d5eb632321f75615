"""What stands in the cubes? The only reader of counts; nothing of it is safe to show yet."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet, Sum
from django.db.models.functions import TruncMonth

from ruta.insights.definitions import indicator
from ruta.insights.enums import OF_ITEM, Dimension
from ruta.insights.models import AttentionCube, IndicatorCell

ATTENTIONS, INTEGRAL = "I01", "I03"
Counts = dict[tuple[int, str], int]
Crossed = dict[int, dict[tuple[str, str], int]]
PLACES: dict[str, str] = {
    Dimension.OFFICE: "office_id",
    Dimension.INSTITUTION: "institution_id",
}  # what a cell belongs to, beside its category
Parts = dict[str, tuple[int, int]]


def months_of(code: str, year: int) -> list[int]:
    """How many in each month of a year."""
    rows = _cells(code, year, "all").values_list("day").annotate(Sum("whole")).order_by("day")
    counts = {month.month: count for month, count in rows}
    return [counts.get(month, 0) for month in range(1, 13)]


def office_counts(code: str, year: int, *, since: int = 1, until: int = 12, dimension: str = "") -> Counts:
    """How many by office, and by one dimension where one is asked, in some months of a year."""
    rows = _cells(code, year, dimension or "all").filter(day__month__gte=since, day__month__lte=until, office__isnull=False)
    pairs = rows.values_list("office_id", "category").annotate(Sum("whole")).order_by("office_id", "category")
    return {(office, category): n for office, category, n in pairs}


def crossed_counts(code: str, year: int, until: int) -> Crossed:
    """How many by sex and age together, of each office, in the first months of a year."""
    rows = _crossed_persons(year, until) if code == INTEGRAL else _crossed_attentions(year, until)
    found: Crossed = {}
    for office, sex, age, n in rows:
        found.setdefault(office, {})[sex, age] = n
    return found


def _crossed_persons(year: int, until: int) -> Iterator[tuple[int, str, str, int]]:
    """Persons with integral service (I03): sex and age stand as one item."""
    rows = _cells(INTEGRAL, year, "item").filter(day__month__lte=until, office__isnull=False)
    for office, item, n in rows.order_by().values_list("office_id", "category").annotate(Sum("whole")):
        sex, _space, age = item.partition(" ")
        yield office, sex, age, n


def _crossed_attentions(year: int, until: int) -> Iterable[tuple[int, str, str, int]]:
    rows = AttentionCube.objects.filter(
        is_migrant=True, month__gte=date(year, 1, 1), month__lte=date(year, 12, 31), month__month__lte=until
    )
    return rows.order_by().values_list("office_id", "sex", "age_group").annotate(Sum("n"))


def served_since(institution_id: int, day: date) -> int:
    """How many attentions an institution gave since the first of a month, to everybody."""
    rows = AttentionCube.objects.filter(institution_id=institution_id, month__gte=day)
    return int(rows.aggregate(n=Sum("n"))["n"] or 0)


def part_counts(code: str, year: int, dimension: str = "", *, institution_id: int | None = None) -> Parts:
    """Part and whole of a year by the categories of a dimension; offices and months are dimensions too."""
    stored = "item" if dimension in OF_ITEM else "all" if dimension in {"", "month", *PLACES} else dimension
    rows = _cells(code, year, stored)
    if institution_id:
        rows = rows.filter(institution_id=institution_id)
    if dimension == "month":
        return _summed(rows.annotate(of=TruncMonth("day")).values_list("of"))
    taken = _latest(rows) if is_snapshot(code) else rows
    return _summed(taken.values_list(PLACES.get(dimension, "category")))  # of the whole the category is empty


def _summed(rows: QuerySet[IndicatorCell, Any]) -> Parts:
    found = rows.annotate(Sum("part"), Sum("whole")).order_by()
    return {_key(key): (int(part), int(whole)) for key, part, whole in found}


def modalities_of(code: str, year: int) -> list[str]:
    """Which populations a year of an indicator speaks of."""
    return sorted(set(_cells(code, year, "modality").order_by().values_list("category", flat=True).distinct()))


def is_snapshot(code: str) -> bool:
    """Whether a year has twelve pictures of it, and not a sum."""
    each = indicator(code)
    return each is not None and each.is_snapshot


def _key(value: object) -> str:
    return str(value.month) if isinstance(value, date) else "" if value is None else str(value)


def _cells(code: str, year: int, dimension: str) -> QuerySet[IndicatorCell]:
    return IndicatorCell.objects.filter(code=code, dimension=dimension, day__gte=date(year, 1, 1), day__lte=date(year, 12, 31))


def _latest(rows: QuerySet[IndicatorCell]) -> QuerySet[IndicatorCell]:
    """Of pictures of a day only the last one of the year is its figure."""
    return rows.filter(day=rows.aggregate(last=Max("day"))["last"])
