"""How is a contact planned, and what came of it?"""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.transactions import action
from ruta.cases.actions.steps import Said, demand_verb, held_case, move, of_case, tell, touch
from ruta.cases.enums import CaseVerb, ContactResult
from ruta.cases.events import FollowUpRecorded, FollowUpScheduled
from ruta.cases.models import Case, FollowUp
from ruta.cases.policies import demand_contact, demand_work

CHANNELS = ("phone", "messaging", "in_person", "visit", "email")
SUBJECTS = (
    "plan", "documents", "service", "placement_30", "placement_90", "placement_180", "closing_30", "closing_90", "closing_180",
    "pause_review", "wellbeing", "destination_30", "destination_90", "destination_180", "destination_return",
)  # fmt: skip


@action
def schedule_follow_up(
    *, actor: Actor, case_id: int, subject: str, due_on: date | None, officer_id: int | None = None, note: str = ""
) -> FollowUp:
    """Plan a contact; the officer of the case makes it unless another is named."""
    case = held_case(case_id)
    demand_work(actor, case)
    _demand_terms(subject, due_on)
    follow_up = plan_contact(case, subject, due_on or today(), officer_id, note)
    touch(case)
    return follow_up


@action
def record_follow_up(
    *, actor: Actor, follow_up_id: int, result: str, channel: str, note: str = "", next_on: date | None = None
) -> FollowUp:
    """Say what came of a contact (also after closing); with `next_on` the next one is planned in the same breath."""
    found = FollowUp.objects.filter(pk=follow_up_id).first()
    if found is None:
        raise NotFound(_("Ese seguimiento no existe o no lo lleva su institución."))
    case = held_case(found.case_id)
    demand_contact(actor, found.subject)
    found.refresh_from_db()
    if found.done_at is not None:
        raise NotOpen(_("Ese seguimiento ya está anotado. Mírelo en la línea del caso."))
    _demand_result(result, channel, next_on)
    found.done_at, found.result, found.channel = now(), result, channel
    found.note, found.officer_id = note.strip() or found.note, actor.user_id or found.officer_id
    found.save(update_fields=["done_at", "result", "channel", "note", "officer_id"])
    if next_on is not None:
        plan_contact(case, found.subject, next_on, case.officer_id, "")
    touch(case)
    tell(case, FollowUpRecorded, follow_up_id=found.pk, result=result)
    return found


@action
def call_off_follow_ups(*, actor: Actor, case_id: int, follow_up_ids: Collection[int]) -> int:
    """What was planned for something that came to nothing is not due any more."""
    case = held_case(case_id)
    demand_work(actor, case)
    due = FollowUp.objects.filter(case=case, pk__in=sorted(follow_up_ids), done_at=None)
    return due.update(done_at=now(), result=ContactResult.CANCELLED)


@action
def begin_follow_up(*, actor: Actor, case_id: int, note: str = "", version: int | None = None) -> Case:
    """Services are given; from now on the case is only followed, with the next contact dated."""
    case = held_case(case_id, version=version)
    demand_verb(actor, case, CaseVerb.FOLLOW_UP)
    move(actor, case, CaseVerb.FOLLOW_UP, Said(note=note))
    return case


def plan_contact(case: Case, subject: str, due_on: date, officer_id: int | None, note: str) -> FollowUp:
    """Write a contact that is due and tell it."""
    follow_up = FollowUp.objects.create(
        **of_case(case), subject=subject, due_on=due_on, officer_id=officer_id or case.officer_id, note=note.strip()
    )
    tell(case, FollowUpScheduled, follow_up_id=follow_up.pk)
    return follow_up


def cancel_contacts(case: Case) -> None:
    """What was planned falls away when the case closes."""
    FollowUp.objects.filter(case=case, done_at=None).update(done_at=now(), result=ContactResult.CANCELLED)


def _demand_terms(subject: str, due_on: date | None) -> None:
    fields = {}
    if subject not in SUBJECTS:
        fields["subject"] = _("Elija para qué es el contacto.")
    if due_on is None or due_on < today():
        fields["due_on"] = _("Ponga una fecha de hoy en adelante.")
    if fields:
        raise Invalid(_("El seguimiento no se guardó: falta corregir algo."), fields=fields)


def _demand_result(result: str, channel: str, next_on: date | None) -> None:
    fields = {}
    if result not in (ContactResult.REACHED, ContactResult.NOT_REACHED, ContactResult.DECLINED):
        fields["result"] = _("Elija qué pasó.")
    if channel not in CHANNELS:
        fields["channel"] = _("Elija por qué medio.")
    if next_on is not None and next_on < today():
        fields["next_on"] = _("Ponga una fecha de hoy en adelante.")
    if fields:
        raise Invalid(_("El seguimiento no se guardó: falta corregir algo."), fields=fields)
