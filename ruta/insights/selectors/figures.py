"""What do the counts of a year say against the year before, by month, office and one dimension, with nothing small to be read?"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.directory.models import Office
from ruta.insights.engine.change import Change, Figure, Judgement, judge, year_on_year
from ruta.insights.engine.suppression import (
    Branch,
    CannotProtect,
    Cell,
    Mark,
    Policy,
    SafeList,
    SafeTable,
    suppress_linked,
    suppress_list,
    suppress_tree,
)
from ruta.insights.models import Refresh
from ruta.insights.policies import can_open_rows
from ruta.insights.selectors.categories import least_of, named
from ruta.insights.selectors.cells import ATTENTIONS, Counts, modalities_of, months_of, office_counts

HIDDEN = Cell(None, Mark.HIDDEN)
FEW = 3


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
    """A count of one year (I01, I03): what happened, against the year before and the target of +5 %."""

    year: int
    months: int  # whole months counted
    current: list[int | None]  # by month, None for the months to come and for what is hidden
    previous: list[int | None]
    figure: int | None
    figure_before: int | None
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

    @property
    def told(self) -> list[OfficeRow]:
        """The offices of which something can be read."""
        return [row for row in self.rows if row.total.is_shown or any(cell.is_shown for cell in row.cells)]

    @property
    def has_changes(self) -> bool:
        """Whether the change of any office can be told."""
        return any(row.change for row in self.rows)

    @property
    def untold(self) -> list[OfficeRow]:
        """The others: a line of hidden cells says nothing."""
        told = {row.office.pk for row in self.told}
        return [row for row in self.rows if row.office.pk not in told]


def whole_months(year: int) -> int:
    """How many months of the year are over: 12 for a past one."""
    now = today()
    return 12 if year < now.year else now.month - 1 if year == now.year else 0


def attentions(year: int, code: str = ATTENTIONS) -> Attentions:
    """The counts of a year by month, and their change over its whole months."""
    months = whole_months(year)
    least = least_of({*modalities_of(code, year), *modalities_of(code, year - 1)})
    current, figure = _safe_months(code, year, months, least)
    previous, before = _safe_months(code, year - 1, months, least)
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


def attentions_by_office(actor: Actor | None, year: int, dimension: str, code: str = ATTENTIONS) -> Breakdown:
    """Offices by one dimension over the whole months of the year; nothing small can be read, nor computed from this or another table."""
    months = whole_months(year)
    counts = office_counts(code, year, until=months, dimension=dimension)
    totals = _totals(counts)
    order = sorted(totals, key=lambda office: (-totals[office], office))
    categories = named(dimension, {category for _office, category in counts})
    least = least_of(modalities_of(code, year))
    spine = _spine([totals[office] for office in order], least)
    safe = suppress_linked([[counts.get((office, each), 0) for each, _label in categories] for office in order], spine, Policy(least))
    before = _before(code, year - 1, months, least)
    known = {office.pk: office for office in Office.objects.filter(pk__in=order).select_related("institution")}
    rows = [_office_row(actor, known[office], safe, at, (before.get(office), months)) for at, office in enumerate(order)]
    return Breakdown(categories, rows, safe.column_totals, safe.total, least)


@dataclass(frozen=True, slots=True)
class Silent:
    """Of how many offices that told something this year or the last, how many did in the last whole month, and which did not."""

    active: int
    told: int
    names: list[str]

    @property
    def some(self) -> list[str]:
        """The first of them: a line has no room for all."""
        return self.names[:FEW]

    @property
    def more(self) -> int:
        """How many others."""
        return max(0, len(self.names) - FEW)


def silent_offices(code: str, figures: Attentions) -> Silent:
    """Whether the last whole month is whole: offices that said nothing in it may only be late."""
    if not figures.months:
        return Silent(0, 0, [])
    known = {office for year in (figures.year, figures.year - 1) for office, _each in office_counts(code, year)}
    last = {office for office, _each in office_counts(code, figures.year, since=figures.months, until=figures.months)}
    names = Office.objects.filter(pk__in=known - last, is_active=True).order_by("short_name").values_list("short_name", flat=True)
    return Silent(len(last) + len(names), len(last), list(names))


def _office_row(actor: Actor | None, office: Office, safe: SafeTable, at: int, before: tuple[int | None, int]) -> OfficeRow:
    (count_before, months), total = before, safe.row_totals[at]
    is_told = total.count is not None and count_before is not None
    change = year_on_year(Figure(total.count, months), Figure(count_before, months)) if is_told else None
    return OfficeRow(office, safe.rows[at], total, judge(change) if change else None, change, can_open_rows(actor, office.institution_id))


def _before(code: str, year: int, months: int, least: int) -> dict[int, int | None]:
    """The same months of the year before, where its own page and a percentage together give no small rest of the year away."""
    whole, same = _totals(office_counts(code, year)), _totals(office_counts(code, year, until=months))
    order = sorted(whole, key=lambda office: (-whole[office], office))
    spine = _spine([whole[office] for office in order], max(least, least_of(modalities_of(code, year))))
    if months == 12:
        return {office: cell.count for office, cell in zip(order, spine.cells, strict=True)}
    parts = [[same.get(office, 0), whole[office] - same.get(office, 0)] for office in order]
    safe = suppress_linked(parts, spine, Policy(least, zeros_public=True))
    if any(not cell.is_shown for cell in safe.column_totals):
        return {}
    return {office: cells[0].count for office, cells in zip(order, safe.rows, strict=True)}


def _safe_months(code: str, year: int, months: int, least: int) -> tuple[list[int | None], int | None]:
    """Each month, and the first ones together; every page of the year takes it apart at the same month."""
    counts, split = months_of(code, year), today().month - 1
    halves = [counts[:split], counts[split:]]
    root = Branch("year", parts=tuple(Branch("half", parts=tuple(Branch("month", n) for n in half)) for half in halves if half))
    try:
        safe = suppress_tree(root, Policy(least, zeros_public=True))
    except CannotProtect:
        return [None] * 12, None
    shown = [month.cell.count for half in safe.parts for month in half.parts]
    if months == 12:
        return shown, safe.cell.count
    return shown, safe.parts[0].cell.count if months else 0


def _spine(totals: Sequence[int], least: int) -> SafeList:
    """The totals that every table of a page shares."""
    try:
        return suppress_list(totals, Policy(least))
    except CannotProtect:
        return SafeList((HIDDEN,) * len(totals), HIDDEN)


def _totals(counts: Counts) -> dict[int, int]:
    totals: dict[int, int] = defaultdict(int)
    for (office, _category), count in counts.items():
        totals[office] += count
    return dict(totals)
