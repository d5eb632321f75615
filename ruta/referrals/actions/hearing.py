"""How does a step enter that was taken in the system of the other side? As that side's own, by the same table, without a screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from ruta.agenda.actions import Slot, book_appointment, cancel_appointment, settle_appointment
from ruta.agenda.enums import AppointmentState
from ruta.agenda.models import Appointment
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid
from ruta.base.transactions import action
from ruta.directory.models import Office
from ruta.referrals.actions.ending import close_doors
from ruta.referrals.actions.stepping import NOTHING, Said, hold, take
from ruta.referrals.enums import ReferralState, ReferralVerb, Side
from ruta.referrals.models import Referral
from ruta.referrals.policies import RESTRICTED, SYSTEM, Standing, on_behalf
from ruta.referrals.rules import transition
from ruta.referrals.selectors.dates import receiving_office
from ruta.referrals.selectors.words import reason_book, service_label

V = ReferralVerb
ENDS_DATE = frozenset({V.ASK_OTHER_DATE, V.CALL_OFF, V.DECLINE, V.REFUSE, V.REROUTE, V.WITHDRAW, V.EXPIRE})
CLOSES_DOORS = frozenset({V.WITHDRAW, V.REROUTE})
SETTLES: Mapping[ReferralVerb, str] = {
    V.ATTEND: AppointmentState.SEEN, V.DELIVER: AppointmentState.SEEN, V.MISS: AppointmentState.NO_SHOW,
}  # fmt: skip
BY_THE_CLOCK = frozenset({V.EXPIRE})
Steps = Mapping[ReferralVerb, Callable[[Actor, Referral, "Heard", Standing], None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A verb with what came with it; `slot` is the date that the other side gave."""

    verb: ReferralVerb
    said: Said = NOTHING
    slot: Slot | None = None


@action
def hear_step(*, actor: Actor, referral_id: int, heard: Heard, version: int | None = None) -> Referral:
    """Take the step for the institution of the actor. The same demands hold as at a desk; who of them did it is written there."""
    referral = hold(referral_id)
    if version is not None and version != referral.version:
        raise Conflict(_("Esta derivación cambió mientras tanto. Léala otra vez."), theirs=referral.version, yours=version)
    heard = replace(heard, said=_reserved(referral, heard))
    place = Standing(Side.SYSTEM, SYSTEM) if heard.verb in BY_THE_CLOCK else on_behalf(actor, referral)
    before = referral.appointment
    if heard.verb is V.SCHEDULE:
        _schedule(actor, referral, heard, place)
        return referral
    step = take(actor, referral, heard.verb, heard.said, place=place, **_changes(heard))
    _follow(actor, referral, heard.verb, before)
    if heard.verb is V.DISPUTE and step.note:
        referral.dispute_note = step.note
        referral.save(update_fields=["dispute_note"])
    return referral


def _changes(heard: Heard) -> dict[str, Any]:
    if heard.verb is V.DELIVER:
        return {"outcome": heard.said.outcome, "outcome_note": heard.said.note.strip(), "delivery": None}
    return {"appointment": None} if heard.verb in ENDS_DATE else {}


def _follow(actor: Actor, referral: Referral, verb: ReferralVerb, before: Appointment | None) -> None:
    if before is not None and verb in ENDS_DATE and before.state == AppointmentState.BOOKED:
        cancel_appointment(actor=actor, appointment_id=before.pk)
    if before is not None and verb in SETTLES:
        settle_appointment(actor=actor, appointment_id=before.pk, state=SETTLES[verb])
    if verb in CLOSES_DOORS and actor.institution_id == referral.owner_institution_id:
        close_doors(referral)


def _schedule(actor: Actor, referral: Referral, heard: Heard, place: Standing) -> None:
    if heard.slot is None or heard.slot.starts_at is None:
        raise Invalid(_("Falta la cita: día, hora y lugar."))
    office = (
        receiving_office(actor, referral) or Office.objects.filter(institution=referral.receiver, is_active=True).order_by("pk").first()
    )
    if office is None:
        raise Invalid(_("Esa institución no tiene oficinas en el directorio."))
    if referral.appointment is not None and referral.appointment.state == AppointmentState.BOOKED:
        cancel_appointment(actor=actor, appointment_id=referral.appointment.pk)
    booked = book_appointment(
        actor=actor, person_id=referral.person_id, office_id=office.pk, owner_institution_id=referral.owner_institution_id,
        referral_ref=referral.pk, slot=replace(heard.slot, subject=service_label(referral.service_type)),
    )  # fmt: skip
    said = replace(heard.said, appointment=booked.starts_at, facts={**heard.said.facts, "starts_at": booked.starts_at.isoformat()})
    take(actor, referral, V.SCHEDULE, said, place=place, appointment=booked)


def _reserved(referral: Referral, heard: Heard) -> Said:
    """A reason that the other side keeps to itself: any reserved one of its kind stands for it, and its words stay hidden here too."""
    if heard.said.reason != RESTRICTED:
        return heard.said
    line = transition(ReferralState(referral.state), heard.verb)
    hidden = next((each.code for each in reason_book().for_line(line) if each.restricted), "")
    return replace(heard.said, reason=hidden)
