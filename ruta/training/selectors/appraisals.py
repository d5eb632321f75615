"""What did those who sat in editions say of them, and did they know more afterwards? Nothing is told of few, or before an edition ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Avg, Count, F, FloatField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast

from ruta.base.context import Actor, system
from ruta.training.enums import EditionState
from ruta.training.models import Appraisal, Course, Edition, Enrolment
from ruta.training.rules import asking_code, read_asking_code

FEW = 5
"""Of fewer one could guess who said what: they are told nowhere, and no sum of editions holds them, so that none gives them away."""
GOOD = 4
APPRAISED = "SELECT kind, answers, good FROM ruta_appraised(%s, %s)"
WHOLE: Any = (F("content") + F("teaching") + F("use")) / 3.0


@dataclass(frozen=True, slots=True)
class Appraised:
    """How many answered, and the means of their marks from 1 to 5; none while the edition goes on or of few."""

    count: int
    content: float | None = None
    teaching: float | None = None
    use: float | None = None
    good: int | None = None  # of a hundred, who said 4 or 5 of its use

    @property
    def is_told(self) -> bool:
        """Whether the marks may be read."""
        return self.use is not None


@dataclass(frozen=True, slots=True)
class Learnt:
    """Of those examined before and after: the mean of each."""

    count: int
    before: float
    after: float

    @property
    def gain(self) -> float:
        """What came on top, in points of a hundred."""
        return self.after - self.before


def asking_code_of(edition: Edition) -> str:
    """Under which code the edition is appraised."""
    return asking_code(edition.owner_institution_id, edition.pk, settings.CERTIFICATE_KEY)


def machine_of_asking(code: str) -> Actor | None:
    """On whose behalf something is said of an edition; nobody where the code is invented."""
    found = read_asking_code(code, settings.CERTIFICATE_KEY)
    return system(found[0], "appraisal") if found else None


def asked_about(code: str) -> Edition | None:
    """The edition that a code asks about, while it may be answered."""
    found = read_asking_code(code, settings.CERTIFICATE_KEY)
    rows = Edition.objects.select_related("course").filter(state=EditionState.OPEN)
    return rows.filter(pk=found[1], owner_institution=found[0]).first() if found else None


def appraised(edition: Edition) -> Appraised:
    """What was said of one edition: told once, when it ended, so that no later answer can be taken out of two figures."""
    row = Appraisal.objects.filter(edition=edition).aggregate(**_measures())
    return _read(row, is_over=edition.state == EditionState.FINISHED)


def appraised_course(course: Course) -> Appraised:
    """What was said of the editions of a course that ended and were appraised by enough."""
    rows = Appraisal.objects.filter(edition__in=_told_editions(course))
    return _read(rows.aggregate(**_measures()), is_over=True)


def wishes_said(edition: Edition) -> list[str]:
    """What they would change, in an order that tells nothing; under the same condition as the marks."""
    if not appraised(edition).is_told:
        return []
    return list(Appraisal.objects.filter(edition=edition).exclude(wish="").order_by("once_sha256").values_list("wish", flat=True))


def learnt(edition: Edition) -> Learnt | None:
    """Whether they know more than they came with; nothing while it goes on, or of few."""
    rows = Enrolment.objects.filter(edition=edition, grade__isnull=False, grade_before__isnull=False)
    row = rows.aggregate(count=Count("pk"), before=Avg("grade_before"), after=Avg("grade"))
    is_told = edition.state == EditionState.FINISHED and row["count"] >= FEW
    return Learnt(row["count"], row["before"], row["after"]) if is_told else None


def with_marks(rows: QuerySet[Edition]) -> QuerySet[Edition]:
    """Editions with the mean of all marks where it may be told, for lists and files."""
    said = Appraisal.objects.filter(edition=OuterRef("pk"), edition__state=EditionState.FINISHED).order_by().values("edition")
    mean = said.annotate(n=Count("pk"), mean=Avg(Cast(WHOLE, FloatField()))).filter(n__gte=FEW).values("mean")
    return rows.annotate(mark=Subquery(mean, output_field=FloatField()))


def appraised_trainings(since: date, until: date) -> tuple[int, int, Mapping[str, tuple[int, int]]]:
    """Of all institutions: who found useful what they sat in and who answered; and by kind. Numbers of no edition of few come back."""
    with connection.cursor() as cursor:
        cursor.execute(APPRAISED, [since, until])
        rows = {kind: (good, answers) for kind, answers, good in cursor.fetchall()}
    good, answers = rows.pop(None, (0, 0))
    return good, answers, rows


def _told_editions(course: Course) -> QuerySet[Any, Any]:
    rows = Edition.objects.filter(course=course, state=EditionState.FINISHED).annotate(said=Count("appraisals"))
    return rows.filter(said__gte=FEW).order_by().values("pk")


def _measures() -> dict[str, Any]:
    means = {f"mean_{name}": Avg(name) for name in ("content", "teaching", "use")}
    return {"count": Count("pk"), "good": Count("pk", filter=Q(use__gte=GOOD)), **means}


def _read(row: Mapping[str, Any], *, is_over: bool) -> Appraised:
    if not is_over or row["count"] < FEW:
        return Appraised(row["count"])
    return Appraised(row["count"], row["mean_content"], row["mean_teaching"], row["mean_use"], round(100 * row["good"] / row["count"]))
