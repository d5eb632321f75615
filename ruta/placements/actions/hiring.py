"""What does an employer say of somebody whom it hired, and who asks the person then? Its word stands beside theirs and replaces nothing."""

from datetime import date

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.cases.actions import schedule_follow_up
from ruta.cases.models import Case, FollowUp
from ruta.placements.actions.stepping import hold
from ruta.placements.events import EmployerSpoke
from ruta.placements.models import EmployerWord
from ruta.placements.rules.following import OF_WORK, subject_now
from ruta.placements.selectors.hires import hires_of


@action
def say_of_hire(*, actor: Actor, application_id: int, works: bool, left_on: date | None = None) -> EmployerWord:
    """The employer behind its link says whether one of its hires still works there, and until when they did."""
    found = next((each for each in hires_of(actor) if each.application_id == application_id), None)
    if actor.kind != "employer" or found is None:
        raise NotFound(_("Esa contratación no es de su empresa. Vuelva a abrir su enlace."))
    if not works:
        _demand_day(left_on, found.started_on)
    owner_id = found.vacancy.owner_institution_id
    made = EmployerWord.objects.create(
        owner_institution_id=owner_id, application_id=application_id, employer_id=found.vacancy.employer_id, works=works,
        left_on=None if works else left_on, said_at=now(),
    )  # fmt: skip
    publish(EmployerSpoke(application_id, found.vacancy.pk, works), institution_id=owner_id)
    return made


@action
def ask_person_too(*, actor: Actor, application_id: int) -> FollowUp | None:
    """The employer says that somebody left: the person is asked today, once, unless they said so themselves."""
    application = hold(application_id)
    is_known = application.left_on is not None or application.confirmed_at is None
    if is_known or not Case.objects.filter(pk=application.case_id, closed_at=None).exists():
        return None
    if FollowUp.objects.filter(case=application.case_id, done_at=None, subject__regex=OF_WORK, due_on__lte=today()).exists():
        return None
    subject = subject_now(application.started_on or today(), today(), is_abroad=application.vacancy.is_abroad)
    note = _("El empleador dice que ya no trabaja ahí. Pregunte a la persona; lo que ella diga es lo que cuenta.")
    return schedule_follow_up(actor=actor, case_id=application.case_id, subject=subject, due_on=today(), note=note)


def _demand_day(left_on: date | None, started_on: date) -> None:
    sentence = ""
    if left_on is None:
        sentence = _("Diga cuál fue su último día.")
    elif left_on > today():
        sentence = _("Ese día todavía no llega.")
    elif left_on < started_on:
        sentence = _("Ese día es antes de que empezara a trabajar.")
    if sentence:
        raise Invalid(sentence, fields={"left_on": sentence})
