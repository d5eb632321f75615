"""Which offices have a plan for the day when everything fails, and when was it tried?"""

from collections.abc import Iterator

from django.db.models import Case, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from ruta.base.errors import NotFound
from ruta.directory.models import ContinuityCall, ContinuityPlan, ContinuityVersion, Drill, Office
from ruta.directory.selectors.providers import offices


def continuity_of(office: Office) -> ContinuityPlan | None:
    """The plan of an office, as far as the actor reads it."""
    return ContinuityPlan.objects.select_related("office").filter(office=office).first()


def approved_versions(plan: ContinuityPlan) -> "QuerySet[ContinuityVersion]":
    """What held and what holds, the latest first."""
    return ContinuityVersion.objects.filter(plan=plan).order_by("-number")


def approved_version(office: Office, number: int) -> ContinuityVersion:
    """One version of the plan of an office that was approved, as far as the actor reads it."""
    found = ContinuityVersion.objects.filter(plan__office=office, number=number).first()
    if found is None:
        raise NotFound(_("Esa versión no se aprobó, o la ve su institución. Elija una de la lista."))
    return found


def chain_of(plan: ContinuityPlan) -> list[tuple[int, ContinuityCall]]:
    """The calls of a plan as they are made, each behind whoever makes it, and how deep it stands."""
    made: dict[int | None, list[ContinuityCall]] = {}
    for row in ContinuityCall.objects.select_related("caller").filter(plan=plan).order_by("position", "pk"):
        made.setdefault(row.caller_id, []).append(row)

    def walk(caller: int | None, depth: int) -> Iterator[tuple[int, ContinuityCall]]:
        for row in made.get(caller, ()):
            yield depth, row
            yield from walk(row.pk, depth + 1)

    return list(walk(None, 0))


def call_of(plan: ContinuityPlan, call_id: int) -> ContinuityCall | None:
    """One call of a plan."""
    return ContinuityCall.objects.filter(plan=plan, pk=call_id).first()


def offices_prepared(first: int | None = None) -> "QuerySet[Office]":
    """Every office with its last and its next drill, what was found and not mended, and its plan where the actor reads it.

    `place_own` lets a list begin with the offices of the institution `first`.
    """
    drills = Drill.objects.filter(office=OuterRef("pk")).order_by().values("office")
    plans = ContinuityPlan.objects.filter(office=OuterRef("pk"))
    return offices().select_related("institution").annotate(
        drilled_on=Subquery(drills.annotate(day=Max("held_on")).values("day")),
        next_drill=Subquery(drills.filter(held_on=None, called_off_on=None).annotate(day=Min("planned_on")).values("day")),
        found_on=Subquery(drills.filter(mended_on=None).exclude(findings="").annotate(day=Min("held_on")).values("day")),
        place_own=Case(When(institution_id=first, then=Value(0)), default=Value(1)), plan_at=Subquery(plans.values("at")), plan_approved_at=Subquery(plans.values("approved_at")), plan_review_on=Subquery(plans.values("review_on")),
    )  # fmt: skip


def office_prepared(office_id: int) -> Office:
    """One active office."""
    found = offices().select_related("institution").filter(pk=office_id).first()
    if found is None:
        raise NotFound(_("Esa oficina no existe. Elija una de la lista."))
    return found


def drill_of(drill_id: int) -> Drill:
    """One drill."""
    found = Drill.objects.select_related("office__institution").filter(pk=drill_id).first()
    if found is None:
        raise NotFound(_("Ese simulacro no existe. Elija uno de la lista."))
    return found


def drills_of(office: Office) -> "QuerySet[Drill]":
    """The drills of an office, what is still to be held first."""
    return Drill.objects.filter(office=office).order_by(F("held_on").desc(nulls_first=True), "-planned_on", "-pk")


def restores() -> "QuerySet[Drill]":
    """When a copy of the whole installation was brought back, the latest first."""
    return Drill.objects.filter(office=None).order_by("-held_on", "-pk")


def drills_held(year: int) -> tuple[int, int]:
    """Of the drills planned for a year, those that were held; restores that nobody planned and what was called off before its day count in neither."""
    planned = Drill.objects.filter(planned_on__year=year, office__isnull=False, called_off_on=None)
    return planned.filter(Q(held_on__isnull=False)).count(), planned.count()
