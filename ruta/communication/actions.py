"""How does a message come to be, and how does it leave? A row first, sent after commit by a job."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from ruta.base.clock import now
from ruta.base.context import Actor, acting_as
from ruta.base.errors import Invalid, Refused
from ruta.base.transactions import action
from ruta.communication.channels import Outgoing, way_of
from ruta.communication.enums import Blocked, Channel, MessageState
from ruta.communication.models import Message
from ruta.communication.policies import became_unsafe, blocked_because, leads_into_danger, link_of
from ruta.communication.quiet import quiet
from ruta.communication.rules import LINK, filled, fits, to_gsm, wakes_at, without_name
from ruta.communication.selectors import channel_of, contact_of, language_of
from ruta.taxonomy.selectors import Item, catalogue

MOST_ATTEMPTS = 8
TOKEN_LENGTH = 22


@dataclass(frozen=True, slots=True)
class LinkTo:
    """What a message leads to: the maker registered for `kind` makes its link when it leaves, and the danger registered for it stops it."""

    kind: str
    ref: int


@action
def queue_message(  # noqa: PLR0913 (keywords only)
    *,
    actor: Actor,
    template: str,
    facts: Mapping[str, str],
    person_id: int | None = None,
    address: str = "",
    link: LinkTo | None = None,
    once_key: str = "",
) -> Message | None:
    """Write a message to a person (by their safest contact) or to an address; a held-back one is a row that says why.

    The same `once_key` twice is one message, and gives None the second time.
    """
    owner_id = _owner(actor)
    if once_key and Message.objects.filter(owner_institution=owner_id, once_key=once_key).exists():
        return None
    row = catalogue("notifications").item(template)
    to, channel, blocked = _where(owner_id, template, person_id, address)
    if not blocked and link and leads_into_danger(link.kind, link.ref):
        blocked = str(Blocked.UNSAFE)
    language = language_of(person_id)
    body, subject = _words(row, channel, quiet(facts, language) | ({"link": LINK} if link else {}), language)
    message = Message.objects.create(
        owner_institution_id=owner_id, person_id=person_id, template=template, channel=channel, address=to, subject=subject,
        body=body, state=MessageState.BLOCKED if blocked else MessageState.QUEUED, blocked_because=blocked, created_at=now(),
        not_before=None if blocked else _not_before(template), once_key=once_key, link_kind=link.kind if link else "",
        link_ref=link.ref if link else None,
    )  # fmt: skip
    if not blocked:
        _defer(message)
    return message


def send_message(actor: Actor, message_id: int) -> Message:
    """Hand a queued message over. The link is made here and kept nowhere; a failure is counted, and raised to be tried again."""
    try:
        with acting_as(actor), transaction.atomic():
            return _send(actor, message_id)
    except Exception as error:
        with acting_as(actor), transaction.atomic():
            message = Message.objects.select_for_update().get(pk=message_id)
            message.attempts, message.last_error = message.attempts + 1, type(error).__name__
            is_over = message.attempts >= MOST_ATTEMPTS
            message.state = MessageState.FAILED if is_over else message.state
            message.save(update_fields=["attempts", "last_error", "state"])
        if is_over:
            return message
        raise


def _send(actor: Actor, message_id: int) -> Message:
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.state != MessageState.QUEUED:
        return message
    if became_unsafe(message):
        message.state, message.blocked_because = MessageState.BLOCKED, Blocked.UNSAFE
        message.save(update_fields=["state", "blocked_because"])
        return message
    text = message.body.replace(LINK, link_of(actor, message)) if LINK in message.body else message.body
    way_of(message.channel).send(Outgoing(message.pk, message.channel, message.address, message.subject, text))
    message.state, message.sent_at, message.attempts = MessageState.SENT, now(), message.attempts + 1
    message.save(update_fields=["state", "sent_at", "attempts"])
    return message


def _owner(actor: Actor) -> int:
    if actor.institution_id is None:
        raise Refused(_("Un mensaje lo escribe una institución. Cambie de oficina en el menú y repita."))
    return actor.institution_id


def _where(owner_id: int, template: str, person_id: int | None, address: str) -> tuple[str, str, str]:
    """Address, channel and, when it may not leave, why."""
    if person_id is None:
        channel = channel_of(address)
        if channel is None:
            sentence = _("Ese no es un teléfono de 8 dígitos ni un correo. Corríjalo.")
            raise Invalid(sentence, fields={"address": sentence})
        return address.strip(), str(channel), ""
    contact = contact_of(person_id)
    blocked = blocked_because(owner_id, person_id, template, contact)
    if contact is None:
        return "", str(Channel.SMS), str(Blocked.NO_CONTACT)
    return contact.value, str(Channel.EMAIL if contact.kind == "email" else Channel.SMS), str(blocked)


def _words(row: Item, channel: str, facts: Mapping[str, str], language: str) -> tuple[str, str]:
    if channel == Channel.EMAIL:
        return filled(row.text("email_body", language), facts), filled(row.text("email_subject", language), facts)
    text = to_gsm(filled(row.text("sms", language), facts))
    return (text if fits(text, link_length=link_length()) else without_name(text)), ""


def link_length() -> int:
    """How long the link of a message will be."""
    return len(settings.PUBLIC_ADDRESS) + len("/a//") + TOKEN_LENGTH


def _not_before(template: str) -> datetime | None:
    quiet = catalogue("notifications")["rules"]["quiet_hours"]
    if template in quiet["exceptions"]:
        return None
    return wakes_at(now(), quiet_from=time.fromisoformat(quiet["from"]), quiet_to=time.fromisoformat(quiet["to"]))


def _defer(message: Message) -> None:
    task = app.configure_task("communication.deliver_message", queue="messages", schedule_at=message.not_before)
    task.defer(message_id=message.pk, institution_id=message.owner_institution_id)


__all__ = ["LinkTo", "link_length", "queue_message", "send_message"]
