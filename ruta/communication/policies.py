"""May this person get a message now, who else has a word in it, and who plans and approves what many are told?"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ruta.accounts.enums import Role
from ruta.accounts.policies import has_role
from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.communication.enums import Blocked, CampaignState, MessageState, PlannedState
from ruta.communication.models import CampaignReply, Message
from ruta.people.models import Consent, Contact
from ruta.people.selectors import blocked, waits_for_confirmation
from ruta.taxonomy.selectors import catalogue

Stop = Callable[[int], bool]
Danger = Callable[[int], bool]
LinkMaker = Callable[[Actor, str, int], str]
CAMPAIGN, CAMPAIGN_LINK, OUTREACH = "campaign", "communication.campaign", "outreach"
PURPOSES = {CAMPAIGN: OUTREACH}
"""For which purpose a person said yes, by the template; the others are news of their own case."""
OWN_NEWS = "notifications"
Finder = Callable[[int], Iterable[int]]
# What the person asked for in this minute, or what is due in two hours, is not held back.
ALWAYS = frozenset({"account_code"})
UNCOUNTED = frozenset(
    {
        "account_code",
        "appointment_reminder_1d",
        "appointment_reminder_call",
        "appointment_reminder_2h",
        "appointment_moved",
        "activity_called_off",
        "activity_moved",
        "activity_held",
    }
)
_stops: dict[str, Stop] = {}
_links: dict[str, LinkMaker] = {}
_dangers: dict[str, Danger] = {}
_segments: dict[str, Finder] = {}


def stops_messages(name: str, stop: Stop) -> None:
    """Let a floor above hold back every message to a person (an alert, a death)."""
    _stops[name] = stop


def makes_links(kind: str, maker: LinkMaker) -> None:
    """Let a floor above make the link of a message at the moment when it leaves; nothing of it is kept here."""
    _links[kind] = maker


def fears_danger(kind: str, danger: Danger) -> None:
    """Let a floor above say whether what a message of this kind leads to is a danger: asked as it is written, and as it leaves."""
    _dangers[kind] = danger


def finds_segment(segment: str, finder: Finder) -> None:
    """Let a floor above say which persons of an institution belong to a segment that their own record does not tell."""
    _segments[segment] = finder


def found_segments() -> Mapping[str, Finder]:
    """The segments that floors above can find."""
    return _segments


def stopped_by_now(message: Message) -> str:
    """Why a message that waited may not leave any more; empty when it may.

    Its address, or the place that its link is for, became a danger to the person; or it is news for everybody that was called off, or that the
    person does not want any more.
    """
    if message.person_id and blocked(message.person_id, address=message.address):
        return Blocked.UNSAFE
    if leads_into_danger(message.link_kind, message.link_ref or 0):
        return Blocked.UNSAFE
    return _unwanted(message.owner_institution_id, message.person_id, message) if message.template in PURPOSES and message.person_id else ""


def _unwanted(owner_id: int, person_id: int, message: Message) -> str:
    called_off = Q(campaign__state=CampaignState.CANCELLED) | Q(campaign__session__state=PlannedState.CANCELLED)
    if CampaignReply.objects.filter(called_off, pk=message.link_ref or 0).exists():
        return Blocked.CALLED_OFF
    if not _accepts(owner_id, person_id, PURPOSES[message.template]):
        return Blocked.NO_CONSENT
    return Blocked.ALERT if any(stop(person_id) for stop in _stops.values()) else ""


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
    if template not in ALWAYS and (unallowed := _unallowed(owner_id, person_id, contact, template)):
        return unallowed
    if any(stop(person_id) for stop in _stops.values()):
        return Blocked.ALERT
    if template not in UNCOUNTED and _this_week(person_id, template) >= catalogue("notifications")["rules"]["max_per_week"]:
        return Blocked.WEEKLY_LIMIT
    return ""


def _unallowed(owner_id: int, person_id: int, contact: Contact, template: str) -> str:
    """What the person has not said yes to: messages of this purpose, or this way of reaching them."""
    if not _accepts(owner_id, person_id, PURPOSES.get(template, OWN_NEWS)):
        return Blocked.NO_CONSENT
    return Blocked.UNCONFIRMED if contact.confirmed_at is None and waits_for_confirmation(person_id) else ""


def _accepts(owner_id: int, person_id: int, purpose: str) -> bool:
    return live_permissions(owner_id, purpose).filter(person=person_id).exists()


def live_permissions(owner_id: int, purpose: str) -> QuerySet[Consent]:
    """The permissions for a purpose that hold now in an institution."""
    return Consent.objects.filter(grantee=owner_id, purpose=purpose, withdrawn_at=None, valid_until__gt=now())


def _this_week(person_id: int, template: str) -> int:
    """News for everybody obeys the whole count and takes no place from what is the person's own."""
    since = now() - timedelta(days=7)
    held = Message.objects.filter(person=person_id, created_at__gte=since).exclude(state=MessageState.BLOCKED)
    return held.exclude(template__in=UNCOUNTED if template in PURPOSES else UNCOUNTED | PURPOSES.keys()).count()


READER_ROLES = frozenset({
    Role.COUNSELLOR, Role.BROKER, Role.TERRITORIAL_OFFICER, Role.OFFICE_COORDINATOR, Role.CENTRAL_COORDINATION, Role.ME_FOCAL_POINT,
    Role.OBSERVATORY_ANALYST, Role.PARTNER_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR,
})  # fmt: skip
"""Who reads the strategy, the media plan, the sessions and the library."""
WRITER_ROLES = frozenset({Role.TERRITORIAL_OFFICER, Role.OFFICE_COORDINATOR, Role.CENTRAL_COORDINATION, Role.ME_FOCAL_POINT})
"""Who plans, notes and hands in."""
APPROVER_ROLES = frozenset({Role.OFFICE_COORDINATOR, Role.CENTRAL_COORDINATION, Role.ME_FOCAL_POINT})
"""Who verifies and approves what somebody else did."""
SENDER_ROLES = frozenset({Role.OFFICE_COORDINATOR, Role.CENTRAL_COORDINATION})
"""Who lets a campaign go out."""


def can_write(actor: Actor, institution_id: int) -> bool:
    """Whether the actor plans for this institution: their own."""
    return actor.institution_id == institution_id and (actor.kind == "system" or has_role(actor, WRITER_ROLES))


def can_approve(actor: Actor, institution_id: int, authors: Collection[int | None], roles: frozenset[Role] = APPROVER_ROLES) -> bool:
    """The eyes of somebody who wrote none of it, of the same institution; the machine of a demonstration may too."""
    if actor.institution_id != institution_id:
        return False
    return actor.kind == "system" or (has_role(actor, roles) and actor.user_id not in authors)


def demand_writing(actor: Actor, institution_id: int) -> None:
    """Refuse whoever does not plan for this institution."""
    if not can_write(actor, institution_id):
        raise Refused(_("La comunicación de esa institución la lleva su coordinación. Pídalo ahí."))


def demand_approving(actor: Actor, institution_id: int, authors: Collection[int | None], roles: frozenset[Role] = APPROVER_ROLES) -> None:
    """Refuse whoever wrote in it, and whoever has no say in it."""
    if not can_approve(actor, institution_id, authors, roles):
        raise Refused(_("Nadie aprueba lo suyo. Pídalo a otra persona de coordinación de su institución."))
