"""May this person get a message now, and who else has a word in it?"""

from collections.abc import Callable
from datetime import timedelta

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.communication.enums import Blocked, MessageState
from ruta.communication.models import Message
from ruta.people.models import Consent, Contact
from ruta.people.selectors import blocked, waits_for_confirmation
from ruta.taxonomy.selectors import catalogue

Stop = Callable[[int], bool]
Danger = Callable[[int], bool]
LinkMaker = Callable[[Actor, str, int], str]
PURPOSE = "notifications"
# What the person asked for in this minute, or what is due in two hours, is not held back.
ALWAYS = frozenset({"account_code"})
UNCOUNTED = frozenset(
    {"account_code", "appointment_reminder_1d", "appointment_reminder_call", "appointment_reminder_2h", "appointment_moved"}
)
_stops: dict[str, Stop] = {}
_links: dict[str, LinkMaker] = {}
_dangers: dict[str, Danger] = {}


def stops_messages(name: str, stop: Stop) -> None:
    """Let a floor above hold back every message to a person (an alert, a death)."""
    _stops[name] = stop


def makes_links(kind: str, maker: LinkMaker) -> None:
    """Let a floor above make the link of a message at the moment when it leaves; nothing of it is kept here."""
    _links[kind] = maker


def fears_danger(kind: str, danger: Danger) -> None:
    """Let a floor above say whether what a message of this kind leads to is a danger: asked as it is written, and as it leaves."""
    _dangers[kind] = danger


def became_unsafe(message: Message) -> bool:
    """Whether, by now, the address of a message or the place that its link is for is a danger to the person."""
    if message.person_id and blocked(message.person_id, address=message.address):
        return True
    return leads_into_danger(message.link_kind, message.link_ref or 0)


def leads_into_danger(kind: str, ref: int) -> bool:
    """Whether what a message leads to is a danger to the person now, as the floor says that keeps it."""
    return kind in _dangers and _dangers[kind](ref)


def link_of(actor: Actor, message: Message) -> str:
    """A new link for a message."""
    return _links[message.link_kind](actor, message.template, message.link_ref or 0) if message.link_kind else ""


def blocked_because(owner_id: int, person_id: int, template: str, contact: Contact | None) -> str:
    """Why a message to a person may not leave; empty when it may."""
    if contact is None:
        return Blocked.NO_CONTACT
    if contact.safety == "unsafe":
        return Blocked.UNSAFE
    if template not in ALWAYS and (unallowed := _unallowed(owner_id, person_id, contact)):
        return unallowed
    if any(stop(person_id) for stop in _stops.values()):
        return Blocked.ALERT
    if template not in UNCOUNTED and _this_week(person_id) >= catalogue("notifications")["rules"]["max_per_week"]:
        return Blocked.WEEKLY_LIMIT
    return ""


def _unallowed(owner_id: int, person_id: int, contact: Contact) -> str:
    """What the person has not said yes to: messages at all, or this way of reaching them."""
    if not _accepts(owner_id, person_id):
        return Blocked.NO_CONSENT
    return Blocked.UNCONFIRMED if contact.confirmed_at is None and waits_for_confirmation(person_id) else ""


def _accepts(owner_id: int, person_id: int) -> bool:
    live = Consent.objects.filter(person=person_id, grantee=owner_id, purpose=PURPOSE, withdrawn_at=None, valid_until__gt=now())
    return live.exists()


def _this_week(person_id: int) -> int:
    since = now() - timedelta(days=7)
    held = Message.objects.filter(person=person_id, created_at__gte=since).exclude(state=MessageState.BLOCKED)
    return held.exclude(template__in=UNCOUNTED).count()
