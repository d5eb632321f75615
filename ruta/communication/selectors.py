"""To which address does a message go, and what was sent?"""

import re

from django.db.models import QuerySet

from ruta.base.context import Actor
from ruta.communication.enums import Channel
from ruta.communication.models import Message
from ruta.people.models import Contact
from ruta.people.selectors import marked_contacts

_MAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_PHONE_DIGITS = 8
SAFEST_FIRST = ("safe", "messages", "unsafe")


def contact_of(person_id: int) -> Contact | None:
    """The contact to use: the safest, a confirmed one before another, a main one, a telephone before a mailbox."""
    found = marked_contacts(person_id)
    found.sort(
        key=lambda each: (SAFEST_FIRST.index(each.safety), each.confirmed_at is None, not each.is_main, each.kind != "phone", each.pk)
    )
    return found[0] if found else None


def channel_of(address: str) -> Channel | None:
    """The channel that an address stands for; none when it is neither mailbox nor telephone."""
    if _MAIL.match(address.strip()):
        return Channel.EMAIL
    return Channel.SMS if len(re.sub(r"\D", "", address)) >= _PHONE_DIGITS else None


def messages_to(person_id: int) -> QuerySet[Message]:
    """What went to a person, the newest first."""
    return Message.objects.filter(person=person_id).order_by("-created_at", "-pk")


def blocked_messages(actor: Actor) -> QuerySet[Message]:
    """What never left in the actor's institution, and why, the newest first."""
    return Message.objects.filter(owner_institution=actor.institution_id, state="blocked").order_by("-created_at", "-pk")
