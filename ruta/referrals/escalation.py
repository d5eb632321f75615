"""Whom does a delay reach, and when? Reminder, both queues, both coordinations, another provider: nobody is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ruta.base.workdays import TEGUCIGALPA, WorkCalendar
from ruta.referrals.clocks import SOON_FROM, Deadline, moment_of_share
from ruta.referrals.enums import ReferralState, ReferralVerb, Rung, Side
from ruta.referrals.rules import waits_on
from ruta.referrals.rules.table import BY_KEY


class Audience(StrEnum):
    """Who is told."""

    PERSON = "person"
    SENDER = "sender"
    RECEIVER = "receiver"
    SENDER_COORDINATION = "sender_coordination"
    RECEIVER_COORDINATION = "receiver_coordination"


A = Audience
# A person is reminded and then called by the sender; no coordination is set upon a person.
LADDER: Mapping[Side, Mapping[Rung, tuple[Audience, ...]]] = {
    Side.RECEIVER: {
        Rung.REMINDED: (A.RECEIVER,),
        Rung.LATE: (A.SENDER, A.RECEIVER),
        Rung.COORDINATORS: (A.SENDER_COORDINATION, A.RECEIVER_COORDINATION),
        Rung.REROUTE_OFFERED: (A.SENDER,),
    },
    Side.SENDER: {Rung.REMINDED: (A.SENDER,), Rung.LATE: (A.SENDER,), Rung.COORDINATORS: (A.SENDER_COORDINATION,)},
    Side.PERSON: {Rung.REMINDED: (A.PERSON,), Rung.LATE: (A.SENDER,)},
}
# Working days after the deadline; an urgent clock, which runs day and night, climbs by hours instead.
AFTER: Mapping[Rung, int] = {Rung.COORDINATORS: 2, Rung.REROUTE_OFFERED: 5}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the ladder needs to know of a referral."""

    state: ReferralState
    started: datetime
    deadline: Deadline
    climbed: Rung = Rung.NONE
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Escalation:
    """One rung that is due: since when, and who is told."""

    rung: Rung
    at: datetime
    audience: tuple[Audience, ...]


def due_escalations(waiting: Waiting, now: datetime, calendar: WorkCalendar) -> list[Escalation]:
    """List the rungs due and not climbed yet, the lowest first."""
    return [rung for rung in ladder(waiting, calendar) if rung.rung > waiting.climbed and rung.at <= now]


def ladder(waiting: Waiting, calendar: WorkCalendar) -> list[Escalation]:
    """List every rung of a referral with its moment; none while it is paused or at its end."""
    wait = waits_on(waiting.state)
    if wait is None or waiting.paused:
        return []
    return [
        Escalation(rung, _moment(rung, waiting, calendar), audience)
        for rung, audience in LADDER[wait.side].items()
        if rung is not Rung.REROUTE_OFFERED or (waiting.state, ReferralVerb.REROUTE) in BY_KEY
    ]


def _moment(rung: Rung, waiting: Waiting, calendar: WorkCalendar) -> datetime:
    deadline = waiting.deadline
    if rung is Rung.REMINDED:
        return moment_of_share(SOON_FROM, waiting.started, deadline, calendar)
    if rung not in AFTER:
        return deadline.due
    if deadline.runs:
        return deadline.due + timedelta(hours=AFTER[rung])
    return calendar.closing(calendar.add_days(deadline.due.astimezone(TEGUCIGALPA).date(), AFTER[rung]))
