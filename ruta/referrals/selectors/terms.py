"""By when must somebody act on a referral, and how does its clock look?"""

from datetime import datetime

from ruta.base.clock import now
from ruta.base.workdays import work_calendar
from ruta.directory.models import Service
from ruta.directory.selectors import clocks_of
from ruta.referrals.clocks import AGREED, ClockReading, Deadline, ServiceClocks, Term, clock_state, deadline_of, started_of
from ruta.referrals.enums import ClockKind, ReferralState
from ruta.referrals.escalation import Waiting
from ruta.referrals.models import Referral
from ruta.referrals.rules import waits_on
from ruta.taxonomy.selectors import service_type


def clocks_for(service: Service) -> ServiceClocks:
    """The terms of a service: its own working days where agreed, and the running hours of its type for what is critical."""
    days = clocks_of(service)
    return ServiceClocks(days.acknowledge, days.contact, days.result, urgent_hours_of(service.service_type))


def urgent_hours_of(service: str) -> dict[str, int]:
    """The hours that run day and night for an urgent referral to this type of service, by clock; none where it is not critical."""
    urgent = service_type(service).urgent_hours
    return {"acknowledge": urgent.acknowledge, "contact": urgent.contact} if urgent else {}


def term_of(referral: Referral, *, appointment_at: datetime | None = None) -> Term:
    """What the present state of a referral needs to know to find its deadline."""
    if appointment_at is None and referral.appointment_id and referral.appointment:
        appointment_at = referral.appointment.starts_at
    return Term(
        state=ReferralState(referral.state), since=referral.state_since, sent_at=referral.sent_at, clocks=clocks_for(referral.known_service),
        urgent=referral.is_urgent, appointment_at=appointment_at, review_on=referral.review_on,
    )  # fmt: skip


def due_of(referral: Referral) -> datetime | None:
    """The moment by which the present state must move; none at the end."""
    found = deadline_of(term_of(referral), work_calendar())
    return found.due if found else None


def deadline_kept(referral: Referral) -> Deadline | None:
    """The deadline as it was written with the state, so that a list shows what it is sorted by."""
    wait = waits_on(ReferralState(referral.state))
    if wait is None or referral.due_at is None:
        return None
    return Deadline(wait.clock, referral.due_at, runs=referral.is_urgent and wait.clock in AGREED and _runs(referral, wait.clock))


def _runs(referral: Referral, clock: ClockKind) -> bool:
    """Whether its hours run day and night; of a reserved service nothing is known."""
    hours = urgent_hours_of(referral.service_type) if referral.service_id else {}
    return clock.value in hours


def started(referral: Referral) -> datetime:
    """Since when the present clock runs."""
    wait = waits_on(ReferralState(referral.state))
    agreed = wait is not None and wait.clock in AGREED
    return (referral.sent_at or referral.state_since) if agreed else referral.state_since


def reading_of(referral: Referral) -> ClockReading | None:
    """How the clock of a referral looks now; none at the end."""
    deadline = deadline_kept(referral)
    return clock_state(now(), started(referral), deadline, work_calendar()) if deadline else None


def waiting_of(referral: Referral) -> Waiting | None:
    """What the ladder of escalation needs to know; none where nothing is waited for."""
    from ruta.referrals.enums import Rung

    deadline = deadline_kept(referral)
    if deadline is None:
        return None
    return Waiting(ReferralState(referral.state), started(referral), deadline, Rung(referral.escalation))


__all__ = ["clocks_for", "deadline_kept", "due_of", "reading_of", "started", "started_of", "term_of", "waiting_of"]
