"""How does a person come to a vacancy, and how does it go on from there?"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.utils import IntegrityError
from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.cases.models import Case, PlanAction
from ruta.employers.actions import fill_opening, free_opening
from ruta.employers.models import Vacancy
from ruta.people.models import Person
from ruta.placements.actions.stepping import NOTHING, Said, demand_live, hold, ids_of, leave_step, once_or_now, party_of, take
from ruta.placements.actions.suiting import demand_suited
from ruta.placements.enums import ApplicationState, ApplicationVerb, Party
from ruta.placements.events import ApplicationSuggested, PlacementConfirmed
from ruta.placements.models import Application
from ruta.placements.policies import demand_keeping
from ruta.placements.rules.applications import OPEN
from ruta.placements.rules.following import needs_check
from ruta.placements.selectors.facts import is_migrant

V = ApplicationVerb
CONFIRM = "confirm"
SOURCES = ("broker", "matching", "person")
A_YEAR = timedelta(days=366)


@action
def suggest(
    *, actor: Actor, case_id: int, vacancy_id: int, source: str = "broker", note: str = "", idempotency: str | UUID = ""
) -> Application:
    """Put a vacancy before a person; nobody outside the institution learns of it before the person says yes."""

    def run() -> Application:
        case, vacancy = _own_case(actor, case_id), _own_vacancy(actor, vacancy_id)
        demand_suited(case.owner_institution_id, case.person_id, vacancy)
        application = _insert(actor, case, vacancy, source if source in SOURCES else SOURCES[0])
        leave_step(actor, application, "suggest", party_of(actor, application), Said(note=note))
        publish(ApplicationSuggested(**ids_of(application)), institution_id=application.owner_institution_id)
        return application

    return once_or_now(actor, idempotency, "suggest", run)


@action
def apply_alone(*, actor: Actor, owner_institution_id: int, vacancy_id: int) -> Application:
    """The person behind a link wants a vacancy that nobody put before them. Both steps or neither: without a permission nothing is kept."""
    if actor.kind != "person" or actor.person_id is None:
        raise Refused(_("Este enlace es de otra persona."))
    machine = system(owner_institution_id, "applied alone")
    with acting_as(machine):
        case = Case.objects.filter(
            person=actor.person_id, owner_institution_id=owner_institution_id, closed_at=None, linked_to=None
        ).first()
        if case is None:
            raise NotOpen(_("Su caso está cerrado. Llame a la oficina y lo abrimos otra vez."))
        made = suggest(actor=machine, case_id=case.pk, vacancy_id=vacancy_id, source="person")
    return step_application(actor=actor, application_id=made.pk, verb=V.APPLY)


@action
def step_application(
    *, actor: Actor, application_id: int, verb: str, said: Said = NOTHING, version: int | None = None, idempotency: str | UUID = ""
) -> Application:
    """Do one verb of the table; the same key twice does it once, and of two at once the second is told."""

    def run() -> Application:
        application = hold(application_id)
        if verb == V.HIRE:
            _hire(actor, application, said, version)
        elif verb == V.FALL_THROUGH:
            _fall_through(actor, application, said, version)
        else:
            changes: dict[str, object] = {"interview_at": _future(said.at)} if verb == V.INVITE else {}
            if verb == V.OFFER:
                changes["needs_check"] = is_migrant(application)
            take(actor, application, ApplicationVerb(verb), said, version=version, **changes)
        return application

    return once_or_now(actor, idempotency, verb, run)


@action
def close_of_vacancy(*, actor: Actor, vacancy_id: int) -> int:
    """The vacancy ended: whoever was still on the way there is told so, once. One that is open again by now ends nothing."""
    waiting = Application.objects.filter(owner_institution_id=actor.institution_id, vacancy=vacancy_id, state__in=OPEN)
    ids = list(waiting.filter(vacancy__state__in=("closed", "withdrawn")).order_by("pk").values_list("pk", flat=True))
    for pk in ids:
        take(actor, hold(pk), V.CLOSE)
    return len(ids)


def confirm(actor: Actor, application: Application) -> None:
    """From now on it is a placement: it takes an opening, and plan, contacts and figures follow."""
    with acting_as(system(application.owner_institution_id, "confirm placement")):
        fill_opening(actor=system(application.owner_institution_id, "confirm placement"), vacancy_id=application.vacancy_id)
    application.confirmed_at, application.version = now(), application.version + 1
    application.save(update_fields=["confirmed_at", "version"])
    leave_step(actor, application, CONFIRM, Party.SYSTEM if actor.kind == "system" else Party.DESK)
    publish(PlacementConfirmed(**ids_of(application)), institution_id=application.owner_institution_id)


def _hire(actor: Actor, application: Application, said: Said, version: int | None) -> None:
    """A migrant contract waits for its checklist; any other hire counts at once. Closed to other verbs either way."""
    take(actor, application, V.HIRE, said, version=version, started_on=_near(said.day), wage=said.wage, needs_check=is_migrant(application))
    if not application.needs_check or application.checks.filter(verdict="approved").exists():
        confirm(actor, application)


def _fall_through(actor: Actor, application: Application, said: Said, version: int | None) -> None:
    counted = application.confirmed_at is not None
    take(actor, application, V.FALL_THROUGH, said, version=version, confirmed_at=None)
    if counted:
        with acting_as(system(application.owner_institution_id, "placement fell through")):
            free_opening(actor=system(application.owner_institution_id, "placement fell through"), vacancy_id=application.vacancy_id)


def _insert(actor: Actor, case: Case, vacancy: Vacancy, source: str) -> Application:
    nationality = Person.objects.values_list("nationality", flat=True).get(pk=case.person_id)
    step = PlanAction.objects.filter(case=case, kind="application", state__in=("open", "in_progress"), plan__state="active")
    try:
        with transaction.atomic():
            return Application.objects.create(
                owner_institution_id=case.owner_institution_id, case=case, person_id=case.person_id, vacancy=vacancy,
                employer_id=vacancy.employer_id, plan_action=step.order_by("due_on", "pk").first(), source=source, state=ApplicationState.SUGGESTED,
                state_since=now(), made_by_id=actor.user_id, made_at=now(),
                needs_check=needs_check(country=vacancy.country, nationality=nationality),
            )  # fmt: skip
    except IntegrityError as error:
        if "placements_application_once_open" not in str(error):
            raise
        raise NotOpen(_("Esta persona ya está en esa vacante. Abra su postulación.")) from error


def _own_case(actor: Actor, case_id: int) -> Case:
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        raise NotFound(_("Este caso no existe o su institución no lo lleva. Busque a la persona otra vez."))
    demand_keeping(actor, case.owner_institution_id)
    if case.closed_at is not None:
        raise NotOpen(_("El caso está cerrado. Reábralo si la persona volvió."))
    return case


def _own_vacancy(actor: Actor, vacancy_id: int) -> Vacancy:
    vacancy = Vacancy.objects.filter(pk=vacancy_id, owner_institution_id=actor.institution_id).first()
    if vacancy is None:
        raise NotFound(_("Esta vacante no existe o no la lleva su institución. Vuelva a la lista."))
    demand_live(vacancy, is_sent_now=True)
    return vacancy


def _future(at: datetime | None) -> datetime | None:
    if at is not None and not now() <= at <= now() + A_YEAR:
        sentence = _("Ponga una fecha y hora que todavía no hayan pasado, de aquí a un año.")
        raise Invalid(sentence, fields={"day": sentence})
    return at


def _near(day: date | None) -> date | None:
    if day is not None and not today() - 2 * A_YEAR <= day <= today() + A_YEAR:
        sentence = _("Revise el año: el primer día de trabajo va de dos años atrás a un año adelante.")
        raise Invalid(sentence, fields={"day": sentence})
    return day
