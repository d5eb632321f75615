"""What is promised, and is it kept? Kinds of service with an approved standard (I27), and what happened against the charter (I45, I50)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import IntegerField, Q, Sum
from django.db.models.functions import Cast

from ruta.base.clock import HONDURAS, today
from ruta.directory.models import Service
from ruta.insights.engine.suppression import CannotProtect, Cell, Mark, safe_share, suppress_list
from ruta.insights.models import IndicatorCell, PromiseCount
from ruta.taxonomy.selectors import catalogue

GIVEN_BY = "si_empleo"
WAITS, TENTHS, BOX = "I45", 10, "box"
YEAR = timedelta(days=365)
HIDDEN = Cell(None, Mark.PRIMARY)
OF_NOBODY = frozenset({"sc_itinerant"})
"""What is measured without anybody in it: days that were announced to everybody, so that nothing small is hidden."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How many were due in twelve months, and how many came in time; neither where few waited."""

    due: Cell
    in_time: Cell

    @property
    def percent(self) -> float | None:
        """The part in hundredths, where both numbers may be read."""
        found = safe_share(self.in_time, self.due)
        return None if found is None else found * 100


def promised_services() -> tuple[int, int]:
    """Kinds of service with an approved standard, and all that the directory knows of these offices."""
    active = Service.objects.filter(is_active=True, office__is_active=True, office__kind=GIVEN_BY)
    given = set(active.order_by().values_list("service_type", flat=True).distinct())
    promised = {code for row in catalogue("service_charter") if row["standard"]["approved"] for code in row["service_types"]}
    return len(given & promised), len(given)


def kept_promises() -> dict[str, Kept]:
    """By code of the charter, of those that are measured and of which there was something to measure; `box` is the answer to a suggestion."""
    return {row.code: (_plain if row.code in OF_NOBODY else _safe)(row.due, row.in_time) for row in PromiseCount.objects.filter(due__gt=0)}


def kept_together() -> tuple[int, int, dict[str, Kept]]:
    """Of the services of the charter, what came in time and what was due (I47), with each; one of few is in neither, so that no sum tells of it."""
    told = {code: each for code, each in kept_promises().items() if code != BOX and each.percent is not None}
    return sum(each.in_time.count or 0 for each in told.values()), sum(each.due.count or 0 for each in told.values()), told


def kept_waits(minutes: int) -> Kept | None:
    """Who took a number in the last twelve months, and was called within so many minutes."""
    rows = IndicatorCell.objects.filter(code=WAITS, dimension="item", day__gte=today() - YEAR)
    rows = rows.annotate(tenths=Cast("category", IntegerField()))
    found = rows.aggregate(due=Sum("whole"), in_time=Sum("whole", filter=Q(tenths__lte=minutes * TENTHS)))
    return _safe(found["due"], found["in_time"] or 0) if found["due"] else None


def counted_on() -> date | None:
    """The day on which the promises were counted, in Honduras."""
    moment = PromiseCount.objects.order_by("-counted_at").values_list("counted_at", flat=True).first()
    return moment.astimezone(HONDURAS).date() if moment else None


def _plain(due: int, in_time: int) -> Kept:
    return Kept(Cell(due, Mark.SHOWN), Cell(in_time, Mark.SHOWN))


def _safe(due: int, in_time: int) -> Kept:
    try:
        safe = suppress_list([in_time, due - in_time])
    except CannotProtect:
        return Kept(HIDDEN, HIDDEN)
    return Kept(safe.total, safe.cells[0])
