"""Which next steps does a reason open, and how is one of them done?"""

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import NotFound, NotOpen, Refused
from ruta.base.transactions import action
from ruta.base.workdays import work_calendar
from ruta.referrals.enums import Side
from ruta.referrals.models import Referral, ReferralTask
from ruta.referrals.policies import can_read
from ruta.referrals.rules import NextStep, Reason

NOTHING_TO_DO = "no_action"
COORDINATION = "office_coordinator"
BRINGS_BACK = ("change_channel_and_retry", "reschedule", "remove_barrier")
"""Steps that only want the person to come."""


def open_tasks(actor: Actor, referral: Referral, reason: Reason, note: str = "") -> list[ReferralTask]:
    """Open what the catalogue says of a reason: each for the side, or the role of the sender, that owes it."""
    steps = [step for step in reason.next_steps if step.code != NOTHING_TO_DO]
    return ReferralTask.objects.bulk_create(_task(actor, referral, step, reason, note) for step in steps)


@action
def finish_task(*, actor: Actor, task_id: int, note: str = "") -> ReferralTask:
    """Mark a next step as done, by whoever owes it."""
    task = ReferralTask.objects.select_for_update().filter(pk=task_id).first()
    if task is None:
        raise NotFound(_("Ese pendiente no existe o no es de su institución."))
    if not can_read(actor) or actor.institution_id not in (task.institution_id, task.owner_institution_id):
        raise Refused(_("Ese pendiente lo lleva otro rol. Pídalo a quien coordina."))
    if task.done_at is not None:
        raise NotOpen(_("Ese pendiente ya estaba hecho."))
    task.done_at, task.done_by_id, task.note = now(), actor.user_id, note.strip()
    task.save(update_fields=["done_at", "done_by_id", "note"])
    return task


@action
def finish_what_came(*, actor: Actor, referral_id: int) -> int:
    """The person is there: whatever was still owed to bring them back is done. Gives how many steps; run by the sender, who owns them all."""
    owed = ReferralTask.objects.filter(referral=referral_id, owner_institution=actor.institution_id, code__in=BRINGS_BACK, done_at=None)
    return owed.update(done_at=now(), note=_("La persona vino."))


def _task(actor: Actor, referral: Referral, step: NextStep, reason: Reason, note: str) -> ReferralTask:
    owes = referral.receiver_id if step.side is Side.RECEIVER else referral.owner_institution_id
    return ReferralTask(
        owner_institution_id=referral.owner_institution_id, receiver_id=referral.receiver_id, referral=referral,
        case_id=referral.case_id, institution_id=owes,
        code=step.code, role=step.role or (COORDINATION if step.side is Side.SYSTEM else ""), reason=reason.code, reason_note=note.strip(),
        opened_by_id=actor.institution_id, due_on=work_calendar().add_days(today(), step.due_wd),
    )  # fmt: skip
