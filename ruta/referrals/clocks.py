"""By when must somebody answer, how does that clock look now, and whom does its delay reach?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from ruta.base.sentences import Sentence, gettext_noop, ngettext_noop
from ruta.base.workdays import TEGUCIGALPA, WorkCalendar
from ruta.referrals.enums import ClockKind, ClockTone, ReferralState
from ruta.referrals.rules import waits_on

SOON_FROM = 0.75
HOUR, MINUTE = 3600, 60
AGREED = (ClockKind.ACKNOWLEDGE, ClockKind.CONTACT, ClockKind.RESULT)
# A service that goes on reports its progress with a date; until then nobody is late.
CAN_BE_PUT_OFF = frozenset({ReferralState.ACCEPTED, ReferralState.SCHEDULED, ReferralState.ATTENDED})

DONE = gettext_noop("listo")
PAUSED = gettext_noop("en pausa")
DUE_TODAY = gettext_noop("vence hoy a las %(hour)s")
WAS_DUE_TODAY = gettext_noop("venció hoy a las %(hour)s")
LEFT: Mapping[str, tuple[str, str]] = {
    "days": ngettext_noop("falta %(count)s día", "faltan %(count)s días"),
    "hours": ngettext_noop("falta %(count)s hora", "faltan %(count)s horas"),
    "minutes": ngettext_noop("falta %(count)s minuto", "faltan %(count)s minutos"),
}
OVER: Mapping[str, tuple[str, str]] = {
    "days": ngettext_noop("%(count)s día tarde", "%(count)s días tarde"),
    "hours": ngettext_noop("%(count)s hora tarde", "%(count)s horas tarde"),
    "minutes": ngettext_noop("%(count)s minuto tarde", "%(count)s minutos tarde"),
}


@dataclass(frozen=True, slots=True)
class ServiceClocks:
    """The terms of a service type: working days from sending, and running hours for a critical need."""

    acknowledge: int
    contact: int
    result: int
    urgent_hours: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, service_type: Mapping[str, Any]) -> "ServiceClocks":
        """Read one item of the catalogue `service_types`."""
        return cls(**service_type["clocks"], urgent_hours=dict(service_type.get("urgent_hours", {})))


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment by which something is due. `runs` counts all hours; otherwise only office hours count."""

    kind: ClockKind
    due: datetime
    runs: bool = False


@dataclass(frozen=True, slots=True)
class ClockReading:
    """How a clock looks: its tone, the share used (0..1) and the time left or over, in one unit."""

    tone: ClockTone
    share: float
    count: int
    unit: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Term:
    """What the present state of a referral needs to know to find its deadline."""

    state: ReferralState
    since: datetime
    sent_at: datetime | None
    clocks: ServiceClocks
    urgent: bool = False
    appointment_at: datetime | None = None
    review_on: date | None = None


def deadlines(sent_at: datetime, clocks: ServiceClocks, *, urgent: bool, calendar: WorkCalendar) -> dict[ClockKind, Deadline]:
    """Find when the answer, the first contact and the result are due. An urgency never waits longer than the usual term."""
    return {kind: _agreed(kind, sent_at, clocks, urgent=urgent, calendar=calendar) for kind in AGREED}


def deadline_of(term: Term, calendar: WorkCalendar) -> Deadline | None:
    """Find what the present state waits for, and by when; None at the end."""
    wait = waits_on(term.state)
    if wait is None:
        return None
    if wait.clock in AGREED:
        found = _agreed(wait.clock, term.sent_at or term.since, term.clocks, urgent=term.urgent, calendar=calendar)
    else:
        from_ = term.appointment_at if wait.clock is ClockKind.APPOINTMENT else None
        day = _local(from_ or term.since).date()
        found = Deadline(wait.clock, calendar.closing(calendar.add_days(day, wait.working_days)))
    return _put_off(found, term, calendar)


def started_of(term: Term) -> datetime:
    """Find since when the present clock runs: the agreed terms count from sending, the others from the state."""
    wait = waits_on(term.state)
    return term.sent_at or term.since if wait and wait.clock in AGREED else term.since


def clock_state(
    now: datetime,
    started: datetime,
    deadline: Deadline,
    calendar: WorkCalendar,
    *,
    paused_since: datetime | None = None,
    done_at: datetime | None = None,
) -> ClockReading:
    """Read a clock. A paused or finished one stands where it stood then."""
    at = done_at or paused_since or now
    share = share_used(at, started, deadline, calendar)
    if done_at or paused_since:
        tone, text = (ClockTone.DONE, DONE) if done_at else (ClockTone.PAUSED, PAUSED)
        return ClockReading(tone, share, 0, "days", Sentence(text))
    tone = ClockTone.LATE if now > deadline.due else ClockTone.SOON if share >= SOON_FROM else ClockTone.OK
    count, unit = _distance(now, deadline, calendar)
    return ClockReading(tone, share, count, unit, _sentence(tone, count, unit, deadline))


def share_used(at: datetime, started: datetime, deadline: Deadline, calendar: WorkCalendar) -> float:
    """Tell how much of the time is used: office time, or all hours where the clock runs."""
    if at >= deadline.due:
        return 1.0
    if deadline.runs:
        used, whole = (at - started).total_seconds(), (deadline.due - started).total_seconds()
    else:
        used, whole = calendar.seconds_between(started, at), calendar.seconds_between(started, deadline.due)
    return min(max(used / whole, 0.0), 1.0) if whole > 0 else 1.0


def moment_of_share(share: float, started: datetime, deadline: Deadline, calendar: WorkCalendar) -> datetime:
    """Find when so much of the time will be used; never after the deadline."""
    if deadline.runs:
        return min(started + (deadline.due - started) * share, deadline.due)
    whole = calendar.seconds_between(started, deadline.due)
    return min(calendar.add_seconds(started, whole * share), deadline.due)


def _agreed(kind: ClockKind, sent_at: datetime, clocks: ServiceClocks, *, urgent: bool, calendar: WorkCalendar) -> Deadline:
    days: int = getattr(clocks, kind.value)
    usual = Deadline(kind, calendar.closing(calendar.add_days(_local(sent_at).date(), days)))
    hours = clocks.urgent_hours.get(kind.value) if urgent else None
    if hours is None:
        return usual
    quick = Deadline(kind, _local(sent_at) + timedelta(hours=hours), runs=True)
    return min(quick, usual, key=lambda deadline: deadline.due)


def _put_off(found: Deadline, term: Term, calendar: WorkCalendar) -> Deadline:
    if term.review_on is None or term.state not in CAN_BE_PUT_OFF:
        return found
    reviewed = Deadline(found.kind, calendar.closing(term.review_on))
    return max(found, reviewed, key=lambda deadline: deadline.due)


def _distance(now: datetime, deadline: Deadline, calendar: WorkCalendar) -> tuple[int, str]:
    here, due = _local(now), _local(deadline.due)
    if not deadline.runs:
        first, last = sorted((here.date(), due.date()))
        return calendar.days_between(first, last), "days"
    seconds = abs((due - here).total_seconds())
    return (int(seconds // HOUR), "hours") if seconds >= HOUR else (int(seconds // MINUTE), "minutes")


def _sentence(tone: ClockTone, count: int, unit: str, deadline: Deadline) -> Sentence:
    is_late = tone is ClockTone.LATE
    if count == 0 and unit == "days":
        return Sentence(WAS_DUE_TODAY if is_late else DUE_TODAY, {"hour": f"{_local(deadline.due):%H:%M}"})
    one, many = (OVER if is_late else LEFT)[unit]
    return Sentence(one, plural=many, count=count)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(TEGUCIGALPA)
