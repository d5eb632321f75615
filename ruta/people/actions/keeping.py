"""How are a person's documents, contacts and linkage keys written, so that every verb writes them alike?"""

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from ruta.base.errors import Invalid
from ruta.people.actions.drafts import ContactDraft, IdentifierDraft, checked_contact, checked_document, sentence_of
from ruta.people.enums import ContactSafety
from ruta.people.linkage import stored_keys
from ruta.people.models import Contact, Identifier, Person
from ruta.people.selectors import blocked, persons_with_records

SET_KEYS = "SELECT ruta_set_keys(%s::bigint[], %s::bigint[], %s)"


def keep_identifier(person: Person, draft: IdentifierDraft, field: str) -> Identifier:
    """One document, unique in the institution; a sentence when it is somebody's already."""
    checked = checked_document(draft, person.birth_date)
    if not checked.is_valid:
        raise Invalid(sentence_of(checked), fields={field: sentence_of(checked)})
    try:
        with transaction.atomic():
            return Identifier.objects.create(
                owner_institution_id=person.owner_institution_id, person=person, kind=draft.kind,
                value=checked.display, normalized=checked.number, country=draft.country,
            )  # fmt: skip
    except IntegrityError as error:
        sentence = _("Ese documento ya está registrado en su institución. Busque a la persona por él antes de seguir.")
        raise Invalid(sentence, fields={field: sentence}) from error


def keep_contact(person: Person, draft: ContactDraft, field: str, *, is_main: bool = True) -> Contact:
    """One way to reach the person."""
    checked = checked_contact(draft)
    if not checked.is_valid:
        raise Invalid(sentence_of(checked), fields={field: sentence_of(checked)})
    if draft.safety != ContactSafety.UNSAFE and blocked(person.pk, address=draft.value):
        sentence = _("Ese contacto está marcado como no seguro para la persona. Use otro, o hable con protección.")
        raise Invalid(sentence, fields={field: sentence})
    return Contact.objects.create(
        owner_institution_id=person.owner_institution_id, person=person, kind=draft.kind, value=checked.display or checked.number,
        safety=draft.safety, note=draft.note.strip(), is_main=is_main,
    )  # fmt: skip


def set_keys(person_id: int, *, is_new: bool = False) -> None:
    """Write the linkage keys of a person anew; through the one function that may."""
    (found,) = persons_with_records([person_id])
    keys = stored_keys(found[1])
    with connection.cursor() as cursor:
        cursor.execute(SET_KEYS, [[person_id] * max(len(keys), 1), keys, is_new])
