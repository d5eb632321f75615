"""How does a verb take hold of a referral, move it, leave its step and tell it? Every action of this folder passes here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused
from ruta.base.events import publish
from ruta.base.idempotency import once
from ruta.referrals.actions.tasks import open_tasks
from ruta.referrals.enums import ReferralField, ReferralState, ReferralVerb, Side
from ruta.referrals.events import OF_VERB
from ruta.referrals.models import Referral, ReferralStep
from ruta.referrals.policies import RESTRICTED, Standing, side_of
from ruta.referrals.rules import TERMINAL, Attempt, Reason, StepNotOpen, check_step, next_state, reached, waits_on
from ruta.referrals.selectors.terms import due_of
from ruta.referrals.selectors.words import STATES, reason_book

F, V = ReferralField, ReferralVerb
NOBODY = "nobody"
FORM_FIELDS = {F.REVIEW_DATE: "review_on", F.APPOINTMENT: "starts_at", F.SUCCESSOR: "service"}
# Going on makes an earlier reason or review a thing of the history.
GOES_ON = frozenset({V.SEND, V.RESEND, V.ACKNOWLEDGE, V.ACCEPT, V.SCHEDULE, V.ATTEND, V.DELIVER, V.CONFIRM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What comes with a verb; `facts` go into the history beside it."""

    reason: str = ""
    note: str = ""
    review_on: date | None = None
    attempts: int = 0
    outcome: str = ""
    heard_by: str = ""
    packet: str = ""
    appointment: Any = None
    successor: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def given(self) -> dict[ReferralField, object]:
        """The same as the rules ask for it."""
        return {
            F.REASON: self.reason, F.NOTE: self.note.strip(), F.REVIEW_DATE: self.review_on, F.ATTEMPTS: self.attempts,
            F.OUTCOME: self.outcome, F.HEARD_BY: self.heard_by, F.PACKET: self.packet, F.APPOINTMENT: self.appointment,
            F.SUCCESSOR: self.successor,
        }  # fmt: skip

    def history(self) -> dict[str, Any]:
        """What the history keeps: codes, dates and numbers."""
        plain = {"outcome": self.outcome, "heard_by": self.heard_by, "attempts": self.attempts, "packet": self.packet}
        review = {"review_on": self.review_on.isoformat()} if self.review_on else {}
        follows = {"successor": self.successor} if self.successor else {}
        return {name: value for name, value in plain.items() if value} | review | follows | dict(self.facts)


NOTHING = Said()


def hold(referral_id: int) -> Referral:
    """The referral, locked until the end of the transaction."""
    found = Referral.objects.select_for_update(of=("self",)).select_related("service__office", "appointment", "receiver")
    referral = found.filter(pk=referral_id).first()
    if referral is None:
        raise NotFound(_("Esta derivación no existe o no es de su institución. Vuelva a la bandeja."))
    return referral


def take(
    actor: Actor,
    referral: Referral,
    verb: ReferralVerb,
    said: Said = NOTHING,
    *,
    version: int | None = None,
    place: Standing | None = None,
    **changes: Any,
) -> ReferralStep:
    """Do the verb: demand it, change the row, leave a step, open what its reason asks for and tell it."""
    place = place or side_of(actor, referral)
    demand(referral, verb, said, place)
    _demand_version(referral, version)
    reason = reason_book().get(said.reason)
    hides = reason is not None and reason.restricted and place.side is not Side.RECEIVER
    _move(referral, verb, RESTRICTED if hides else said.reason, said, changes)
    step = leave_step(actor, referral, verb, place.side, said, hides=hides)
    if reason is not None:
        open_tasks(actor, referral, reason, said.note)
    publish(OF_VERB[verb](**ids_of(referral), step_id=step.pk), institution_id=referral.owner_institution_id)
    return step


def demand(referral: Referral, verb: ReferralVerb, said: Said, place: Standing) -> None:
    """Raise unless the table opens the verb to this side and all that it needs was given."""
    attempt = Attempt(ReferralState(referral.state), verb, place.side, place.role, said.given())
    try:
        problems = check_step(attempt, reason_book())
    except StepNotOpen as error:
        state = STATES[ReferralState(referral.state)].label
        sentence = _("Esta derivación ya cambió: ahora está en «%(state)s». Actualice la página y verá lo que sigue.")
        raise NotOpen(sentence % {"state": state}, referral_id=referral.pk, state=referral.state) from error
    if not problems:
        return
    sentences = [problem.sentence.said(_, ngettext) for problem in problems]
    if any(problem.field is None for problem in problems):
        raise Refused(sentences[0])
    fields = {FORM_FIELDS.get(p.field, p.field.value): text for p, text in zip(problems, sentences, strict=True) if p.field}
    raise Invalid(sentences[0], fields=fields)


def leave_step(actor: Actor, referral: Referral, verb: str, side: Side, said: Said = NOTHING, *, hides: bool = False) -> ReferralStep:
    """Write one line of the history. A reserved reason stands there without its words."""
    return ReferralStep.objects.create(
        owner_institution_id=referral.owner_institution_id, receiver_id=referral.receiver_id, referral=referral, verb=str(verb),
        side=str(side), state=referral.state, actor_institution_id=actor.institution_id, actor_user_id=actor.user_id, at=now(),
        reason=RESTRICTED if hides else said.reason, note="" if hides else said.note.strip(), facts=said.history(),
    )  # fmt: skip


def ids_of(referral: Referral) -> dict[str, int]:
    """What every event of a referral names."""
    return {
        "referral_id": referral.pk, "case_id": referral.case_id, "person_id": referral.person_id, "receiver_id": referral.receiver_id,
    }  # fmt: skip


def once_or_now(actor: Actor, key: str | UUID, verb: str, run: Callable[[], Referral]) -> Referral:
    """Run at once, or once per key of a form: a second click finds the same referral."""
    if not key:
        return run()
    found, is_new = once(actor=actor, key=key, verb=f"referral.{verb}", run=lambda: run().pk)
    del is_new
    return Referral.objects.select_related("service", "receiver").get(pk=found)


def _move(referral: Referral, verb: ReferralVerb, reason: str, said: Said, changes: Mapping[str, Any]) -> None:
    before = ReferralState(referral.state)
    state = next_state(before, verb)
    wait = waits_on(state)
    values: dict[str, Any] = {
        "state": str(state), "waits_on": str(wait.side) if wait else NOBODY, "position": reached(referral.position, state),
        "escalation": 0, "version": referral.version + 1, "closed_at": now() if state in TERMINAL else None,
    }  # fmt: skip
    if state is not before:
        values["state_since"] = now()
    if reason or verb in GOES_ON:
        values["reason"] = reason
    if said.review_on or verb in GOES_ON:
        values["review_on"] = said.review_on
    for name, value in {**values, **changes}.items():
        setattr(referral, name, value)
    referral.due_at = due_of(referral)
    referral.save(update_fields=[*values, *changes, "due_at"])


def _demand_version(referral: Referral, version: int | None) -> None:
    if version is not None and version != referral.version:
        raise Conflict(
            _("Otra persona cambió esta derivación mientras usted la tenía abierta. Revise cómo quedó y repita si hace falta."),
            referral_id=referral.pk, theirs=referral.version, yours=version,
        )  # fmt: skip


__all__ = ["NOTHING", "Reason", "Said", "demand", "hold", "ids_of", "leave_step", "once_or_now", "take"]
