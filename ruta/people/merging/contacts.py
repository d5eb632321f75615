"""Which number stays the main one when two records become one, and what if one of them warned that it is not safe?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from ruta.people.enums import ContactKind, ContactSafety
from ruta.people.linkage.record import phone_tail
from ruta.people.models import Contact, UnsafeAddress
from ruta.people.selectors.safety import same_address

CAREFUL = (ContactSafety.SAFE, ContactSafety.MESSAGES, ContactSafety.UNSAFE)  # the last one wins
Changes = dict[str, dict[str, list[Any]]]


def contacts_met_twice(survivor: int, absorbed: int) -> list[int]:
    """Numbers that the survivor has too stay with the old record: nobody reads the same telephone twice."""
    mine, theirs = _of_both(survivor, absorbed)
    return [each.pk for each in theirs if _alike(each, mine)]


def contact_changes(survivor: int, absorbed: int) -> Changes:
    """One main contact of a kind, the survivor's; the same number is as careful as the more careful of both said, and keeps both notes."""
    mine, theirs = _of_both(survivor, absorbed)
    made: Changes = defaultdict(dict)
    has_main = {each.kind for each in mine if each.is_main}
    for each in theirs:
        _settle_main(made, each, _alike(each, mine), has_main)
    going = [each for each in theirs if not _alike(each, mine)]
    for each in (*mine, *going):
        same = [other for other in (*mine, *theirs) if _number(other) == _number(each)]
        for name, value in (("safety", _most_careful(same)), ("note", _notes(same))):
            if value != getattr(each, name):
                made[str(each.pk)][name] = [getattr(each, name), value]
    return dict(made)


def restorable_contacts(changes: Mapping[str, Mapping[str, list[Any]]]) -> dict[int, dict[str, Any]]:
    """What goes back: of contacts that are still there, only what nobody changed since."""
    rows = {row.pk: row for row in Contact.objects.filter(pk__in=[int(pk) for pk in changes])}
    back = {
        pk: {name: before for name, (before, after) in changes[str(pk)].items() if getattr(row, name) == after} for pk, row in rows.items()
    }
    return {pk: values for pk, values in back.items() if values}


def warned_since(survivor: int, absorbed: int, merged_at: datetime) -> dict[int, dict[str, Any]]:
    """Numbers of the absorbed record that somebody called unsafe while both were one: the warning holds on both sides."""
    marks = list(UnsafeAddress.objects.filter(person=survivor, since__gte=merged_at, ended_at=None))
    rows = Contact.objects.filter(person=absorbed).exclude(safety=ContactSafety.UNSAFE).order_by("pk")
    warned = [row for row in rows if any(same_address(mark.kind, mark.value, row.value) for mark in marks)]
    return {row.pk: {"safety": ContactSafety.UNSAFE, "note": ""} for row in warned}


def _settle_main(made: Changes, theirs: Contact, twin: Contact | None, has_main: set[str]) -> None:
    if not theirs.is_main:
        return
    if twin is None and theirs.kind in has_main:
        made[str(theirs.pk)]["is_main"] = [True, False]
    elif twin is not None and theirs.kind not in has_main:
        made[str(twin.pk)]["is_main"] = [False, True]
        has_main.add(theirs.kind)


def _of_both(survivor: int, absorbed: int) -> tuple[list[Contact], list[Contact]]:
    rows = list(Contact.objects.filter(person__in=(survivor, absorbed)).order_by("pk"))
    return [row for row in rows if row.person_id == survivor], [row for row in rows if row.person_id == absorbed]


def _alike(contact: Contact, others: Iterable[Contact]) -> Contact | None:
    return next((other for other in others if _number(other) == _number(contact)), None)


def _most_careful(same: Iterable[Contact]) -> str:
    return str(max((each.safety for each in same), key=lambda safety: CAREFUL.index(ContactSafety(safety))))


def _notes(same: Iterable[Contact]) -> str:
    """What each of them says of the number, once."""
    return "; ".join(dict.fromkeys(each.note for each in same if each.note))


def _number(contact: Contact) -> tuple[str, str]:
    written = contact.value.strip().casefold()
    return contact.kind, (phone_tail(contact.value) or written) if contact.kind == ContactKind.PHONE else written
