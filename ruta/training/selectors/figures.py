"""How many were trained, of which institution, and what came of each course?"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Count, Q

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.people.enums import Sex
from ruta.training.enums import EnrolmentState
from ruta.training.models import Attendance, Course, Edition, Enrolment, Session
from ruta.training.selectors.courses import hidden

TRAINED = "SELECT institution_id, sex, n FROM ruta_trained(%s, %s)"
EVER = date(2000, 1, 1)
NEWLY = """
SELECT by_then.n - before.n FROM ruta_trained(%s, %s) by_then CROSS JOIN ruta_trained(%s, %s) before
WHERE by_then.institution_id IS NULL AND before.institution_id IS NULL
"""


@dataclass(frozen=True, slots=True)
class Trained:
    """Unique persons of the staff who passed something: in all, and by institution and sex."""

    total: int
    by_institution: dict[int, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of one edition or of all editions of a course."""

    seated: int
    passed: int
    failed: int
    dropped: int
    came: int
    expected: int

    @property
    def share(self) -> int | None:
        """How much of all sittings was attended, in hundredths."""
        return 100 * self.came // self.expected if self.expected else None


def trained_staff(since: date, until: date) -> Trained:
    """Counted past row security by a narrow role: numbers alone come back."""
    with connection.cursor() as cursor:
        cursor.execute(TRAINED, [since, until])
        rows = cursor.fetchall()
    found: dict[int, dict[str, int]] = {}
    total = 0
    for institution, sex, count in rows:
        if institution is None:
            total = count
        else:
            found.setdefault(institution, dict.fromkeys(Sex.values, 0))[sex] = count
    return Trained(total, found)


def newly_trained(since: date, until: date) -> int:
    """Unique persons who passed something by then and nothing before: what these days add."""
    with connection.cursor() as cursor:
        cursor.execute(NEWLY, [EVER, until, EVER, since - timedelta(days=1)])
        return int(cursor.fetchone()[0])


def tally_of(edition: Edition) -> Tally:
    """What came of one edition."""
    rows = Enrolment.objects.filter(edition=edition).exclude(state=EnrolmentState.WITHDRAWN)
    states = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    begun = Session.objects.filter(edition=edition, starts_at__lte=now())  # a room may open before its hour
    held = begun.count()
    came = Attendance.objects.filter(enrolment__in=rows, session__in=begun).count()
    seated = sum(states.values())
    return Tally(seated, states.get("passed", 0), states.get("failed", 0), states.get("dropped", 0), came, seated * held)


def results_by_course(actor: Actor, year: int) -> list[tuple[Course, int, int, int]]:
    """Each course that is there for the actor, with how many editions of a year ended, how many sat in them, and how many passed."""
    mine = Q(editions__state="finished", editions__ends_on__year=year)
    sat = Q(editions__enrolments__isnull=False) & ~Q(editions__enrolments__state="withdrawn")
    rows = (
        Course.objects.filter(owner_institution=actor.institution_id or 0)
        .exclude(hidden(actor, ""))
        .annotate(
            held=Count("editions", filter=mine, distinct=True),
            seated=Count("editions__enrolments", filter=mine & sat, distinct=True),
            passed=Count("editions__enrolments", filter=mine & Q(editions__enrolments__state="passed"), distinct=True),
        )
    )
    return [(row, row.held, row.seated, row.passed) for row in rows.filter(held__gt=0).order_by("sort_name", "pk")]
