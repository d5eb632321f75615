"""What does a calendar get that knows an officer's secret address? A feed in the format of RFC 5545, without a word about anybody."""

from datetime import UTC

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event, vText

from ruta.agenda.actions import token_hash
from ruta.agenda.selectors import FeedRow, feed_rows
from ruta.directory.models import Office
from ruta.portal.links.doors import count_miss, demand_calm

GONE = 404
STATUS = {"cancelled": "CANCELLED", "excused": "CANCELLED"}


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The officer's appointments from a month back to half a year ahead."""
    demand_calm(request)
    rows = feed_rows(token_hash(token))
    if rows is None:
        count_miss(request)
        return HttpResponse(status=GONE)
    offices = dict(Office.objects.filter(pk__in={row.office_id for row in rows}).order_by("pk").values_list("pk", "short_name"))
    response = HttpResponse(calendar_of(rows, offices), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def calendar_of(rows: list[FeedRow], offices: dict[int, str]) -> bytes:
    """Appointments as a calendar client reads them."""
    calendar = Calendar()
    calendar.add("prodid", "-//Ruta//Agenda//ES")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(_("Mis citas")))
    for row in rows:
        event = Event()
        event.add("uid", f"cita-{row.appointment_id}@ruta")
        event.add("dtstamp", row.changed_at.astimezone(UTC))
        event.add("dtstart", row.starts_at.astimezone(UTC))
        event.add("dtend", row.ends_at.astimezone(UTC))
        event.add("summary", _("Cita %(number)s %(initials)s") % {"number": row.appointment_id, "initials": row.initials})
        event.add("location", offices.get(row.office_id, ""))
        event.add("status", STATUS.get(row.state, "CONFIRMED"))
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
