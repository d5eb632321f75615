"""Which number stays the main one when two records become one, and what if one of them warned that it is not safe?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from ruta.people.enums import ContactKind, ContactSafety
from ruta.people.linkage.record import phone_tail
from ruta.people.models import Contact

CAREFUL = (ContactSafety.SAFE, ContactSafety.MESSAGES, ContactSafety.UNSAFE)  # the last one wins
Changes = dict[str, dict[str, list[Any]]]


def contact_changes(survivor: int, absorbed: int) -> Changes:
    """One main contact of a kind, the survivor's; the same number is as careful as the more careful of both said."""
    mine, theirs = (list(Contact.objects.filter(person=person).order_by("pk")) for person in (survivor, absorbed))
    made: Changes = defaultdict(dict)
    has_main = {each.kind for each in mine if each.is_main}
    for each in theirs:
        if each.is_main and each.kind in has_main:
            made[str(each.pk)]["is_main"] = [True, False]
    for each in (*mine, *theirs):
        careful = _most_careful(other.safety for other in (*mine, *theirs) if _number(other) == _number(each))
        if careful != each.safety:
            made[str(each.pk)]["safety"] = [each.safety, careful]
    return dict(made)


def restorable_contacts(changes: Mapping[str, Mapping[str, list[Any]]]) -> dict[int, dict[str, Any]]:
    """What goes back: of contacts that are still there, only what nobody changed since."""
    rows = {row.pk: row for row in Contact.objects.filter(pk__in=[int(pk) for pk in changes])}
    back = {
        pk: {name: before for name, (before, after) in changes[str(pk)].items() if getattr(row, name) == after} for pk, row in rows.items()
    }
    return {pk: values for pk, values in back.items() if values}


def _most_careful(said: Iterable[str]) -> str:
    return str(max(said, key=lambda safety: CAREFUL.index(ContactSafety(safety))))


def _number(contact: Contact) -> tuple[str, str]:
    return contact.kind, phone_tail(contact.value) if contact.kind == ContactKind.PHONE else contact.value.casefold()
