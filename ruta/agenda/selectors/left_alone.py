"""Which appointments stand on a day or with hands that are no longer there? A holiday, a closure or a farewell came after they were given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ruta.accounts.selectors import working_in
from ruta.agenda.enums import TAKES_PLACE, Stranding
from ruta.agenda.models import Appointment, Closure
from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import Actor
from ruta.base.workdays import work_calendar

Hands = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Reception:
    """On which days does an office receive, and who works in which office of the institution?"""

    closures: list[Closure]
    hands: Hands

    def lacks(self, one: Appointment) -> str:
        """Why nobody would receive this appointment; empty when somebody does."""
        day = one.starts_at.astimezone(HONDURAS).date()
        if work_calendar().holiday(day) is not None:
            return Stranding.HOLIDAY
        shut = [each for each in self.closures if each.office_id == one.office_id and each.first_day <= day <= each.last_day]
        if any(each.officer_id is None for each in shut):
            return Stranding.CLOSED
        if one.officer_id is None:
            return ""
        if any(each.officer_id == one.officer_id for each in shut):
            return Stranding.AWAY
        return "" if self._works(one) else Stranding.LEFT

    def _works(self, one: Appointment) -> bool:
        """An agenda is kept by whoever works in its office; what was given by hand, by anybody of the institution."""
        if one.agenda_id is not None:
            return (one.officer_id or 0, one.office_id) in self.hands
        return any(user == one.officer_id for user, _office in self.hands)


def stranded(actor: Actor) -> dict[int, str]:
    """Appointments of the actor's office that nobody will receive, each with why. Three queries."""
    rows = Appointment.objects.filter(
        host_id=actor.institution_id or 0, office_id=actor.office_id or 0, state__in=TAKES_PLACE, starts_at__gt=now()
    )
    return _lacking(actor, rows.only("starts_at", "office_id", "officer_id", "agenda_id").order_by("starts_at", "pk"))


def why_stranded(actor: Actor, one: Appointment) -> str:
    """The same for one that the actor's institution receives."""
    is_ahead = one.state in TAKES_PLACE and one.starts_at > now() and one.host_id == actor.institution_id
    return _lacking(actor, [one]).get(one.pk, "") if is_ahead else ""


def _lacking(actor: Actor, rows: Iterable[Appointment]) -> dict[int, str]:
    closures = Closure.objects.filter(owner_institution_id=actor.institution_id or 0, ended_at=None, last_day__gte=today())
    here = _Reception(list(closures.order_by("pk")), working_in(actor.institution_id or 0))
    return {one.pk: why for one in rows if (why := here.lacks(one))}


def is_away(officer_id: int | None, day: date, closures: Iterable[Closure], officers: Iterable[int]) -> bool:
    """Whether an agenda of the office receives nobody on a day: closed, its officer on leave, or gone for good."""
    shut = any(each.first_day <= day <= each.last_day and each.officer_id in (None, officer_id) for each in closures)
    return shut or (officer_id is not None and officer_id not in set(officers))
