"""What does the line of a case tell of the way to a job, and which contacts of placements are due?"""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.compiled import asked_of
from ruta.base.context import Actor
from ruta.cases.models import Case, FollowUp
from ruta.cases.timeline import Entry
from ruta.people.selectors import user_names
from ruta.placements.models import Application, ApplicationStep
from ruta.placements.policies import can_keep_profiles
from ruta.placements.rules.following import OF_WORK
from ruta.placements.selectors.labels import DONE, PARTIES, reason_label

SOURCE = "work"
ASKED_WITHIN = timedelta(days=7)


def case_entries(actor: Actor, case: Case) -> list[Entry]:
    """One line for each step of each application: two queries, and one for the names."""
    rows = {row.pk: row for row in asked_of(_of_case, case.pk)}
    steps = asked_of(_steps_of_case, case.pk) if rows else []
    names = user_names({step.actor_user_id for step in steps if step.actor_user_id}) if steps else {}
    return [_entry(actor, rows[step.application_id], step, names) for step in steps]


def _entry(actor: Actor, row: Application, step: ApplicationStep, names: dict[int, str]) -> Entry:
    told = {"what": str(DONE.get(step.verb, step.verb)), "job": row.vacancy.title, "employer": str(row.employer)}
    why = [reason_label(step.reason), step.note]
    return Entry(
        at=step.at, source=SOURCE, who=str(PARTIES.get(step.party, "")) or names.get(step.actor_user_id or 0, ""),
        title=_("%(what)s: %(job)s, %(employer)s.") % told, note=". ".join(text for text in why if text),
        url=reverse("desk:application", args=[row.pk]) if can_keep_profiles(actor) else "",
    )  # fmt: skip


def _of_case(case: int) -> QuerySet[Application]:
    return Application.objects.filter(case=case).select_related("vacancy", "employer").order_by("pk")


def _steps_of_case(case: int) -> QuerySet[ApplicationStep]:
    return ApplicationStep.objects.filter(application__case=case).order_by("pk")


def contacts_due(institution_id: int) -> list[int]:
    """The contacts after a hire that are due and that nobody made: of today, and of the days on which the machine stood still or had asked already."""
    due = {"due_on__lte": today(), "due_on__gt": today() - ASKED_WITHIN}
    rows = FollowUp.objects.filter(owner_institution_id=institution_id, done_at=None, subject__regex=OF_WORK, **due)
    return list(rows.filter(Exists(_placements(OuterRef("case")))).order_by("pk").values_list("pk", flat=True))


def contacts_of_broker(actor: Actor, until: date) -> QuerySet[FollowUp]:
    """The contacts of the placements that a broker began; `application_id` is the placement of each."""
    mine = _placements(OuterRef("case")).filter(made_by_id=actor.user_id)
    rows = FollowUp.objects.filter(owner_institution_id=actor.institution_id, done_at=None, due_on__lte=until, subject__regex=OF_WORK)
    rows = rows.annotate(application_id=Subquery(mine.order_by("-pk").values("pk")[:1])).exclude(application_id=None)
    return rows.select_related("person").order_by("due_on", "pk")


def asked_alone(actor: Actor) -> QuerySet[Application]:
    """Whoever applied behind their own link to a vacancy of the actor's office: nobody of the office knows yet."""
    rows = Application.objects.filter(owner_institution_id=actor.institution_id, state="applied", source="person")
    return (
        rows.filter(Q(vacancy__office_id=actor.office_id) | Q(vacancy__office_id=None))
        .select_related("person", "vacancy")
        .order_by("applied_at", "pk")
    )


def _placements(case: OuterRef) -> QuerySet[Application]:
    return Application.objects.filter(case=case, state="hired").exclude(confirmed_at=None)
