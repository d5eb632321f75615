"""What of the cases of an office waits for somebody today, late first? The work queue asks here."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from ruta.base.clock import today
from ruta.base.compiled import asked_of
from ruta.base.context import Actor
from ruta.cases.enums import LIVE_ACTIONS, CaseState, CaseVerb
from ruta.cases.models import Case, CaseAlert, CaseStep, FollowUp, PersonalPlan, PlanAction
from ruta.people.models import Person

MOST_OF_OFFICER = 100_000
ANSWERS = (CaseVerb.OFFER_TRANSFER, CaseVerb.ACCEPT_TRANSFER, CaseVerb.DECLINE_TRANSFER, CaseVerb.CLOSE)


def due_actions(actor: Actor, until: date | None = None) -> QuerySet[PlanAction]:
    """Steps of active plans due by a day (today), of the actor's cases."""
    rows = PlanAction.objects.filter(
        owner_institution_id=actor.institution_id, state__in=LIVE_ACTIONS, due_on__lte=until or today(), plan__state="active"
    )
    return rows.filter(case__in=carried_cases(actor)).select_related("person").order_by("due_on", "pk")


def due_follow_ups(actor: Actor, until: date | None = None) -> QuerySet[FollowUp]:
    """Contacts due by a day (today), after closing too."""
    rows = FollowUp.objects.filter(owner_institution_id=actor.institution_id, done_at=None, due_on__lte=until or today())
    # Two sets that each have their index; the same as one OR reads every contact of the institution.
    wanted = rows.filter(officer_id=actor.user_id).values("pk").union(rows.filter(case__in=carried_cases(actor)).values("pk"))
    return FollowUp.objects.filter(pk__in=wanted).select_related("person").order_by("due_on", "pk")


def open_alerts(actor: Actor) -> QuerySet[CaseAlert]:
    """Alerts that the actor's role must answer, in the actor's office, the earliest due first."""
    rows = CaseAlert.objects.filter(owner_institution_id=actor.institution_id, resolved_at=None, notify_roles__contains=[actor.role])
    return rows.filter(case__office_id=actor.office_id or 0).select_related("person").order_by(F("due_at").asc(nulls_last=True), "pk")


def offered_cases(actor: Actor) -> QuerySet[Case]:
    """Cases that other offices offered to the actor's office and that wait for an answer."""
    last = CaseStep.objects.filter(case=OuterRef("case"), verb__in=ANSWERS).order_by("-pk").values("pk")[:1]
    offers = CaseStep.objects.filter(to_office_id=actor.office_id, verb=CaseVerb.OFFER_TRANSFER, pk=Subquery(last))
    return Case.objects.filter(pk__in=offers.values("case"), closed_at=None).select_related("office__institution").order_by("pk")


def unassigned_cases(actor: Actor) -> QuerySet[Case]:
    """Open cases of the actor's office that nobody carries."""
    rows = Case.objects.filter(owner_institution_id=actor.institution_id, office_id=actor.office_id or 0, officer_id=None, closed_at=None)
    return rows.select_related("person").order_by("last_activity_at", "pk")


def plans_without_step(actor: Actor) -> QuerySet[PersonalPlan]:
    """Open plans whose next step is missing."""
    live = PlanAction.objects.filter(plan=OuterRef("pk"), state__in=LIVE_ACTIONS)
    rows = PersonalPlan.objects.filter(
        ~Exists(live), owner_institution_id=actor.institution_id, state="active", case__in=carried_cases(actor)
    )
    return rows.select_related("person").order_by("pk")


def due_dates(ids: list[int]) -> dict[int, date]:
    """The earliest date that waits in each of these cases (a step or a contact); a case with nothing dated is absent."""
    return {case: min(day for case, day in found) for case, found in groupby(sorted(asked_of(_dated_of, ids)), itemgetter(0))}


def _dated_of(ids: Any) -> QuerySet[Any]:
    steps = PlanAction.objects.filter(case__any_of=ids, state__in=LIVE_ACTIONS, plan__state="active", due_on__isnull=False)
    contacts = FollowUp.objects.filter(case__any_of=ids, done_at=None)
    return steps.values_list("case_id", "due_on").union(contacts.values_list("case_id", "due_on"))


def late_cases(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Only the cases with something due before today."""
    steps = PlanAction.objects.filter(
        owner_institution_id=OuterRef("owner_institution_id"),
        case=OuterRef("pk"),
        state__in=LIVE_ACTIONS,
        plan__state="active",
        due_on__lt=today(),
    )
    contacts = FollowUp.objects.filter(case=OuterRef("pk"), done_at=None, due_on__lt=today())
    return rows.filter(Exists(steps) | Exists(contacts))


def person_names(ids: Iterable[int]) -> dict[int, str]:
    """Names of the persons whom the actor may see; the others are absent."""
    found: Any = Person.objects.filter(pk__in=set(ids)).only("pk", "given_names", "surnames")
    return {person.pk: person.full_name for person in found}


def cases_in_intake(actor: Actor) -> QuerySet[Case]:
    """Registered and not yet assessed: the oldest first."""
    rows = Case.objects.filter(pk__in=carried_cases(actor), state=CaseState.INTAKE)
    return rows.select_related("person").order_by("opened_at", "pk")


def carried_cases(actor: Actor) -> QuerySet[Any]:
    """The open cases that the actor answers for. Their ids."""
    return Case.objects.filter(owner_institution_id=actor.institution_id, officer_id=actor.user_id, closed_at=None).values("pk")


def cases_of_officer(actor: Actor) -> QuerySet[Any]:
    """Every case of the actor, closed ones too. Their ids, found first: the bound keeps the planner from beginning at all of the institution."""
    return Case.objects.filter(owner_institution_id=actor.institution_id, officer_id=actor.user_id).values("pk")[:MOST_OF_OFFICER]


def persons_carried(actor: Actor) -> QuerySet[Any]:
    """Ids of the persons in those cases."""
    return carried_cases(actor).values("person")
