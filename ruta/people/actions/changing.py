"""How do documents, contacts, returns and the answer on disability come and go on a record?"""

from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import NotFound, NotOpen
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.people import policies
from ruta.people.actions.drafts import ContactDraft, DisabilityDraft, IdentifierDraft, ReturnDraft, demand, return_problem
from ruta.people.actions.keeping import keep_contact, keep_identifier, set_keys
from ruta.people.enums import ContactSafety
from ruta.people.events import PersonUpdated
from ruta.people.models import Contact, Disability, Identifier, Person, ReturnEpisode
from ruta.people.selectors import blocked, person_for


@action
def add_identifier(*, actor: Actor, person_id: int, identifier: IdentifierDraft) -> int:
    """Add a document that the person brought."""
    person = _editable(actor, person_id)
    row = keep_identifier(person, identifier, "value")
    set_keys(person.pk)
    publish(PersonUpdated(person.pk, ["identifiers"]))
    return row.pk


@action
def remove_identifier(*, actor: Actor, identifier_id: int) -> int:
    """Remove a document written by mistake; the audit keeps it. Gives the person's id."""
    row = Identifier.objects.filter(pk=identifier_id).first()
    if row is None:
        raise NotFound(_("Ese documento ya no está en el registro. Recargue la página."))
    person = _editable(actor, row.person_id)
    row.delete()
    set_keys(person.pk)
    publish(PersonUpdated(person.pk, ["identifiers"]))
    return person.pk


@action
def save_contact(*, actor: Actor, person_id: int, contact: ContactDraft) -> int:
    """Add the way to reach the person from now on; it becomes the main one of its kind, the others stay behind it."""
    person = _editable(actor, person_id)
    row = keep_contact(person, contact, "value")
    person.contacts.filter(kind=contact.kind).exclude(pk=row.pk).update(is_main=False)
    set_keys(person.pk)
    publish(PersonUpdated(person.pk, ["contacts"]))
    return row.pk


@action
def remove_contact(*, actor: Actor, contact_id: int) -> int:
    """Remove a number or address that is no longer the person's, or is a danger to them. Gives the person's id."""
    row = Contact.objects.filter(pk=contact_id).first()
    if row is None:
        raise NotFound(_("Ese contacto ya no está en el registro. Recargue la página."))
    person = _editable(actor, row.person_id)
    row.delete()
    set_keys(person.pk)
    publish(PersonUpdated(person.pk, ["contacts"]))
    return person.pk


@action
def add_return(*, actor: Actor, person_id: int, episode: ReturnDraft) -> int:
    """Add a return; a person may return several times."""
    person = _editable(actor, person_id)
    demand(lambda: return_problem(episode), "returned_on")
    row = ReturnEpisode.objects.create(
        owner_institution_id=person.owner_institution_id, person=person, returned_on=episode.returned_on, country=episode.country,
        entry_point=episode.entry_point, kind=episode.kind,
    )  # fmt: skip
    publish(PersonUpdated(person.pk, ["returns"]))
    return row.pk


@action
def record_disability(*, actor: Actor, person_id: int, disability: DisabilityDraft) -> int:
    """Keep a new answer about difficulties; former ones stay as they were."""
    person = _editable(actor, person_id)
    row = Disability.objects.create(
        owner_institution_id=person.owner_institution_id, person=person, difficulty=disability.difficulty,
        domains=list(disability.domains), note=disability.note,
    )  # fmt: skip
    publish(PersonUpdated(person.pk, ["disability"]))
    return row.pk


@action
def confirm_contact(*, actor: Actor, contact_id: int) -> int:
    """Somebody asked the person: this number or mailbox is safe. Gives the person's id."""
    row = Contact.objects.filter(pk=contact_id).first()
    if row is None:
        raise NotFound(_("Ese contacto ya no está en el registro. Recargue la página."))
    person = _editable(actor, row.person_id)
    if row.safety == ContactSafety.UNSAFE or blocked(person.pk, address=row.value):
        raise NotOpen(_("Ese contacto está marcado como no seguro. Si ya no hay peligro, lo dice protección."))
    Contact.objects.filter(pk=row.pk).update(confirmed_at=now(), confirmed_by_id=actor.user_id)
    publish(PersonUpdated(person.pk, ["contacts"]))
    return person.pk


def _editable(actor: Actor, person_id: int) -> Person:
    policies.demand_register(actor)
    person = person_for(person_id)
    policies.demand_owner(actor, person)
    return person
