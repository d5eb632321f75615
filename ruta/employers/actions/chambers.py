"""How are chambers, their contacts and their members kept?"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.employers.actions.contacting import ContactTerms, checked_email, checked_named, checked_phone
from ruta.employers.actions.registering import section_of
from ruta.employers.models import Chamber, ChamberContact, ChamberMember
from ruta.employers.policies import demand_prospecting
from ruta.employers.selectors import chamber_of, employer_of
from ruta.territory.models import Municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class ChamberTerms:
    """What is known of a chamber."""

    name: str
    short_name: str = ""
    section: str = ""
    municipality: str = ""
    website: str = ""
    notes: str = ""


@action
def save_chamber(*, actor: Actor, terms: ChamberTerms, chamber_id: int | None = None) -> Chamber:
    """Note a chamber or correct it; each name once."""
    demand_prospecting(actor)
    mine = actor.institution_id or 0
    row = chamber_of(actor, chamber_id) if chamber_id else Chamber(owner_institution_id=mine, registered_at=now())
    name = " ".join(terms.name.split())
    if not name:
        raise _fault("name", _("Escriba el nombre de la cámara o gremio."))
    if terms.municipality and not Municipality.objects.filter(pk=terms.municipality).exists():
        raise _fault("municipality", _("Elija un municipio de la lista."))
    row.name, row.sort_name, row.short_name, row.section = name, folded(name), terms.short_name.strip(), section_of(terms.section)
    row.municipality, row.department = terms.municipality, terms.municipality[:2]
    row.website, row.notes = terms.website.strip(), terms.notes.strip()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise _fault("name", _("Ya hay una cámara con ese nombre. Ábrala en la lista.")) from error
    return row


@action
def add_chamber_contact(*, actor: Actor, chamber_id: int, terms: ContactTerms) -> ChamberContact:
    """Whom one calls there, with a telephone or an address of mail."""
    demand_prospecting(actor)
    chamber = chamber_of(actor, chamber_id)
    phone, email = checked_phone(terms.phone), checked_email(terms.email)
    if not phone and not email:
        raise _fault("phone", _("Escriba un teléfono o un correo."))
    return ChamberContact.objects.create(
        owner_institution_id=chamber.owner_institution_id, chamber=chamber, name=checked_named(terms.name), position=terms.position.strip(),
        phone=phone, email=email,
    )  # fmt: skip


@action
def remove_chamber_contact(*, actor: Actor, chamber_id: int, contact_id: int) -> None:
    """Whoever is there no longer is not called any more."""
    demand_prospecting(actor)
    ChamberContact.objects.filter(chamber=chamber_of(actor, chamber_id), pk=contact_id).delete()


@action
def join_chamber(*, actor: Actor, chamber_id: int, employer_id: int) -> ChamberMember:
    """Note that an employer belongs to a chamber; said twice it is the same."""
    demand_prospecting(actor)
    chamber, employer = chamber_of(actor, chamber_id), employer_of(actor, employer_id)
    made, _is_new = ChamberMember.objects.get_or_create(
        chamber=chamber, employer=employer, defaults={"owner_institution_id": chamber.owner_institution_id, "since": today()}
    )
    return made


@action
def leave_chamber(*, actor: Actor, chamber_id: int, employer_id: int) -> None:
    """It belongs to it no longer."""
    demand_prospecting(actor)
    ChamberMember.objects.filter(chamber=chamber_of(actor, chamber_id), employer_id=employer_id).delete()


def _fault(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, fields={field: sentence})
