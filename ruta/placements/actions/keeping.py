"""What came of a contact after a hire: does the person still work there, and do they ask to be called?"""

from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.transactions import action
from ruta.cases.actions import record_follow_up, schedule_follow_up
from ruta.cases.models import Case, FollowUp
from ruta.placements.actions.stepping import Said, hold, leave_step, party_of
from ruta.placements.enums import Party, Works
from ruta.placements.models import Application
from ruta.placements.rules.following import OF_WORK, subject_now

STEP_OF = {Works.YES: "kept", Works.NO: "left", Works.TROUBLE: "trouble"}


@action
def record_contact(  # noqa: PLR0913 (keywords only)
    *, actor: Actor, application_id: int, follow_up_id: int, result: str, channel: str, works: str = Works.UNKNOWN, note: str = ""
) -> Application:
    """Note a contact after a hire and what it says of the job; whoever brokers makes it, and whoever carries the case."""
    application = hold(application_id)
    party = party_of(actor, application)
    _demand_hired(application)
    if works not in set(Works):
        sentence = _("Diga si sigue trabajando ahí.")
        raise Invalid(sentence, fields={"works": sentence})
    found = FollowUp.objects.filter(pk=follow_up_id, case=application.case_id, subject__regex=OF_WORK).first()
    if found is None:
        raise NotFound(_("Ese seguimiento no existe o no lo lleva su institución."))
    record_follow_up(actor=actor, follow_up_id=found.pk, result=result, channel=channel, note=note)
    _learn(actor, application, Works(works), party, note)
    return application


@action
def answer_alone(*, actor: Actor, application_id: int, works: str) -> Application:
    """The person behind a link says how the job goes: what was due is done, and whoever asks for it is called today."""
    application = hold(application_id)
    if party_of(actor, application) is not Party.PERSON or works not in STEP_OF:
        raise Invalid(_("Toque una de las respuestas."))
    _demand_hired(application)
    machine = system(application.owner_institution_id, "answer of the person")
    with acting_as(machine):
        _follow(machine, application, Works(works))
        _learn(machine, application, Works(works), None, "")
    leave_step(actor, application, STEP_OF[Works(works)], Party.PERSON)
    return application


def _follow(machine: Actor, application: Application, works: Works) -> None:
    """A call today for whom something goes wrong, once until it was made; otherwise the contact that was due is made."""
    due = FollowUp.objects.filter(case=application.case_id, done_at=None, subject__regex=OF_WORK, due_on__lte=today())
    if works is Works.TROUBLE:
        asked = _("Pidió que le llamen.")
        if not due.filter(note=asked).exists() and Case.objects.filter(pk=application.case_id, closed_at=None).exists():
            subject = subject_now(application.started_on or today(), today(), is_abroad=application.vacancy.is_abroad)
            schedule_follow_up(actor=machine, case_id=application.case_id, subject=subject, due_on=today(), note=asked)
        return
    for each in due.order_by("due_on", "pk"):
        record_follow_up(actor=machine, follow_up_id=each.pk, result="reached", channel="messaging")


def _learn(actor: Actor, application: Application, works: Works, party: Party | None, note: str) -> None:
    if works is Works.UNKNOWN:
        return
    if works is not Works.TROUBLE:
        name = "kept_until" if works is Works.YES else "left_on"
        setattr(application, name, today())
        application.save(update_fields=[name])
    if party is not None:
        leave_step(actor, application, STEP_OF[works], party, Said(note=note))


def _demand_hired(application: Application) -> None:
    if application.confirmed_at is None or application.started_on is None:
        raise NotOpen(_("Todavía no es una colocación: primero se anota la contratación. Actualice la página."))
