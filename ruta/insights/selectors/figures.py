"""What do the figures say, and which rows stand behind each, for those who may see them?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.cases.models import ServiceDelivery
from ruta.directory.models import Office
from ruta.insights.engine.change import Change, Figure, Judgement, judge, year_on_year
from ruta.insights.engine.suppression import CannotProtect, Cell, Mark, Policy, SafeTable, safe_share, suppress_list, suppress_table
from ruta.insights.enums import AgeGroup, Dimension, Step
from ruta.insights.models import AttentionCube, ReferralCube, Refresh
from ruta.insights.policies import can_open_rows
from ruta.people.enums import Sex
from ruta.taxonomy.selectors import catalogue, label, serving

LEAST = 5
HIDDEN = Cell(None, Mark.HIDDEN)
AGES = {
    AgeGroup.CHILD: (0, 11),
    AgeGroup.TEEN: (12, 17),
    AgeGroup.YOUNG: (18, 24),
    AgeGroup.TWENTIES: (25, 29),
    AgeGroup.THIRTIES: (30, 44),
    AgeGroup.FORTIES: (45, 59),
    AgeGroup.OLDER: (60, 130),
}


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One office: its counts by category, its total and its change against the same months of the year before."""

    office: Office
    cells: tuple[Cell, ...]
    total: Cell
    judgement: Judgement | None
    change: Change | None
    can_open: bool


@dataclass(frozen=True, slots=True)
class Attentions:
    """I01 for one year: what happened, against the year before and the target of +5 %."""

    year: int
    months: int  # whole months counted
    current: list[int | None]  # by month, None for the months to come
    previous: list[int]
    figure: int
    figure_before: int
    change: Change
    judgement: Judgement
    refreshed_at: datetime | None
    row_count: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Offices by the categories of one dimension, with small cells hidden."""

    categories: list[tuple[str, str]]
    rows: list[OfficeRow]
    column_totals: tuple[Cell, ...]
    total: Cell
    least: int  # smaller counts are hidden


@dataclass(frozen=True, slots=True)
class StepFigure:
    """How many referrals of the period reached a step, their share of those sent, and the median days from the step before."""

    step: str
    label: str
    cell: Cell
    share: float | None
    median_days: float | None


def whole_months(year: int) -> int:
    """How many months of the year are over: 12 for a past one."""
    now = today()
    return 12 if year < now.year else now.month - 1 if year == now.year else 0


def attentions(year: int) -> Attentions:
    """Attentions to migrants by month, and the change over the whole months of the year (I01)."""
    months = whole_months(year)
    current, previous = _by_month(year), _by_month(year - 1)
    figure, before = sum(current[:months]), sum(previous[:months])
    change = year_on_year(Figure(figure, months), Figure(before if months else None, months))
    refresh = Refresh.objects.filter(cube="attentions").first()
    running = today().month if year == today().year else 12
    return Attentions(
        year=year,
        months=months,
        current=[count if month < running else None for month, count in enumerate(current)],
        previous=previous,
        figure=figure,
        figure_before=before,
        change=change,
        judgement=judge(change),
        refreshed_at=refresh.at if refresh else None,
        row_count=refresh.rows if refresh else 0,
    )


def attentions_by_office(actor: Actor | None, year: int, dimension: str) -> Breakdown:
    """Offices by one dimension over the whole months of the year; nothing under five can be read or computed back."""
    months = whole_months(year)
    counts = _counts(year, months, dimension)
    offices: dict[int, int] = defaultdict(int)
    for (office, _category), count in counts.items():
        offices[office] += count
    before = _office_totals(year - 1, months)
    order = sorted(offices, key=lambda office: -offices[office])
    categories = _categories(dimension, {category for _office, category in counts})
    least = _least(dimension, categories)
    safe = _safe_table([[counts.get((office, code), 0) for code, _label in categories] for office in order], least)
    known = {office.pk: office for office in Office.objects.filter(pk__in=order).select_related("institution")}
    rows = [
        _office_row(actor, known[office], safe.rows[at], safe.row_totals[at], (before.get(office, 0), months))
        for at, office in enumerate(order)
    ]
    return Breakdown(categories, rows, safe.column_totals, safe.total, least)


def referral_steps(
    *, year: int, sender_id: int | None = None, receiver_id: int | None = None, months: Sequence[int] = ()
) -> list[StepFigure]:
    """Referrals sent in the year, or in some of its months: how many reached each step, and how long it usually took (I54)."""
    rows = ReferralCube.objects.filter(month__year=year)
    if months:
        rows = rows.filter(month__month__in=months)
    if sender_id:
        rows = rows.filter(sender_id=sender_id)
    if receiver_id:
        rows = rows.filter(receiver_id=receiver_id)
    histogram: dict[str, dict[int, int]] = defaultdict(dict)
    for step, days, count in rows.values_list("step", "days").annotate(Sum("n")).order_by("step", "days"):
        histogram[step][days] = count
    totals = [sum(histogram[step].values()) for step in Step.values]
    cells = _safe_list(totals)
    return [
        StepFigure(step.value, str(step.label), cell, safe_share(cell, cells[0]), histogram_median(histogram[step.value]))
        for step, cell in zip(Step, cells, strict=True)
    ]


def histogram_median(counts: Mapping[int, int]) -> float | None:
    """Median of days kept as a histogram {days: how many}; None under five, so that nobody's own time is told."""
    total = sum(counts.values())
    if total < LEAST:
        return None
    middle = {(total - 1) // 2, total // 2}
    found, passed = [], 0
    for days in sorted(counts):
        found += [days for place in middle if passed <= place < passed + counts[days]]
        passed += counts[days]
    return sum(found) / len(found)


def rows_behind(actor: Actor, *, year: int, office_id: int | None, dimension: str = "", code: str = "") -> QuerySet[ServiceDelivery]:
    """The attentions behind a figure, as far as row security lets this actor read them."""
    migrants = [item["code"] for item in catalogue("modalities") if item["counts_as_migrant"]]
    months = whole_months(year) or 12
    last = date(year + 1, 1, 1) if months == 12 else date(year, months + 1, 1)
    rows = ServiceDelivery.objects.filter(
        delivered_on__gte=date(year, 1, 1),
        delivered_on__lt=last,
        counts_as_attention=True,
        modality__in=migrants,
        provider_id=actor.institution_id,
    )
    if office_id:
        rows = rows.filter(office_id=office_id)
    if dimension == Dimension.AGE and code:
        rows = rows.filter(age=None) if code == AgeGroup.UNKNOWN else rows.filter(age__range=AGES[AgeGroup(code)])
    elif dimension in {Dimension.SEX, Dimension.MODALITY} and code:
        rows = rows.filter(**{dimension: code})
    return rows.select_related("person", "office", "case")


def _office_row(actor: Actor | None, office: Office, cells: Sequence[Cell], total: Cell, before: tuple[int, int]) -> OfficeRow:
    count_before, months = before
    is_hidden = total.count is None or count_before < LEAST
    change = None if is_hidden else year_on_year(Figure(total.count, months), Figure(count_before, months))
    return OfficeRow(office, tuple(cells), total, judge(change) if change else None, change, can_open_rows(actor, office.institution_id))


def short_modality(code: str) -> str:
    """A modality as the head of a column: «Retornada», not «Persona retornada»."""
    words = label("modalities", code, (get_language() or "es")[:2])
    short = words.removeprefix("Persona ").removesuffix(" person")
    return short[:1].upper() + short[1:]


def _least(dimension: str, categories: Iterable[tuple[str, str]]) -> int:
    """Where a table tells populations apart, the highest threshold that one of them asks for holds for all of it."""
    asked = [serving(code).least_cell for code, _label in categories] if dimension == Dimension.MODALITY else []
    return max([LEAST, *asked])


def _safe_table(counts: list[list[int]], least: int) -> SafeTable:
    """The table with small cells hidden; all of it when it is too small to hide anything in."""
    height, width = len(counts), len(counts[0]) if counts else 0
    try:
        return suppress_table(counts, Policy(least)) if height else SafeTable((), (), (), HIDDEN)
    except CannotProtect:
        return SafeTable(((HIDDEN,) * width,) * height, (HIDDEN,) * height, (HIDDEN,) * width, HIDDEN)


def _safe_list(counts: list[int]) -> tuple[Cell, ...]:
    try:
        return suppress_list(counts).cells
    except CannotProtect:
        return (HIDDEN,) * len(counts)


def _by_month(year: int) -> list[int]:
    rows = AttentionCube.objects.filter(month__year=year).values_list("month").annotate(Sum("n")).order_by("month")
    counts = {month.month: count for month, count in rows}
    return [counts.get(month, 0) for month in range(1, 13)]


def _counts(year: int, months: int, dimension: str) -> dict[tuple[int, str], int]:
    rows = AttentionCube.objects.filter(month__year=year, month__month__lte=months).values_list("office_id", dimension)
    return {(office, category): count for office, category, count in rows.annotate(Sum("n")).order_by("office_id", dimension)}


def _office_totals(year: int, months: int) -> dict[int, int]:
    rows = AttentionCube.objects.filter(month__year=year, month__month__lte=months).values_list("office_id")
    return dict(rows.annotate(Sum("n")).order_by("office_id"))


def _categories(dimension: str, present: Iterable[str]) -> list[tuple[str, str]]:
    """Codes with their words, in the order of their catalogue."""
    if dimension == Dimension.SEX:
        known = [(code, str(label)) for code, label in Sex.choices]
    elif dimension == Dimension.AGE:
        known = [(code, str(label)) for code, label in AgeGroup.choices]
    else:
        known = [(item["code"], short_modality(item["code"])) for item in catalogue("modalities")]
    shown = set(present)
    others = [(code, _("Otra")) for code in sorted(shown - {code for code, _label in known})]
    return [pair for pair in known if pair[0] in shown] + others
