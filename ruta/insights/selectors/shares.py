"""What part of a whole does an indicator find, in all, by month and by the categories of a dimension, with nothing small to be read?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.dates import MONTHS

from ruta.base.context import Actor
from ruta.insights.definitions import Indicator
from ruta.insights.engine.suppression import CannotProtect, Cell, Mark, Policy, SafeList, safe_share, suppress_linked, suppress_list
from ruta.insights.enums import Dimension
from ruta.insights.selectors.categories import LEAST, least_of, named
from ruta.insights.selectors.cells import Parts, modalities_of, part_counts

HIDDEN = Cell(None, Mark.HIDDEN)
EVERYTHING = Policy(
    1, zeros_public=True
)  # of what says nothing of anybody: services of the directory, rows of a file that were well written


@dataclass(frozen=True, slots=True)
class ShareRow:
    """Part of a whole in one category."""

    code: str
    label: str
    part: Cell
    whole: Cell

    @property
    def share(self) -> float | None:
        """The part in hundredths, where both numbers may be read."""
        found = safe_share(self.part, self.whole)
        return None if found is None else found * 100


@dataclass(frozen=True, slots=True)
class Shares:
    """One indicator of part and whole in one year, by month and by one dimension."""

    year: int
    figure: ShareRow
    before: ShareRow
    months: list[ShareRow]
    rows: list[ShareRow]
    least: int

    @property
    def before_year(self) -> str:
        """The year before, as text: years have no thousands."""
        return str(self.year - 1)

    @property
    def points(self) -> float | None:
        """By how many points the share moved since the year before."""
        now, then = self.figure.share, self.before.share
        return None if now is None or then is None else now - then

    @property
    def is_told(self) -> bool:
        """Whether there is anything at all."""
        return self.figure.whole.count != 0


def shares(each: Indicator, actor: Actor, year: int, dimension: str) -> Shares:
    """The page of one year; tables of other dimensions stand on the same totals, so that no two together give a hidden one away."""
    policy = _policy(each, year)
    spine = _spine(*part_counts(each.code, year).get("", (0, 0)), policy)
    months = _months(each, year, spine, policy)
    found = part_counts(each.code, year, dimension)
    rows = _rows(found, named(dimension, found), spine, policy)
    if dimension == Dimension.OFFICER:
        rows = _of_colleagues(rows, actor, each, year)
    return Shares(
        year,
        ShareRow("", "", spine.cells[0], spine.total),
        _figure(each, year - 1, _policy(each, year - 1)),
        months,
        rows,
        policy.threshold,
    )


def protected(total: tuple[int, int], parts: Parts, names: Iterable[tuple[str, str]], least: int) -> tuple[ShareRow, list[ShareRow]]:
    """Part and whole in all, and by category, as they may be told together; `parts` hold every category of the whole."""
    policy = Policy(least)
    spine = _spine(*total, policy)
    return ShareRow("", "", spine.cells[0], spine.total), _rows(parts, names, spine, policy)


def mean_change(each: Indicator, year: int) -> float | None:
    """How far the index of a survey moved on average since the time before, where enough were asked twice (I58)."""
    moved, times = part_counts(f"{each.code}+", year).get("", (0, 0))
    return moved / times / 10 if times >= LEAST else None


def _months(each: Indicator, year: int, spine: SafeList, policy: Policy) -> list[ShareRow]:
    found, names = part_counts(each.code, year, "month"), [(str(at), str(MONTHS[at])) for at in range(1, 13)]
    if not each.is_snapshot:
        return _rows(found, names, spine, policy)
    alone = [(code, label, _spine(*found[code], policy)) for code, label in names if code in found]
    return [ShareRow(code, label, safe.cells[0], safe.total) for code, label, safe in alone]


def _policy(each: Indicator, year: int) -> Policy:
    return EVERYTHING if each.is_public else Policy(least_of(modalities_of(each.code, year)))


def _figure(each: Indicator, year: int, policy: Policy) -> ShareRow:
    part, whole = part_counts(each.code, year).get("", (0, 0))
    spine = _spine(part, whole, policy)
    return ShareRow("", "", spine.cells[0], spine.total)


def _spine(part: int, whole: int, policy: Policy) -> SafeList:
    if not whole:
        return SafeList((Cell(0, Mark.SHOWN), Cell(0, Mark.SHOWN)), Cell(0, Mark.SHOWN))
    try:
        return suppress_list([part, whole - part], policy)
    except CannotProtect:
        return SafeList((HIDDEN, HIDDEN), HIDDEN)


def _rows(found: Parts, categories: Iterable[tuple[str, str]], spine: SafeList, policy: Policy) -> list[ShareRow]:
    """Parts and rests are the rows of a table whose totals stand already; its columns are the categories."""
    present = [(code, label) for code, label in categories if found.get(code, (0, 0))[1]]
    pairs = [found[code] for code, _label in present]
    if not pairs:
        return []
    safe = suppress_linked([[part for part, _whole in pairs], [whole - part for part, whole in pairs]], spine, policy)
    return [ShareRow(code, label, safe.rows[0][at], safe.column_totals[at]) for at, (code, label) in enumerate(present)]


def _of_colleagues(rows: list[ShareRow], actor: Actor, each: Indicator, year: int) -> list[ShareRow]:
    """Of officers, only those of the reader's institution are shown."""
    own = part_counts(each.code, year, Dimension.OFFICER, institution_id=actor.institution_id)
    return [row for row in rows if row.code in own]
