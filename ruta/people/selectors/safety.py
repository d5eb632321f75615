"""Where must a person not be sent, which number must not be used, and why, for whoever may read it?"""

from django.db.models import Q, QuerySet

from ruta.directory.models import Office
from ruta.people.enums import ContactKind, ContactSafety
from ruta.people.linkage.record import phone_tail
from ruta.people.models import Contact, ReservedReason, UnsafePlace

CONTACT, PLACE = "contact", "place"


def unsafe_places(person_id: int) -> QuerySet[UnsafePlace]:
    """Where the person must not be sent now."""
    rows = UnsafePlace.objects.filter(person=person_id, ended_at=None)
    return rows.select_related("municipality__department", "institution", "office").order_by("pk")


def is_unsafe_place(person_id: int, institution_id: int, office: Office | None) -> bool:
    """Whether an institution, its office or the municipality of its office is a danger to the person."""
    named = Q(institution=institution_id)
    if office is not None:
        named |= Q(office=office.pk) | Q(municipality=office.municipality_id)
    return UnsafePlace.objects.filter(named, person=person_id, ended_at=None).exists()


def is_unsafe_address(person_id: int, address: str) -> bool:
    """Whether a number or mailbox is one of those that must not be used, however it is written."""
    marked = Contact.objects.filter(person=person_id, safety=ContactSafety.UNSAFE).values_list("kind", "value")
    return any(same_address(kind, value, address) for kind, value in marked)


def same_address(kind: str, value: str, address: str) -> bool:
    """Whether two ways of writing reach the same telephone or mailbox."""
    if kind == ContactKind.PHONE:
        return bool(phone_tail(value)) and phone_tail(value) == phone_tail(address)
    return value.strip().casefold() == address.strip().casefold()


def reserved_reasons(person_id: int, about: str) -> dict[int, str]:
    """Why, by the number of the contact or place; empty for whoever may not read it: row security says who."""
    rows = ReservedReason.objects.filter(person=person_id, about=about).order_by("pk")
    return dict(rows.values_list("about_id", "text"))
