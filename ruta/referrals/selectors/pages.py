"""What does one referral show to whoever opens it: packet, ring, clock, history and what they may do?"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.accounts.models import User
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.directory.models import Institution
from ruta.referrals.clocks import ClockReading
from ruta.referrals.enums import ReferralState, ReferralVerb, Side
from ruta.referrals.models import Referral, ReferralMirror, ReferralPacket, ReferralStep, ReferralTask
from ruta.referrals.packet import Packet, short_hash, verify
from ruta.referrals.policies import Standing, demand_open, side_of
from ruta.referrals.rules import Ring, open_verbs, ring
from ruta.referrals.selectors.terms import reading_of
from ruta.referrals.selectors.words import (
    HEARD,
    PACKET,
    StateWord,
    Text,
    outcome_label,
    reason_label,
    service_label,
    state_word,
    step_label,
    task_label,
)
from ruta.taxonomy.selectors import label, service_type

TONES = {"paused": "pause"}


@dataclass(frozen=True, slots=True)
class PacketView:
    """What travelled, as lines to read; `is_whole` tells that text and hash still belong together."""

    rows: list[tuple[Text, str]]
    asked: str
    need: str
    name: str
    short_hash: str
    sha256: str
    sealed_at: datetime
    allowed_until: datetime
    is_whole: bool

    @property
    def count(self) -> int:
        """How many data travelled."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock as the component draws it."""

    tone: str
    share: float
    words: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line of the history for a reader."""

    at: datetime
    who: str
    label: Text
    details: list[str]
    is_escalation: bool


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A next step that the actor's side owes."""

    task: ReferralTask
    label: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Page:
    """All that one side sees of a referral."""

    referral: Referral
    standing: Standing
    packet: PacketView | None
    state: StateWord
    ring: Ring
    clock: Clock | None
    open_verbs: list[ReferralVerb]
    steps: list[StepLine]
    tasks: list[TaskLine]
    service: str
    is_delicate: bool
    sent_by: str

    @property
    def title(self) -> str:
        """Whom it is about, as far as the packet says."""
        return self.packet.name if self.packet and self.packet.name else self.referral.number

    @property
    def reason(self) -> Text:
        """Why it stands where it stands."""
        return reason_label(self.referral.reason)

    @property
    def outcome(self) -> str:
        """What the provider recorded."""
        return outcome_label(self.referral.outcome)

    @property
    def elsewhere(self) -> ReferralMirror | None:
        """How it is known in the system of the other side, if it is there."""
        return getattr(self.referral, "mirror", None)

    @property
    def is_sender(self) -> bool:
        """Whether the reader's institution sent it."""
        return self.standing.side in (Side.SENDER, Side.SYSTEM)


def referral_for(actor: Actor, referral_id: int) -> Referral:
    """One referral of either side; what the actor may not see does not exist."""
    found = Referral.objects.select_related("service", "receiver", "receiver_office", "sender_office", "owner_institution", "mirror")
    referral = found.filter(pk=referral_id).first()
    if referral is None:
        raise NotFound(_("Esta derivación no existe o no es de su institución. Vuelva a la bandeja."))
    demand_open(actor, referral)
    return referral


def page_of(actor: Actor, referral_id: int) -> Page:
    """The whole page of a referral."""
    referral = referral_for(actor, referral_id)
    standing = side_of(actor, referral)
    state = ReferralState(referral.state)
    return Page(
        referral=referral, standing=standing, packet=packet_of(referral), state=state_word(referral), ring=ring(state, referral.position),
        clock=clock_of(referral), open_verbs=open_verbs(state, standing.side, standing.role), steps=_steps(referral),
        tasks=_tasks(actor, referral), service=service_label(referral.service_type), sent_by=_user_name(referral.sender_user_id),
        is_delicate=referral.is_protected or service_type(referral.service_type).sensitive,
    )  # fmt: skip


def packet_of(referral: Referral) -> PacketView | None:
    """The last packet, if the reader may still see it."""
    row = ReferralPacket.objects.filter(referral=referral).order_by("-pk").first()
    return read_packet(row) if row else None


def names_in(referrals: Iterable[Referral]) -> dict[int, str]:
    """The names that packets say, by referral, for the rows of a list: one query. Of a protected one, nothing."""
    ids = [referral.pk for referral in referrals if not referral.is_protected]
    rows = ReferralPacket.objects.filter(referral__in=ids).order_by("pk").values_list("referral_id", "content")
    return {pk: str(json.loads(content)["data"].get("identity", {}).get("name", "")) for pk, content in rows}


def read_packet(row: ReferralPacket) -> PacketView:
    """A sealed packet as lines to read, in the order of reading."""
    content = json.loads(row.content)
    return PacketView(
        rows=lines_of(content["data"]), asked=content["request"].get("asked", ""), need=_need(content["request"]),
        name=str(content["data"].get("identity", {}).get("name", "")), short_hash=short_hash(row.sha256), sha256=row.sha256,
        sealed_at=row.sealed_at, allowed_until=row.allowed_until, is_whole=verify(Packet(row.content, row.sha256)),
    )  # fmt: skip


def lines_of(data: Mapping[str, Mapping[str, Any]]) -> list[tuple[Text, str]]:
    """Label and value of every datum, without its category."""
    every = {key: str(value) for facts in data.values() for key, value in facts.items()}
    return [(words, every[key]) for key, words in PACKET.items() if key in every]


def clock_of(referral: Referral) -> Clock | None:
    """How the clock looks now; none at the end."""
    reading: ClockReading | None = reading_of(referral)
    if reading is None:
        return None
    return Clock(TONES.get(reading.tone.value, reading.tone.value), reading.share, reading.sentence.said(_, ngettext))


def _need(request: Mapping[str, Any]) -> str:
    return label("needs", request["need"]) if request.get("need") else ""


def _steps(referral: Referral) -> list[StepLine]:
    rows = list(ReferralStep.objects.filter(referral=referral).order_by("-pk"))
    names = dict(Institution.objects.filter(pk__in={row.actor_institution_id for row in rows}).values_list("pk", "short_name"))
    return [_line(row, names, referral) for row in rows]


def _line(row: ReferralStep, names: Mapping[int, str], referral: Referral) -> StepLine:
    whose = {"person": _("La persona"), "system": _("El sistema")}
    who = whose.get(row.side) or names.get(row.actor_institution_id or 0) or referral.receiver.short_name
    facts = row.facts
    details = [str(reason_label(row.reason)), outcome_label(str(facts.get("outcome", ""))), row.note]
    if facts.get("heard_by") in HEARD:
        details.append(_("Lo dijo: %(how)s.") % {"how": str(HEARD[facts["heard_by"]]).lower()})
    if facts.get("successor"):
        details.append(_("Sigue en %(number)s.") % {"number": facts["successor"]})
    return StepLine(row.at, who, step_label(row.verb, facts), [text for text in details if text], row.verb == "escalate")


def _tasks(actor: Actor, referral: Referral) -> list[TaskLine]:
    if actor.kind != "staff":
        return []
    rows = ReferralTask.objects.filter(referral=referral, institution=actor.institution_id, done_at=None).order_by("due_on", "pk")
    return [TaskLine(row, task_label(row.code), reason_label(row.reason)) for row in rows]


def _user_name(user_id: int | None) -> str:
    return User.objects.filter(pk=user_id or 0).values_list("full_name", flat=True).first() or ""


__all__ = ["Clock", "PacketView", "Page", "clock_of", "lines_of", "names_in", "packet_of", "page_of", "read_packet", "referral_for"]
