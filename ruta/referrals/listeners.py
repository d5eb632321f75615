"""What follows by itself when a referral, a permission or an appointment changes? As the machine of the institution concerned."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ruta.agenda.events import AppointmentExcused, AppointmentMissed, AppointmentSeen
from ruta.agenda.models import Appointment
from ruta.base.context import Actor
from ruta.base.events import listens, machine
from ruta.base.sentences import gettext_noop
from ruta.cases.actions import add_need
from ruta.cases.events import NeedWantsReferral
from ruta.cases.models import CaseAlert, Need
from ruta.cases.policies import counts_open_referrals
from ruta.cases.timeline import contribute
from ruta.communication.policies import fears_danger, makes_links, stops_messages
from ruta.people.events import ConsentWithdrawn, MarkedUnsafe
from ruta.people.merging.registry import follows, goes_along, moves
from ruta.referrals.actions.answering import ask_other_date
from ruta.referrals.actions.ending import CONSENT_WITHDRAWN, withdraw
from ruta.referrals.actions.following import apply_confirmation, keep_attention, move_case_along
from ruta.referrals.actions.linking import PARTNER_LINK, PERSON_LINK, mint_link, revoke_links
from ruta.referrals.actions.preparing import refer_need
from ruta.referrals.actions.serving import record_attended, record_no_show
from ruta.referrals.actions.tasks import finish_what_came
from ruta.referrals.actions.telling import tell_partner, tell_person
from ruta.referrals.enums import ReferralState
from ruta.referrals.events import (
    DateCalledOff,
    OtherDateAsked,
    ReferralAccepted,
    ReferralAttended,
    ReferralClosed,
    ReferralConfirmed,
    ReferralDeclined,
    ReferralDelivered,
    ReferralDisputed,
    ReferralEscalated,
    ReferralExpired,
    ReferralMissed,
    ReferralRefused,
    ReferralRerouted,
    ReferralScheduled,
    ReferralSent,
    ReferralWithdrawn,
)
from ruta.referrals.models import Referral, ReferralPacket, ReferralTask
from ruta.referrals.selectors.danger import leads_into_danger, under_way
from ruta.referrals.selectors.history import SOURCE, case_entries
from ruta.referrals.selectors.lists import open_of_case
from ruta.referrals.selectors.words import reason_book


@listens(ReferralSent, ReferralAccepted, ReferralScheduled, ReferralAttended, ReferralMissed, ReferralDelivered, ReferralDisputed)
def put_in_progress(*, referral_id: int, **_ids: Any) -> None:
    """Somebody works on it."""
    move_case_along(actor=machine(), referral_id=referral_id, state="in_progress")


@listens(ReferralDeclined, ReferralRefused, ReferralExpired, ReferralWithdrawn)
def open_again(*, referral_id: int, **_ids: Any) -> None:
    """It came back: step and need wait for another way."""
    move_case_along(actor=machine(), referral_id=referral_id, state="open")


@listens(ReferralDelivered)
def keep_what_was_given(*, referral_id: int, **_ids: Any) -> None:
    """The attention is counted on the case."""
    keep_attention(actor=machine(), referral_id=referral_id)


@listens(ReferralConfirmed)
def move_what_was_confirmed(*, referral_id: int, **_ids: Any) -> None:
    """The person's word moves the plan."""
    apply_confirmation(actor=machine(), referral_id=referral_id)


@listens(ReferralRefused, ReferralMissed)
def add_what_the_reason_showed(*, referral_id: int, case_id: int, **_ids: Any) -> None:
    """Who could not come because of care has a need that nobody had written down."""
    codes = ReferralTask.objects.filter(referral=referral_id, done_at=None).values_list("reason", flat=True).distinct()
    reasons = [reason for code in codes if (reason := reason_book().get(code))]
    for code in {reason.adds_need for reason in reasons if reason.adds_need}:
        if code not in {need.code for need in Need.objects.filter(case=case_id, state__in=("open", "in_progress"))}:
            add_need(actor=machine(), case_id=case_id, code=code)


@listens(ReferralAttended, ReferralDelivered)
def forget_what_brings_back(*, referral_id: int, **_ids: Any) -> None:
    """Nobody telephones after whoever came."""
    finish_what_came(actor=machine(), referral_id=referral_id)


@listens(NeedWantsReferral)
def refer_what_cannot_wait(*, need_id: int, **_ids: Any) -> None:
    """Prepared, and sent where the person allows it already."""
    refer_need(actor=machine(), need_id=need_id)


@listens(ConsentWithdrawn)
def withdraw_what_stood_on_it(*, person_id: int, grantee_id: int, purpose: str, **_ids: Any) -> None:
    """What still waits on a permission that ended is taken back; the content was closed in the same statement already."""
    waiting = Referral.objects.filter(person=person_id, receiver=grantee_id, purpose=purpose).exclude(
        state__in=(ReferralState.DRAFT, ReferralState.DELIVERED, ReferralState.CONFIRMED, ReferralState.DISPUTED,
                   ReferralState.CLOSED, ReferralState.WITHDRAWN),
    )  # fmt: skip
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        withdraw(actor=machine(), referral_id=pk, reason=CONSENT_WITHDRAWN)


@listens(AppointmentSeen)
def attend(*, referral_ref: int | None, **_ids: Any) -> None:
    """The agenda says that the person came."""
    if _waits(referral_ref):
        record_attended(actor=machine(), referral_id=referral_ref or 0)


@listens(AppointmentMissed)
def miss(*, referral_ref: int | None, **_ids: Any) -> None:
    """The agenda says that the person did not come; why is not known there."""
    if _waits(referral_ref):
        record_no_show(actor=machine(), referral_id=referral_ref or 0, reason="nos_unknown")


@listens(AppointmentExcused)
def excuse(*, referral_ref: int | None, **_ids: Any) -> None:
    """The person said beforehand that they cannot come."""
    if _waits(referral_ref):
        ask_other_date(actor=machine(), referral_id=referral_ref or 0, heard_by="phone")


@listens(
    ReferralSent, ReferralAccepted, ReferralScheduled, OtherDateAsked, DateCalledOff, ReferralDeclined, ReferralMissed, ReferralDelivered,
    ReferralDisputed, ReferralEscalated,
)  # fmt: skip
def write_to_the_person(*, event_id: int, referral_id: int, step_id: int, rung: int = 0, **_ids: Any) -> None:
    """Say what happened, without saying what it is about."""
    tell_person(machine(), event_id, referral_id, step_id, rung)


@listens(ReferralSent, ReferralScheduled, ReferralAccepted, OtherDateAsked, ReferralDisputed, ReferralWithdrawn, ReferralEscalated)
def write_to_the_partner(*, event_id: int, referral_id: int, step_id: int, rung: int = 0, **_ids: Any) -> None:
    """An institution without accounts hears by link."""
    tell_partner(machine(), event_id, referral_id, step_id, rung)


@listens(ReferralClosed, ReferralWithdrawn, ReferralRerouted, ReferralDeclined, ReferralRefused, ReferralExpired)
def close_links(*, referral_id: int, **_ids: Any) -> None:
    """No link of an institution outlives what it could answer."""
    if Referral.objects.exclude(state__in=(ReferralState.SENT, ReferralState.RECEIVED)).filter(pk=referral_id).exists():
        revoke_links(actor=machine(), referral_id=referral_id, audience="partner")


@listens(MarkedUnsafe)
def close_what_leads_there(*, person_id: int, about: str, **_ids: Any) -> None:
    """Links that went out stop: the institution's where the place is a danger, the person's where the telephone is."""
    for referral in under_way(person_id):
        if leads_into_danger(referral):
            revoke_links(actor=machine(), referral_id=referral.pk, audience="partner")
        if about == "contact":
            revoke_links(actor=machine(), referral_id=referral.pk, audience="person")


def _waits(referral_ref: int | None) -> bool:
    return referral_ref is not None and Referral.objects.filter(pk=referral_ref, state=ReferralState.SCHEDULED).exists()


def _alerted(person_id: int) -> bool:
    return CaseAlert.objects.filter(person=person_id, resolved_at=None, blocks__contains=["messages"]).exists()


def _link_of_partner(actor: Actor, template: str, ref: int) -> str:
    del template
    return mint_link(actor=actor, referral_id=ref, audience="partner")


def _endangers(ref: int) -> bool:
    referral = Referral.objects.select_related("receiver_office").filter(pk=ref).first()
    return referral is not None and leads_into_danger(referral)


def _link_of_person(actor: Actor, template: str, ref: int) -> str:
    del template
    return mint_link(actor=actor, referral_id=ref, audience="person")


makes_links(PARTNER_LINK, _link_of_partner)
makes_links(PERSON_LINK, _link_of_person)
fears_danger(PARTNER_LINK, _endangers)
fears_danger(PERSON_LINK, _endangers)
stops_messages("alerts", _alerted)
contribute(SOURCE, _("Derivaciones"), case_entries)
counts_open_referrals("referrals", lambda _actor, case: open_of_case(case.pk).count())


def _packets_of_gone(survivor: int, absorbed: int) -> list[int]:
    """Sealed after the merge, of a referral whose case goes back."""
    return list(ReferralPacket.objects.filter(person=survivor, referral__person=absorbed).order_by("pk").values_list("pk", flat=True))


def _appointments_of_gone(survivor: int, absorbed: int) -> list[int]:
    """Given after the merge, for a referral whose case goes back."""
    gone = Referral.objects.filter(person=absorbed).values("pk")
    return list(Appointment.objects.filter(person=survivor, referral_ref__in=gone).order_by("pk").values_list("pk", flat=True))


follows("referrals_referral", "cases_case")
moves("referrals_referralpacket", gettext_noop("Paquetes de derivaciones"))
goes_along("referrals_referralpacket", _packets_of_gone)
goes_along("agenda_appointment", _appointments_of_gone)
