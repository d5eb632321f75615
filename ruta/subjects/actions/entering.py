"""How does somebody ask to come in, get a code or a link, and use it once?

Asking writes the same row whoever asks: a job looks the person up, so that neither the answer nor its time tells who is registered.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from ruta.accounts.enums import CASE_ROLES
from ruta.accounts.policies import demand_role
from ruta.base.access import log_access
from ruta.base.clock import now, today
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.standstill import ENTERING
from ruta.base.transactions import action
from ruta.communication.actions import LinkTo, queue_message
from ruta.communication.enums import MessageState
from ruta.communication.models import Message
from ruta.people.models import Person
from ruta.people.policies import demand_owner
from ruta.people.rules import is_minor_on
from ruta.people.selectors import person_for
from ruta.subjects.actions.visiting import begin_visit, end_visit, token_hash
from ruta.subjects.enums import By, Outcome
from ruta.subjects.models import Entry
from ruta.subjects.policies import why_no_code
from ruta.subjects.rules import Reached, are_one_person, elsewhere
from ruta.subjects.selectors.entering import Record, found_by, records_of, visit_of
from ruta.taxonomy.selectors import catalogue

CODE_LINK, ENTRY_LINK = "subjects.code", "subjects.entry"
CODE_LIFE = timedelta(minutes=10)
MOST_TRIES = 5
DIGITS = 6
TOKEN_BYTES = 16
KEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Claim:
    """Who somebody says they are: a telephone or mailbox of their own, and the day on which they were born."""

    address: str
    born: date


@action
def ask_entry(*, actor: Actor, handle: str, claim: Claim) -> None:
    """Keep that somebody asked, sealed, and let a job find out who; the same form twice asks once."""
    sealed = {"address": claim.address.strip(), "born": claim.born.isoformat()}
    row, is_new = Entry.objects.get_or_create(
        handle_sha256=token_hash(handle), defaults={"by": By.CODE, "asked": sealed, "made_at": now(), "ends_at": now() + CODE_LIFE}
    )
    if is_new:
        log_access(actor, "own_asked", object_id=row.pk)
        app.configure_task("subjects.look_up", queue=ENTERING).defer(entry_id=row.pk)


@action
def look_up(*, actor: Actor, entry_id: int) -> str:
    """Find out who asked and send them a code, or leave it; what was typed goes either way."""
    row = Entry.objects.select_for_update().get(pk=entry_id)
    if row.asked is None:
        return row.outcome
    address, born = str(row.asked["address"]), date.fromisoformat(row.asked["born"])
    row.asked, row.outcome = None, Outcome.UNKNOWN
    found = found_by(address, born)
    if found and not are_one_person(found):
        row.outcome = Outcome.SEVERAL  # a family or twins: whoever came first would read the other, so the office lets each in
    elif found:
        row.person_id, row.institution_id = found[0].person_id, found[0].institution_id
        row.save(update_fields=["asked", "person_id", "institution_id"])
        row.outcome = _reach(row, found, address)
    row.save(update_fields=["asked", "outcome", "others"])
    log_access(actor, f"own_{row.outcome}", person_id=row.person_id, object_id=row.pk, owner_institution_id=row.institution_id)
    return row.outcome


def _reach(row: Entry, found: Sequence[Reached], address: str) -> str:
    """Send a code for the first record, and remember the others. What one institution keeps back for safety holds the message of all back."""
    whys = {each: _why_not(each, address) for each in elsewhere(found)}
    if Outcome.UNSAFE in whys.values():
        return Outcome.BLOCKED  # not said as what it is: the log of the first institution would tell of the other
    row.others = [[each.person_id, each.institution_id] for each, why in whys.items() if not why]
    return _send_code(row, address)


def _why_not(each: Reached, address: str) -> str:
    with acting_as(system(each.institution_id, "a person asks to come in")):
        return why_no_code(Person.objects.get(pk=each.person_id), address)


def _send_code(row: Entry, address: str) -> str:
    machine = system(row.institution_id, f"entry {row.pk}")
    with acting_as(machine):
        person = Person.objects.get(pk=row.person_id or 0)
        if why := why_no_code(person, address):
            return why
        message = queue_message(
            actor=machine, template="account_code", facts={"code": "{link}"}, person_id=person.pk, link=LinkTo(CODE_LINK, row.pk)
        )
    return Outcome.SENT if message and message.state != MessageState.BLOCKED else Outcome.BLOCKED


@action
def mint_code(*, actor: Actor, entry_id: int) -> str:
    """Make the digits when their message leaves; only their keyed hash stays."""
    del actor
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    Entry.objects.filter(pk=entry_id, used_at=None).update(code_hmac=_hash(entry_id, code), ends_at=now() + CODE_LIFE)
    return code


@action
def try_code(*, actor: Actor, handle: str, code: str) -> str:
    """The token of a visit where the digits are right; nothing where they are not, ended, were used or tried too often."""
    row = Entry.objects.select_for_update().filter(handle_sha256=token_hash(handle), by=By.CODE).first()
    is_open = row is not None and row.used_at is None and row.ends_at > now() and row.tries < MOST_TRIES
    if row is None or not is_open:
        log_access(actor, "own_code_closed", person_id=row.person_id if row else None, object_id=row.pk if row else None)
        return ""
    Entry.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
    if not (row.code_hmac and constant_time_compare(row.code_hmac, _hash(row.pk, code))):
        log_access(actor, "own_code_wrong", person_id=row.person_id, object_id=row.pk, owner_institution_id=row.institution_id)
        return ""
    return _enter(actor, row)


@action
def invite_in(*, actor: Actor, person_id: int) -> tuple[Message | None, str]:
    """Staff who carry cases give a person a way in: a message with a link or, where none may leave, the link itself, shown once."""
    demand_role(actor, CASE_ROLES)
    person = person_for(person_id)
    demand_owner(actor, person)
    if is_minor_on(today(), person.birth_date):
        raise NotOpen(_("Es menor de 18 años: su página se abre cuando los cumpla. Quien responde por la persona pregunta en la oficina."))
    machine = system(person.owner_institution_id, f"invited by {actor.user_id}")
    with acting_as(machine):
        life = timedelta(days=catalogue("notifications")["rules"]["link_life_days"])
        made = Entry.objects.create(
            by=By.LINK, person_id=person.pk, institution_id=person.owner_institution_id, made_at=now(), ends_at=now() + life,
            outcome=Outcome.SENT,
        )  # fmt: skip
        facts = {"name": person.called}
        message = queue_message(actor=machine, template="account_link", facts=facts, person_id=person.pk, link=LinkTo(ENTRY_LINK, made.pk))
        is_shown = message is None or message.state == MessageState.BLOCKED
        address = mint_entry(actor=machine, entry_id=made.pk) if is_shown else ""
    log_access(actor, "own_invited", person_id=person.pk, object_id=made.pk, owner_institution_id=person.owner_institution_id)
    return message, address


@action
def mint_entry(*, actor: Actor, entry_id: int) -> str:
    """Make the link of an invitation; only its hash stays, and the one before stops."""
    del actor
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Entry.objects.filter(pk=entry_id, used_at=None).update(handle_sha256=token_hash(token))
    return settings.PUBLIC_ADDRESS + reverse("portal:my_link", args=[token])


@action
def use_entry_link(*, actor: Actor, token: str) -> str:
    """The token of a visit, once; nothing for a link that was used, ended or never was."""
    row = Entry.objects.select_for_update().filter(handle_sha256=token_hash(token), by=By.LINK).first()
    if row is None or row.used_at is not None or row.ends_at <= now():
        log_access(actor, "own_link_closed", person_id=row.person_id if row else None, object_id=row.pk if row else None)
        return ""
    return _enter(actor, row)


@action
def forget_entries(*, actor: Actor) -> int:
    """What is older than a month goes; the access log keeps that it was."""
    del actor
    return Entry.objects.filter(made_at__lt=now() - timedelta(days=KEPT_DAYS)).delete()[0]


@action
def switch_record(*, actor: Actor, token_sha256: str, person_id: int) -> str:
    """Go on in what another institution keeps of the same person: a new token, no longer than the visit. Neither institution learns of the other."""
    visiting, row = visit_of(token_sha256), Entry.objects.select_for_update().filter(visit_sha256=token_sha256).first()
    wanted = next((each for each in records_of(token_sha256) if each.person_id == person_id), None)
    if visiting is None or row is None or wanted is None or _why_not_now(wanted):
        raise NotFound(_("Eso no está en su página. Vuelva al inicio."))
    until = end_visit(actor=visiting.actor, visit_id=visiting.visit_id, institution_id=visiting.owner_institution_id)
    token = begin_visit(actor=actor, person_id=wanted.person_id, institution_id=wanted.institution_id, by=row.by, until=until)
    Entry.objects.filter(pk=row.pk).update(visit_sha256=token_hash(token))
    return token


def _why_not_now(wanted: Record) -> str:
    """What was reserved since the code left keeps its record closed."""
    with acting_as(system(wanted.institution_id, "a person changes record")):
        return why_no_code(Person.objects.get(pk=wanted.person_id), "")


def _enter(actor: Actor, row: Entry) -> str:
    if row.person_id is None or row.institution_id is None:
        raise Invalid(_("Pida otro código."))
    token = begin_visit(actor=actor, person_id=row.person_id, institution_id=row.institution_id, by=row.by)
    Entry.objects.filter(pk=row.pk).update(used_at=now(), visit_sha256=token_hash(token))
    return token


def _hash(entry_id: int, code: str) -> str:
    return salted_hmac("ruta.subjects.code", f"{entry_id}:{code}", algorithm="sha256").hexdigest()
