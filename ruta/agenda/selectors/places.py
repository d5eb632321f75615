"""Which places of an agenda are free? The same answer for staff, for a person's link and for the next in the waiting list."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ruta.agenda.enums import TAKES_PLACE
from ruta.agenda.models import Agenda, Appointment, Closure, Invitation
from ruta.agenda.rules import Place, Taken, free_places, may_still_change
from ruta.agenda.selectors.agendas import hours_of
from ruta.agenda.selectors.days import midnight
from ruta.agenda.selectors.left_alone import is_away
from ruta.base.clock import HONDURAS, now, today
from ruta.base.workdays import work_calendar

BUSY = "SELECT starts_at, ends_at, seat FROM ruta_busy(%s, %s, %s, %s)"
CLOSED = "SELECT first_day, last_day FROM ruta_closed(%s, %s)"
SHOWN, DAYS_SHOWN = 3, 4


def taken_around(agenda_id: int, since: datetime, until: datetime, *, besides: int | None = None) -> list[Taken]:
    """What is taken in a time: places of the agenda, and its hands and room elsewhere. `besides`: an appointment that moves away."""
    with connection.cursor() as cursor:
        cursor.execute(BUSY, [agenda_id, since, until, besides])
        return [Taken(starts_at, ends_at, seat or 0) for starts_at, ends_at, seat in cursor.fetchall()]


def free_places_of(
    agenda: Agenda, first: date, days: int, *, not_before: datetime | None = None, besides: int | None = None
) -> list[Place]:
    """What can be given from `first` on; holidays, closed days and the officer's leave are left out."""
    if not agenda.is_open:
        return []
    closed, calendar = _closed_days(agenda.pk, first), work_calendar()
    taken = taken_around(agenda.pk, midnight(first), midnight(first + timedelta(days=days)), besides=besides)

    def is_closed(day: date) -> bool:
        return calendar.holiday(day) is not None or any(start <= day <= end for start, end in closed)

    return free_places(hours_of(agenda), first, days, is_closed=is_closed, taken=taken, not_before=not_before or now())


def free_on(
    agenda: Agenda,
    day: date,
    expected: Iterable[Appointment],
    closures: Iterable[Closure],
    officers: Iterable[int],
    *,
    not_before: datetime,
) -> list[Place]:
    """What is left of a day, for the sheet of an office that has read its appointments, closures and officers already."""
    is_off, calendar = is_away(agenda.officer_id, day, closures, officers), work_calendar()
    return free_places(
        hours_of(agenda), day, 1, is_closed=lambda each: is_off or calendar.holiday(each) is not None, taken=_taken_by(agenda, expected),
        not_before=not_before,
    )  # fmt: skip


def _taken_by(agenda: Agenda, expected: Iterable[Appointment]) -> list[Taken]:
    found = []
    for one in expected:
        is_same_hands = (agenda.officer_id is not None and one.officer_id == agenda.officer_id) or (
            bool(agenda.room) and one.room == agenda.room
        )
        if one.state in TAKES_PLACE and one.ends_at is not None and (one.agenda_id == agenda.pk or is_same_hands):
            found.append(Taken(one.starts_at, one.ends_at, (one.seat or 0) if one.agenda_id == agenda.pk else 0))
    return found


def next_free(agenda: Agenda, moment: datetime, *, besides: int | None = None) -> list[Place]:
    """The few free places that follow a moment, to be offered beside a no."""
    start = max(moment, now())
    found = free_places_of(agenda, start.astimezone(HONDURAS).date(), agenda.ahead_days, not_before=start, besides=besides)
    return found[:SHOWN]


def free_for_person(agenda: Agenda, *, besides: int | None = None) -> list[Place]:
    """What a person may choose alone: not sooner than the office asks for."""
    soonest = now() + timedelta(hours=agenda.notice_hours)
    return free_places_of(agenda, today(), agenda.ahead_days, not_before=soonest, besides=besides)


def may_change_by_link(agenda: Agenda, appointment: Appointment) -> bool:
    """Whether the person may still change or cancel alone."""
    return may_still_change(now(), appointment.starts_at, agenda.cancel_hours)


def invitation_of(invitation_id: int) -> Invitation | None:
    """What the holder of a link may see: their own invitation, while it lives."""
    return Invitation.objects.select_related("agenda__office", "appointment").filter(pk=invitation_id).first()


def few_days(places: Sequence[Place], since: date | None = None) -> tuple[list[Place], date | None]:
    """The places of the first few days from `since` on that have any, and the day on which the next page begins."""
    days = sorted({day for place in places if (day := place.starts_at.astimezone(HONDURAS).date()) >= (since or day)})
    shown = set(days[:DAYS_SHOWN])
    return [place for place in places if place.starts_at.astimezone(HONDURAS).date() in shown], next(iter(days[DAYS_SHOWN:]), None)


def told_places(places: Iterable[Place]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The same as a form offers them: days with their hours, each hour under its moment; of a session also how many may still come."""
    days: dict[str, list[tuple[str, str]]] = {}
    for place in places:
        at = place.starts_at.astimezone(HONDURAS)
        words = f"{at:%H:%M}" if place.left == 1 else _("%(time)s (quedan %(left)s)") % {"time": f"{at:%H:%M}", "left": place.left}
        day = date_format(at, "l j F")
        days.setdefault(day, []).append((at.isoformat(), words))
    return list(days.items())


def moment_of(text: str) -> datetime | None:
    """The moment that a form sent back, or none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _closed_days(agenda_id: int, since: date) -> list[tuple[date, date]]:
    with connection.cursor() as cursor:
        cursor.execute(CLOSED, [agenda_id, since])
        return [(first, last) for first, last in cursor.fetchall()]
