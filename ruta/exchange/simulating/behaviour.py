"""What does a partner do with a referral that reached it? Takes it, refuses it with a reason, or lets it wait; always the same with the same seed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

Told = dict[str, Any]
HOUSE = "https://ruta.hn/fhir/"
REASONS = ("prov_outside_area", "prov_service_closed")
"""Why a partner refuses, of the catalogue of reasons."""


class Temper(StrEnum):
    """How a partner treats one referral."""

    TAKES = "takes"
    REFUSES = "refuses"
    WAITS = "waits"


@dataclass(frozen=True, slots=True)
class Manner:
    """Of a hundred referrals, how many it refuses and how many it lets wait, and how long."""

    refused: int = 20
    late: int = 20
    late_seconds: int = 90
    seed: int = 1


def temper(manner: Manner, name: str) -> Temper:
    """What it does with the referral of this name."""
    drawn = _drawn(manner, name, "temper") % 100
    if drawn < manner.refused:
        return Temper.REFUSES
    return Temper.WAITS if drawn < manner.refused + manner.late else Temper.TAKES


def next_step(task: Mapping[str, Any], manner: Manner, at: datetime) -> Told | None:
    """The upper members of the Task that its next step changes; nothing where it is not its turn, or it lets the referral wait."""
    state, name = state_of(task), str(task["id"])
    mood = temper(manner, name)
    if state == "sent":
        sent = datetime.fromisoformat(str(task["lastModified"]))
        is_time = mood is not Temper.WAITS or at >= sent + timedelta(seconds=manner.late_seconds)
        return {"status": "received"} if is_time else None
    if state == "received" and mood is Temper.REFUSES:
        reason = REASONS[_drawn(manner, name, "reason") % len(REASONS)]
        return {"status": "rejected", "statusReason": _coded("referral-reason", reason)}
    return _further(state, at)


def _further(state: str, at: datetime) -> Told | None:
    begin = (at + timedelta(days=3)).replace(microsecond=0).isoformat()
    steps: dict[str, Told] = {
        "received": {"status": "accepted"},
        "accepted": {
            "status": "accepted", "businessStatus": _coded("referral-state", "scheduled"), "executionPeriod": {"start": begin},
            "location": {"display": "Sede principal"},
        },
        "scheduled": {"status": "in-progress"},
        "attended": {"status": "completed"},
    }  # fmt: skip
    return steps.get(state)


def state_of(task: Mapping[str, Any]) -> str:
    """Where a referral stands, in the words of its table."""
    return str(task["businessStatus"]["coding"][0]["code"])


def with_outcome(members: Told, outcome: str) -> Told:
    """The result that an end needs."""
    return members | {"output": [{"type": {"text": "outcome"}, "valueCodeableConcept": _coded("service-outcome", outcome)}]}


def _coded(kind: str, code: str) -> Told:
    return {"coding": [{"system": f"{HOUSE}{kind}", "code": code}]}


def _drawn(manner: Manner, name: str, what: str) -> int:
    return int.from_bytes(sha256(f"{manner.seed}/{name}/{what}".encode()).digest()[:4], "big")
