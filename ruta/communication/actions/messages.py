"""How does a message come to be, and how does it leave? A row first, sent after commit by a job."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from ruta.base.clock import now
from ruta.base.context import Actor, acting_as
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.standstill import ENTERING
from ruta.base.transactions import action
from ruta.communication.channels import Outgoing, way_of
from ruta.communication.enums import Blocked, Channel, Delivery, MessageState
from ruta.communication.models import Message, Preference
from ruta.communication.policies import ALWAYS, blocked_because, leads_into_danger, link_of, stopped_by_now
from ruta.communication.quiet import quiet
from ruta.communication.rules import LINK, filled, fits, rests_until, to_gsm, without_name
from ruta.communication.selectors import channel_of, contact_of, language_of, message_of, preference_of
from ruta.people.linkage.record import phone_tail
from ruta.people.models import Person
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
    spared: Collection[str] = (),
) -> Message | None:
    """Write a message to a person (by their safest contact) or to an address; a held-back one is a row that says why.

    The same `once_key` twice is one message, and gives None the second time. `spared` are addresses, bare, that have this news already.
    """
    owner_id = _owner(actor)
    if once_key and Message.objects.filter(owner_institution=owner_id, once_key=once_key).exists():
        return None
    row = catalogue("notifications").item(template)
    to, channel, blocked = _where(owner_id, template, person_id, address)
    if not blocked and link and leads_into_danger(link.kind, link.ref):
        blocked = str(Blocked.UNSAFE)
    if not blocked and bare_address(to) in spared:
        blocked = str(Blocked.SAME_ADDRESS)
    language = language_of(person_id)
    body, subject = _words(row, channel, quiet(facts, language) | ({"link": LINK} if link else {}), language)
    message = Message.objects.create(
        owner_institution_id=owner_id, person_id=person_id, template=template, channel=channel, address=to, subject=subject,
        body=body, state=MessageState.BLOCKED if blocked else MessageState.QUEUED, blocked_because=blocked, created_at=now(),
        not_before=None if blocked else _not_before(template, person_id), once_key=once_key, link_kind=link.kind if link else "",
        link_ref=link.ref if link else None,
    )  # fmt: skip
    if not blocked:
        _defer(message)
    return message


def bare_address(address: str) -> str:
    """What two ways of writing one telephone or mailbox have in common."""
    return ("" if "@" in address else phone_tail(address)) or address.strip().casefold()


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
    if because := stopped_by_now(message):
        message.state, message.blocked_because = MessageState.BLOCKED, because
        message.save(update_fields=["state", "blocked_because"])
        return message
    text = message.body.replace(LINK, link_of(actor, message)) if LINK in message.body else message.body
    message.provider_ref = way_of(message.channel).send(Outgoing(message.pk, message.channel, message.address, message.subject, text))
    message.state, message.sent_at, message.attempts = MessageState.SENT, now(), message.attempts + 1
    message.save(update_fields=["state", "sent_at", "attempts", "provider_ref"])
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
    return contact.value, _channel_for(person_id, contact.kind), str(blocked)


def _channel_for(person_id: int, kind: str) -> str:
    """A mailbox gets mail; to a telephone the person chooses between two ways."""
    if kind == "email":
        return str(Channel.EMAIL)
    preferred = preference_of(person_id)
    return str(Channel.WHATSAPP if preferred and preferred.channel == Channel.WHATSAPP else Channel.SMS)


def _words(row: Item, channel: str, facts: Mapping[str, str], language: str) -> tuple[str, str]:
    if channel == Channel.EMAIL:
        return filled(row.text("email_body", language), facts), filled(row.text("email_subject", language), facts)
    text = to_gsm(filled(row.text("sms", language), facts))
    return (text if fits(text, link_length=link_length()) else without_name(text)), ""


def link_length() -> int:
    """How long the link of a message will be."""
    return len(settings.PUBLIC_ADDRESS) + len("/a//") + TOKEN_LENGTH


def _not_before(template: str, person_id: int | None) -> datetime | None:
    """Nobody is woken at night, nor in the hours of rest that they asked for."""
    quiet = catalogue("notifications")["rules"]["quiet_hours"]
    if template in quiet["exceptions"]:
        return None
    rests = [(time.fromisoformat(quiet["from"]), time.fromisoformat(quiet["to"]))]
    own = preference_of(person_id)
    if own and own.quiet_from and own.quiet_to:
        rests.append((own.quiet_from, own.quiet_to))
    return rests_until(now(), rests)


def _defer(message: Message) -> None:
    queue = ENTERING if message.template in ALWAYS else "messages"
    task = app.configure_task("communication.deliver_message", queue=queue, schedule_at=message.not_before)
    task.defer(message_id=message.pk, institution_id=message.owner_institution_id)


@action
def prefer(*, actor: Actor, person_id: int, channel: str = "", quiet_from: time | None = None, quiet_to: time | None = None) -> Preference:
    """Keep how somebody wants to be written to; the newest word counts."""
    person = Person.objects.filter(pk=person_id, owner_institution=actor.institution_id or 0).first()
    if person is None:
        raise NotFound(_("Esa persona no está registrada en su institución."))
    if channel and channel not in list(Channel):
        raise Invalid(_("Elija una opción de la lista."), fields={"channel": _("Elija una opción de la lista.")})
    if (quiet_from is None) != (quiet_to is None) or (quiet_from is not None and quiet_from == quiet_to):
        sentence = _("Escriba desde qué hora y hasta qué hora, o deje las dos vacías.")
        raise Invalid(sentence, fields={"quiet_to": sentence})
    said = {"channel": channel, "quiet_from": quiet_from, "quiet_to": quiet_to, "said_at": now()}
    row, _is_new = Preference.objects.update_or_create(owner_institution_id=person.owner_institution_id, person=person, defaults=said)
    return row


@action
def resend_message(*, actor: Actor, message_id: int) -> Message:
    """Try one more time what failed eight times; what was held back stays held back."""
    message = Message.objects.select_for_update().get(pk=message_of(actor, message_id).pk)
    if message.state != MessageState.FAILED:
        raise NotOpen(_("Ese aviso ya no está entre los que fallaron."))
    message.state, message.attempts, message.last_error = MessageState.QUEUED, 0, ""
    message.save(update_fields=["state", "attempts", "last_error"])
    _defer(message)
    return message


def take_receipt(*, channel: str, ref: str, state: str) -> bool:
    """What a gateway says became of a message that it named; says whether there is such a message. Whoever calls is known by a token."""
    if not ref or state not in {Delivery.DELIVERED, Delivery.UNDELIVERED}:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT ruta_take_receipt(%s, %s, %s)", [channel, ref, state])
        return bool(cursor.fetchone()[0])


__all__ = ["LINK", "LinkTo", "link_length", "prefer", "queue_message", "resend_message", "send_message", "take_receipt"]
