"""Which status of a FHIR Task is each state of a referral, and which step does an incoming status ask for? One table, read both ways.

The statuses are those that Gravity's SDOH Clinical Care uses for its referral Tasks; our own state travels beside them as `businessStatus`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ruta.referrals.enums import ReferralState, ReferralVerb, Side

S, V = ReferralState, ReferralVerb
DELIVERED_AT = 5
"""From this place of the ring on, a referral that is closed was served."""
STATUS: Mapping[ReferralState, str] = {
    S.DRAFT: "draft",
    S.SENT: "requested",
    S.RECEIVED: "received",
    S.ACCEPTED: "accepted",
    S.SCHEDULED: "accepted",
    S.ATTENDED: "in-progress",
    S.NO_SHOW: "on-hold",
    S.DELIVERED: "completed",
    S.CONFIRMED: "completed",
    S.DISPUTED: "on-hold",
    S.DECLINED: "rejected",
    S.REROUTED: "cancelled",
    S.EXPIRED: "failed",
    S.WITHDRAWN: "cancelled",
    S.CLOSED: "completed",  # or cancelled, where nothing was delivered
}
REQUEST: Mapping[str, str] = {
    "completed": "completed",
    "rejected": "revoked",
    "cancelled": "revoked",
    "failed": "revoked",
    "draft": "draft",
}
"""The status of the ServiceRequest behind it; `active` otherwise."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one side may say, and the step that it is; `business` narrows it where FHIR has one word for several."""

    side: Side
    status: str
    verb: ReferralVerb
    business: str = ""


LINES: tuple[Line, ...] = (
    Line(Side.RECEIVER, "received", V.ACKNOWLEDGE),
    Line(Side.RECEIVER, "accepted", V.SCHEDULE, "scheduled"),
    Line(Side.RECEIVER, "accepted", V.ACCEPT),
    Line(Side.RECEIVER, "in-progress", V.ATTEND),
    Line(Side.RECEIVER, "on-hold", V.MISS),
    Line(Side.RECEIVER, "completed", V.DELIVER),
    Line(Side.RECEIVER, "rejected", V.DECLINE),
    Line(Side.RECEIVER, "failed", V.DECLINE),
    Line(Side.RECEIVER, "cancelled", V.REROUTE),
    Line(Side.SENDER, "requested", V.RESEND),
    Line(Side.SENDER, "cancelled", V.REROUTE, "rerouted"),
    Line(Side.SENDER, "cancelled", V.WITHDRAW),
    Line(Side.SENDER, "completed", V.CONFIRM),
    Line(Side.SENDER, "on-hold", V.DISPUTE),
)


def status_of(state: ReferralState, position: int) -> str:
    """The status of the Task."""
    return "cancelled" if state is S.CLOSED and position < DELIVERED_AT else STATUS[state]


def verb_of(side: Side, status: str, business: str = "") -> ReferralVerb | None:
    """The step that a side asks for; nothing where the table has no such line. The first line that fits counts."""
    return next((line.verb for line in LINES if (line.side, line.status) == (side, status) and line.business in ("", business)), None)
