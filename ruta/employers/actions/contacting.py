"""How are the contacts and places of an employer kept?"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound
from ruta.base.transactions import action
from ruta.employers.models import EmployerContact, EmployerPlace
from ruta.employers.policies import demand_keeping
from ruta.employers.selectors import employer_of
from ruta.people.linkage.documents import check_phone
from ruta.territory.models import Municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactTerms:
    """Whom one calls."""

    name: str
    position: str = ""
    phone: str = ""
    email: str = ""
    is_main: bool = False


@action
def save_contact(*, actor: Actor, employer_id: int, terms: ContactTerms, contact_id: int | None = None) -> EmployerContact:
    """Add a contact or change it. The first one is the main one; a new main one takes the place of the old."""
    demand_keeping(actor)
    employer = employer_of(actor, employer_id)
    mine = EmployerContact.objects.filter(employer=employer, is_active=True)
    contact = (
        mine.filter(pk=contact_id).first()
        if contact_id
        else EmployerContact(owner_institution_id=employer.owner_institution_id, employer=employer)
    )
    if contact is None:
        raise NotFound(_("Ese contacto ya no está. Recargue la ficha."))
    contact.name, contact.position = checked_named(terms.name), terms.position.strip()
    contact.phone, contact.email = checked_phone(terms.phone), checked_email(terms.email)
    if not contact.phone and not contact.email:
        raise Invalid(_("Escriba un teléfono o un correo."), fields={"phone": _("Escriba un teléfono o un correo.")})
    others = mine.exclude(pk=contact.pk) if contact.pk else mine
    contact.is_main = terms.is_main or not others.exists()
    if contact.is_main:
        others.update(is_main=False)
    contact.save()
    return contact


@action
def remove_contact(*, actor: Actor, employer_id: int, contact_id: int) -> None:
    """Whoever works there no longer is not called any more."""
    demand_keeping(actor)
    employer = employer_of(actor, employer_id)
    EmployerContact.objects.filter(employer=employer, pk=contact_id).update(is_active=False, is_main=False)


@action
def add_place(*, actor: Actor, employer_id: int, municipality: str, name: str = "", address: str = "") -> EmployerPlace:
    """One more place where it has work."""
    demand_keeping(actor)
    employer = employer_of(actor, employer_id)
    if not Municipality.objects.filter(pk=municipality).exists():
        raise Invalid(_("Elija un municipio de la lista."), fields={"municipality": _("Elija un municipio de la lista.")})
    return EmployerPlace.objects.create(
        owner_institution_id=employer.owner_institution_id, employer=employer, municipality=municipality, name=name.strip(),
        address=address.strip(),
    )  # fmt: skip


@action
def remove_place(*, actor: Actor, employer_id: int, place_id: int) -> None:
    """It has no work there any more."""
    demand_keeping(actor)
    employer = employer_of(actor, employer_id)
    EmployerPlace.objects.filter(employer=employer, pk=place_id).delete()


def checked_named(name: str) -> str:
    """A name without spare spaces; refused when there is none."""
    if not name.strip():
        raise Invalid(_("Escriba el nombre del contacto."), fields={"name": _("Escriba el nombre del contacto.")})
    return " ".join(name.split())


def checked_phone(text: str) -> str:
    """A telephone as it is kept; refused with what to correct."""
    if not text.strip():
        return ""
    checked = check_phone(text)
    if not checked.is_valid:
        problem = checked.problems[0]
        sentence = _(problem.template) % problem.params if problem.params else _(problem.template)
        raise Invalid(sentence, fields={"phone": sentence})
    return checked.number


def checked_email(text: str) -> str:
    """An address of mail as it is kept; refused with what to correct."""
    if not text.strip():
        return ""
    try:
        validate_email(text.strip())
    except ValidationError as error:
        sentence = _("Revise el correo: va con arroba y punto, como compras@empresa.hn.")
        raise Invalid(sentence, fields={"email": sentence}) from error
    return text.strip().lower()
