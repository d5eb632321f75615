"""What does the machine of an institution do when a placement counts, or a permission ended?"""

from datetime import date

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.cases.actions import call_off_follow_ups, move_plan_action, schedule_follow_up
from ruta.cases.models import Case, FollowUp, PlanAction
from ruta.placements.actions.stepping import Said, hold, take
from ruta.placements.enums import ApplicationState, ApplicationVerb
from ruta.placements.models import Application
from ruta.placements.rules.applications import PROPOSED
from ruta.placements.rules.following import HOME, SUBJECTS, contacts_after, is_covered

V = ApplicationVerb
PERMISSION_ENDED = "per_no_reason"  # of the catalogue refusal_reasons


@action
def follow_placement(*, actor: Actor, application_id: int) -> int:
    """Contacts at 30, 90 and 180 days, at destination and on return where it is abroad; the step of the plan is done. Each once."""
    application = hold(application_id)
    case = Case.objects.get(pk=application.case_id)
    if application.confirmed_at is None or application.started_on is None or case.closed_at is not None:
        return 0
    planned = _contacts_of(application)
    known = list(FollowUp.objects.filter(case=case, done_at=None).order_by("pk").values_list("subject", "due_on"))
    for subject, due_on in planned:
        if not is_covered((subject, due_on), known):
            schedule_follow_up(actor=actor, case_id=case.pk, subject=subject, due_on=due_on)
    move_step(actor, application, "done")
    return len(planned)


@action
def forget_placement(*, actor: Actor, application_id: int) -> int:
    """A hire fell through: nobody asks how it goes there, and the next one gets days of its own. Contacts of another job stay."""
    application = hold(application_id)
    if application.confirmed_at is not None or application.case.closed_at is not None:
        return 0
    others = Application.objects.filter(case=application.case_id, state=ApplicationState.HIRED, started_on__isnull=False)
    live = others.exclude(confirmed_at=None).exclude(pk=application.pk).select_related("vacancy").order_by("pk")
    still_asked = [contact for other in live for contact in _contacts_of(other)]
    due = FollowUp.objects.filter(case=application.case_id, subject__in=sorted(SUBJECTS), done_at=None).order_by("pk")
    over = [pk for pk, subject, due_on in due.values_list("pk", "subject", "due_on") if not is_covered((subject, due_on), still_asked)]
    return call_off_follow_ups(actor=actor, case_id=application.case_id, follow_up_ids=over)


@action
def withdraw_unallowed(*, actor: Actor, person_id: int) -> int:
    """Whoever took back the permission to be proposed is in front of no employer any more."""
    waiting = Application.objects.filter(owner_institution_id=actor.institution_id, person=person_id, state__in=PROPOSED)
    ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    for pk in ids:
        take(actor, hold(pk), V.WITHDRAW, Said(reason=PERMISSION_ENDED))
    return len(ids)


@action
def begin_step(*, actor: Actor, application_id: int) -> None:
    """The person is sent to a vacancy: the step of the plan is under way."""
    move_step(actor, hold(application_id), "in_progress")


def _contacts_of(application: Application) -> list[tuple[str, date]]:
    """The contacts that follow a hire; what should have been asked by now is asked today."""
    planned = contacts_after(application.started_on or today(), is_abroad=application.vacancy.country != HOME)
    return [(subject, max(due_on, today())) for subject, due_on in planned]


def move_step(actor: Actor, application: Application, state: str) -> None:
    """Move the step of the plan that the application carries out, where it is still open."""
    step = PlanAction.objects.filter(pk=application.plan_action_id or 0, state__in=("open", "in_progress"), plan__state="active").first()
    if step is not None and step.state != state and application.case.closed_at is None:
        move_plan_action(actor=actor, plan_action_id=step.pk, state=state)
