"""How many of those who enrolled in workshops and programmes of an institution finished them (I61), and did they find work afterwards?"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from ruta.base.context import Actor
from ruta.insights.selectors.cells import Parts
from ruta.insights.selectors.shares import ShareRow, protected
from ruta.placements.models import Application
from ruta.training.enums import Audience, EditionState, EnrolmentState, Kind
from ruta.training.models import Edition, Enrolment

LEAST = 5
WORK_DAYS = 180


@dataclass(frozen=True, slots=True)
class WorkshopFigures:
    """One year beside the one before; each kind with how many editions of it ended."""

    year: int
    figure: ShareRow
    before: ShareRow
    kinds: list[tuple[ShareRow, int]]
    offices: list[ShareRow]
    placed: ShareRow
    least: int = LEAST
    days: int = WORK_DAYS


def workshop_figures(actor: Actor, year: int) -> WorkshopFigures:
    """Of persons, so that few of them are not told."""
    rows = _sat(actor, year)
    parts = _parts(rows, "edition__course__kind")
    figure, kinds = protected(_whole(parts), parts, [(str(code), str(label)) for code, label in Kind.choices], LEAST)
    held = dict(_held(actor, year).order_by().values_list("course__kind").annotate(Count("pk")))
    by_office = _parts(rows, "edition__office")
    named = [
        (str(code), label)
        for code, label in rows.order_by("edition__office__name").values_list("edition__office", "edition__office__name").distinct()
    ]
    _same, offices = protected(_whole(by_office), by_office, named, LEAST)
    before, _none = protected(_whole(_parts(_sat(actor, year - 1), "edition__course__kind")), {}, [], LEAST)
    return WorkshopFigures(year, figure, before, [(row, held.get(row.code, 0)) for row in kinds], offices, _placed(rows))


def _held(actor: Actor, year: int) -> QuerySet[Edition]:
    return Edition.objects.filter(
        owner_institution=actor.institution_id or 0, course__audience=Audience.PERSONS, state=EditionState.FINISHED, ends_on__year=year
    )


def _sat(actor: Actor, year: int) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(edition__in=_held(actor, year), person__isnull=False).exclude(state=EnrolmentState.WITHDRAWN)


def _parts(rows: QuerySet[Enrolment], by: str) -> Parts:
    passed = Q(state=EnrolmentState.PASSED)
    counted = rows.order_by().values_list(by).annotate(part=Count("pk", filter=passed), whole=Count("pk"))
    return {str(code): (part, whole) for code, part, whole in counted}


def _whole(parts: Parts) -> tuple[int, int]:
    return sum(part for part, _whole in parts.values()), sum(whole for _part, whole in parts.values())


def _placed(rows: QuerySet[Enrolment]) -> ShareRow:
    """Of who passed, who was placed by the institution in the half year after: what followed, not what it did."""
    passed = rows.filter(state=EnrolmentState.PASSED)
    begins, until = OuterRef("edition__ends_on"), OuterRef("edition__ends_on") + timedelta(days=WORK_DAYS)
    later = Application.objects.filter(person=OuterRef("person"), confirmed_at__isnull=False, started_on__gte=begins, started_on__lte=until)
    pair = passed.filter(Exists(later)).count(), passed.count()
    return protected(pair, {}, [], LEAST)[0]
