"""How do the deadlines of a plan reach a calendar program, and under which address does it ask for them again?"""

from datetime import UTC, datetime, time

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from ruta.accounts.models import User
from ruta.accounts.selectors import live_memberships
from ruta.roadmap.models import Plan, PlanVersion
from ruta.roadmap.selectors.looking import dues_of
from ruta.roadmap.selectors.timing import timed_rows
from ruta.roadmap.selectors.trees import rows_of

SALT = "roadmap.calendar"


def calendar_address(user_id: int | None, plan: Plan) -> str:
    """The address that a calendar program of this user asks; signed, so that nothing is kept of it."""
    token = signing.dumps([user_id, plan.code], salt=SALT, compress=True)
    return settings.PUBLIC_ADDRESS + reverse("portal:plan_calendar", args=[token])


def calendar_plan(token: str) -> Plan | None:
    """The plan of a signed address, while whoever asked for it still has a post here."""
    try:
        user_id, code = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return Plan.objects.filter(code=code).first() if user and live_memberships(user).exists() else None


def calendar_of(version: PlanVersion) -> bytes:
    """Every deadline as calendar programs read it (RFC 5545)."""
    calendar = Calendar()
    calendar.add("prodid", "-//Ruta//Hoja de ruta//ES")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(version.plan.title))
    for due in dues_of(version, timed_rows(version, list(rows_of(version)))):
        event = Event()
        event.add("uid", f"{version.plan.code}-{due.node.key}-{due.times}@ruta")
        event.add("dtstamp", datetime.combine(version.loaded_at.date(), time(), UTC))
        event.add("dtstart", due.day)
        event.add("summary", _("Vence: %(title)s") % {"title": due.node.title})
        event.add("description", _("Día según: %(basis)s.") % {"basis": due.basis.label})
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
