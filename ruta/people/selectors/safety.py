"""Where must a person not be sent, which number must not be used, and why, for whoever may read it?"""

from collections.abc import Callable

from django.db.models import QuerySet

from ruta.directory.models import Office
from ruta.people.enums import ContactKind, ContactSafety
from ruta.people.linkage.record import phone_tail
from ruta.people.models import Contact, ReservedReason, UnsafeAddress, UnsafePlace

CONTACT, PLACE = "contact", "place"


def blocked(person_id: int, *, institution_id: int = 0, office: Office | None = None, address: str = "") -> bool:
    """Whether nothing may lead the person there or be told there: the one question of bookings, referrals, messages and publication."""
    goes_there = bool(institution_id or office)
    if goes_there and is_unsafe_place(person_id, institution_id or (office.institution_id if office else 0), office):
        return True
    return bool(address.strip()) and is_unsafe_address(person_id, address)


def unsafe_places(person_id: int) -> QuerySet[UnsafePlace]:
    """Where the person must not be sent now."""
    rows = UnsafePlace.objects.filter(person=person_id, ended_at=None)
    return rows.select_related("municipality__department", "institution", "office").order_by("pk")


def unsafe_addresses(person_id: int) -> QuerySet[UnsafeAddress]:
    """Which numbers and mailboxes must not be used now, also when the contact was taken away since."""
    return UnsafeAddress.objects.filter(person=person_id, ended_at=None).order_by("pk")


def is_unsafe_place(person_id: int, institution_id: int, office: Office | None) -> bool:
    """Whether an institution, its office or the municipality of its office is a danger to the person."""
    return dangers_of(person_id)(institution_id, office)


def dangers_of(person_id: int) -> Callable[[int, Office | None], bool]:
    """The same of many places for one question: a function of an institution's number and its office."""
    marks = list(UnsafePlace.objects.filter(person=person_id, ended_at=None).values_list("institution_id", "office_id", "municipality_id"))

    def is_danger(institution_id: int, office: Office | None) -> bool:
        if any(institution == institution_id for institution, _office, _municipality in marks):
            return True
        return office is not None and any(
            at == office.pk or (place is not None and place == office.municipality_id) for _, at, place in marks
        )

    return is_danger


def is_unsafe_address(person_id: int, address: str) -> bool:
    """Whether a number or mailbox is one of those that must not be used, however it is written."""
    marks = unsafe_addresses(person_id).values_list("kind", "value")
    contacts = Contact.objects.filter(person=person_id, safety=ContactSafety.UNSAFE).values_list("kind", "value")
    return any(same_address(kind, value, address) for kind, value in (*marks, *contacts))


def marked_contacts(person_id: int) -> list[Contact]:
    """The ways to reach the person, the main one last; whatever spelling or copy of an unsafe one is unsafe too."""
    found = list(Contact.objects.filter(person=person_id).order_by("is_main", "pk"))
    marks = [(each.kind, each.value) for each in found if each.safety == ContactSafety.UNSAFE]
    marks += unsafe_addresses(person_id).values_list("kind", "value")
    for each in found:
        if any(same_address(kind, value, each.value) for kind, value in marks):
            each.safety = ContactSafety.UNSAFE
    return found


def safe_contacts(person_id: int) -> list[Contact]:
    """Those of them that may be told to somebody else."""
    return [each for each in marked_contacts(person_id) if each.safety != ContactSafety.UNSAFE]


def same_address(kind: str, value: str, address: str) -> bool:
    """Whether two ways of writing reach the same telephone or mailbox."""
    if kind == ContactKind.PHONE:
        return bool(phone_tail(value)) and phone_tail(value) == phone_tail(address)
    return value.strip().casefold() == address.strip().casefold()


def reserved_reasons(person_id: int, about: str) -> dict[int, str]:
    """Why, by the number of the contact or place; empty for whoever may not read it: row security says who."""
    rows = ReservedReason.objects.filter(person=person_id, about=about).order_by("pk")
    return dict(rows.values_list("about_id", "text"))
