"""How is a place or a number marked as not safe, so that nobody is sent there and nothing is written to it?"""

from dataclasses import dataclass

from django.db import connection
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ruta.accounts.enums import CASE_ROLES, SEES_STRICT
from ruta.accounts.policies import demand_role
from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.people import policies
from ruta.people.enums import ContactSafety
from ruta.people.events import MarkedUnsafe
from ruta.people.models import Contact, Person, UnsafeAddress, UnsafePlace
from ruta.people.selectors import person_for
from ruta.people.selectors.safety import CONTACT, PLACE, same_address

PLACE_OVER, CONTACT_OVER = f"{PLACE}_over", f"{CONTACT}_over"
# Whoever writes a reason may not read it back, so nothing is returned from the row.
KEEP_REASON = """
INSERT INTO people_reservedreason (owner_institution_id, person_id, about, about_id, text, at, written_by_id) VALUES (%s, %s, %s, %s, %s, now(), %s)
"""


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """A municipality, an institution or an office."""

    municipality_id: str | None = None
    institution_id: int | None = None
    office_id: int | None = None


@action
def mark_place_unsafe(*, actor: Actor, person_id: int, place: PlaceDraft, reason: str) -> int:
    """From now on nobody is referred there and nothing about the person is sent there."""
    person = _own(actor, person_id)
    reason = _demanded(reason, _("Escriba por qué no es seguro. Solo lo lee protección."))
    if not any((place.municipality_id, place.institution_id, place.office_id)):
        sentence = _("Elija un municipio, una institución o una oficina.")
        raise Invalid(sentence, fields={"municipality": sentence})
    row = UnsafePlace.objects.create(
        owner_institution_id=person.owner_institution_id, person=person, municipality_id=place.municipality_id,
        institution_id=place.institution_id, office_id=place.office_id, since=now(), recorded_by_id=actor.user_id,
    )  # fmt: skip
    _keep_reason(actor, person, PLACE, row.pk, reason)
    publish(MarkedUnsafe(person.pk, PLACE, row.pk))
    return row.pk


@action
def end_unsafe_place(*, actor: Actor, place_id: int, reason: str) -> int:
    """The danger is over, says protection, and why; what was written stays. Gives the person's id."""
    row = UnsafePlace.objects.select_related("person").filter(pk=place_id).first()
    return _lift(actor, row, reason, PLACE_OVER)


@action
def end_unsafe_address(*, actor: Actor, mark_id: int, reason: str) -> int:
    """The number may be used again, says protection, and why. Gives the person's id."""
    row = UnsafeAddress.objects.select_related("person").filter(pk=mark_id).first()
    person_id = _lift(actor, row, reason, CONTACT_OVER)
    if row is not None:
        marked = Contact.objects.filter(person=person_id, safety=ContactSafety.UNSAFE).order_by("pk")
        alike = [each.pk for each in marked if same_address(row.kind, row.value, each.value)]
        Contact.objects.filter(pk__in=alike).update(safety=ContactSafety.SAFE)
    return person_id


@action
def mark_contact_unsafe(*, actor: Actor, contact_id: int, reason: str) -> int:
    """From now on nobody calls or writes there, under any spelling of the number. Gives the person's id."""
    contact = Contact.objects.filter(pk=contact_id).first()
    if contact is None:
        raise NotFound(_("Ese contacto ya no está en el registro. Recargue la página."))
    person = _own(actor, contact.person_id)
    reason = _demanded(reason, _("Escriba por qué no es seguro. Solo lo lee protección."))
    alike = [row for row in person.contacts.order_by("pk") if same_address(contact.kind, contact.value, row.value)]
    Contact.objects.filter(pk__in=[row.pk for row in alike]).update(safety=ContactSafety.UNSAFE, note="")
    _keep_reason(actor, person, CONTACT, contact.pk, reason)
    publish(MarkedUnsafe(person.pk, CONTACT, contact.pk))
    return person.pk


def _lift(actor: Actor, row: UnsafePlace | UnsafeAddress | None, reason: str, about: str) -> int:
    """End a mark: a named role alone, and never without a reason. The database asks for both again."""
    if row is None:
        raise NotFound(_("Eso no está entre lo que usted puede ver. Recargue la página."))
    demand_role(actor, SEES_STRICT)
    person = _own(actor, row.person_id)
    reason = _demanded(reason, _("Escriba por qué ya no hay peligro. Solo lo lee protección."))
    if row.ended_at is not None:
        raise NotOpen(_("Ya estaba terminado. Recargue la página."))
    _keep_reason(actor, person, about, row.pk, reason)
    type(row).objects.filter(pk=row.pk, ended_at=None).update(ended_at=Now())
    return person.pk


def _own(actor: Actor, person_id: int) -> Person:
    demand_role(actor, CASE_ROLES)
    person = person_for(person_id)
    policies.demand_owner(actor, person)
    return person


def _demanded(reason: str, sentence: str) -> str:
    if not reason.strip():
        raise Invalid(sentence, fields={"reason": sentence})
    return reason.strip()


def _keep_reason(actor: Actor, person: Person, about: str, about_id: int, text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(KEEP_REASON, [person.owner_institution_id, person.pk, about, about_id, text, actor.user_id])
