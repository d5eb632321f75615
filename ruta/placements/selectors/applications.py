"""Which applications are there, what may be done to each, and what became of it?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.cases.models import Case, FollowUp
from ruta.employers.enums import BARRED
from ruta.employers.models import Vacancy
from ruta.people.models import Person
from ruta.people.selectors import user_names
from ruta.placements.enums import ApplicationState, Party
from ruta.placements.models import Application, ApplicationStep, Breach, ContractCheck, SeekerProfile, Shortlist, Shortlisted
from ruta.placements.policies import can_keep_profiles
from ruta.placements.rules.applications import open_verbs
from ruta.placements.rules.following import OF_WORK
from ruta.placements.selectors.labels import DONE, PARTIES, reason_label, reviews_of
from ruta.placements.selectors.suiting import is_young_for, unsafe_municipalities


@dataclass(frozen=True, slots=True)
class StepTold:
    """One line of the history, in words."""

    at: datetime
    who: str
    what: str
    reason: str
    review: str
    note: str


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """All that the page of an application shows."""

    row: Application
    verbs: list[str]
    steps: list[StepTold]
    checks: list[ContractCheck]
    follow_ups: list[FollowUp]
    breaches: list[Breach]

    @property
    def waits_for_check(self) -> bool:
        """Whether the contract must still be passed before it counts."""
        return self.row.needs_check and self.row.state in ("offered", "hired") and self.row.confirmed_at is None


def applications(actor: Actor) -> QuerySet[Application]:
    """The applications of the actor's institution with their persons and vacancies."""
    if not can_keep_profiles(actor):
        return Application.objects.none()
    return Application.objects.filter(owner_institution_id=actor.institution_id).select_related("person", "vacancy", "employer")


def application_for(actor: Actor, application_id: int) -> Application:
    """One application of the actor's institution."""
    found = applications(actor).filter(pk=application_id).first()
    if found is None:
        raise NotFound(_("Esta postulación no existe o no la lleva su institución. Vuelva a la lista."))
    return found


def application_page(actor: Actor, application_id: int) -> ApplicationPage:
    """The page of an application; its verbs are those that the table opens now."""
    row = application_for(actor, application_id)
    follow_ups = FollowUp.objects.filter(case=row.case_id, subject__regex=OF_WORK).order_by("due_on", "pk")
    return ApplicationPage(
        row=row,
        verbs=[str(verb) for verb in open_verbs(row.state, Party.DESK)],
        steps=_told(ApplicationStep.objects.filter(application=row).order_by("-pk")),
        checks=list(ContractCheck.objects.filter(application=row).order_by("-pk")),
        follow_ups=list(follow_ups) if row.confirmed_at else [],
        breaches=list(Breach.objects.filter(application=row).order_by("-pk")),
    )


def applications_of_person(actor: Actor, person_id: int) -> list[Application]:
    """Where a person was or is sent, the newest first."""
    return list(applications(actor).filter(person=person_id).order_by("-state_since", "-pk"))


def open_case_of(actor: Actor, person_id: int) -> Case | None:
    """The open case on which applications of a person hang."""
    return Case.objects.filter(person=person_id, owner_institution_id=actor.institution_id, closed_at=None, linked_to=None).first()


def vacancies_for(actor: Actor, profile: SeekerProfile | None, person: Person) -> list[Vacancy]:
    """Published vacancies of the institution where the person may be sent and is not yet, those of the person's trades first."""
    groups = {each["code"][:2] for each in profile.occupations} if profile else set()
    taken = Application.objects.filter(person=person, closed_at=None).values("vacancy_id")
    rows = (
        Vacancy.objects.filter(owner_institution_id=actor.institution_id, state="published")
        .exclude(pk__in=taken)
        .exclude(employer__verification__in=sorted(BARRED))
        .select_related("employer")
    )
    unsafe = unsafe_municipalities(person.pk)
    found = [
        row
        for row in rows.order_by("-published_at", "-pk")[:200]
        if row.left and row.municipality not in unsafe and not is_young_for(person, row)
    ]
    return sorted(found, key=lambda row: row.occupation[:2] not in groups)[:40]


def candidates_of(actor: Actor, vacancy_id: int) -> list[Application]:
    """Everybody on the way to a vacancy, the furthest first."""
    order = {state: place for place, state in enumerate(ApplicationState)}
    return sorted(
        applications(actor).filter(vacancy=vacancy_id).order_by("pk"),
        key=lambda row: (row.closed_at is not None, -order[ApplicationState(row.state)]),
    )


def in_front_of(actor: Actor, person_ids: Iterable[int]) -> dict[int, list[Shortlist]]:
    """The shortlists that stand, sent or signed, in which each of these persons is already."""
    rows = Shortlisted.objects.filter(owner_institution_id=actor.institution_id, person__in=list(person_ids), application__closed_at=None)
    live = rows.filter(Q(shortlist__state="received") | Q(shortlist__state="sent", shortlist__expires_at__gt=now()))
    found: dict[int, list[Shortlist]] = {}
    for row in live.select_related("shortlist__vacancy", "shortlist__employer").order_by("-shortlist__sent_at", "pk"):
        found.setdefault(row.person_id, []).append(row.shortlist)
    return found


def shortlists_of(actor: Actor, vacancy_id: int) -> list[Shortlist]:
    """The shortlists that were sent for a vacancy, the newest first."""
    rows = Shortlist.objects.filter(owner_institution_id=actor.institution_id, vacancy=vacancy_id).prefetch_related("candidates__person")
    return list(rows.order_by("-pk"))


def shortlist_row(token_sha256: str) -> tuple[int, int, int, str] | None:
    """What the holder of a link to a shortlist needs to be let in: shortlist, employer, owner and whether it is good."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT shortlist_id, employer_id, owner_institution_id, status FROM ruta_open_shortlist(%s)", [token_sha256])
        return cursor.fetchone()


def application_row(token_sha256: str) -> tuple[int, int, int, str] | None:
    """The same for a person: application, person, owner and whether it is good."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT application_id, person_id, owner_institution_id, status FROM ruta_open_application(%s)", [token_sha256])
        return cursor.fetchone()


def _told(rows: Iterable[ApplicationStep]) -> list[StepTold]:
    steps = list(rows)
    names = user_names({step.actor_user_id for step in steps if step.actor_user_id})
    return [
        StepTold(
            at=step.at, who=str(PARTIES.get(step.party, "")) or names.get(step.actor_user_id or 0, ""), what=str(DONE.get(step.verb, step.verb)),
            reason=reason_label(step.reason), review=reviews_of(step.reason), note=step.note,
        )
        for step in steps
    ]  # fmt: skip
