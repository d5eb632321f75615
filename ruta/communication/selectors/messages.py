"""To which address does a message go, and what was sent?"""

import re
from datetime import datetime

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from ruta.base.clock import HONDURAS
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.communication.enums import Channel
from ruta.communication.models import Message, Preference
from ruta.communication.quiet import neutral_office
from ruta.people.models import Contact, Person
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


def language_of(person_id: int | None) -> str:
    """In which language somebody is written to: in English where the record names it among the languages and no Spanish."""
    spoken = Person.objects.filter(pk=person_id).values_list("languages", flat=True).first() if person_id else None
    return "en" if spoken and "en" in spoken and "es" not in spoken else "es"


def preference_of(person_id: int | None) -> Preference | None:
    """How somebody wants to be written to, where they said so here."""
    return Preference.objects.filter(person=person_id).order_by("pk").first() if person_id else None


def messages(actor: Actor) -> QuerySet[Message]:
    """Every message of the actor's institution."""
    return Message.objects.filter(owner_institution=actor.institution_id or 0).select_related("person")


def message_of(actor: Actor, message_id: int) -> Message:
    """One of them."""
    found = messages(actor).filter(pk=message_id).first()
    if found is None:
        raise NotFound(_("Ese aviso no es de su institución. Búsquelo otra vez."))
    return found


def told_moment(moment: datetime, language: str) -> dict[str, str]:
    """The facts «date» and «time» of a message, as its language says them."""
    at = moment.astimezone(HONDURAS)
    with override("en" if language == "en" else "es-hn"):
        day = date_format(at, "D j M")
    return {"date": day if language == "en" else day.lower(), "time": f"{at:%H:%M}"}


def messages_to(person_id: int) -> QuerySet[Message]:
    """What went to a person, the newest first."""
    return Message.objects.filter(person=person_id).order_by("-created_at", "-pk")


def blocked_messages(actor: Actor) -> QuerySet[Message]:
    """What never left in the actor's institution, and why, the newest first."""
    return Message.objects.filter(owner_institution=actor.institution_id, state="blocked").order_by("-created_at", "-pk")


__all__ = [
    "blocked_messages",
    "channel_of",
    "contact_of",
    "language_of",
    "message_of",
    "messages",
    "messages_to",
    "neutral_office",
    "preference_of",
    "told_moment",
]
