"""Whom of the own register does somebody mean who types a document, a case number or a name at a door?"""

from typing import Any

from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.base.spelling import folded
from ruta.cases.models import Case
from ruta.people.actions import search_persons
from ruta.people.models import Identifier, Person
from ruta.people.policies import can_search
from ruta.people.rules import read_box

DNI_DIGITS = 13
NEAR = {"sure", "possible"}  # whoever else the search brings is nobody one would let in


def by_code(actor: Actor, text: str) -> Person | None:
    """The person of the own register with this DNI, or whose case has this number; nobody else."""
    mine: dict[str, Any] = {"owner_institution_id": actor.institution_id or 0}
    digits = "".join(letter for letter in text if letter.isdecimal())
    if len(digits) == DNI_DIGITS and not any(letter.isalpha() for letter in text):
        found = Identifier.objects.filter(**mine, normalized=digits).select_related("person").first()
        return found.person if found and found.person.merged_into_id is None else None
    case = Case.objects.filter(**mine, number=text.strip().upper()).select_related("person").first()
    return case.person if case else None


def alike(actor: Actor, text: str) -> list[Person]:
    """Persons of the own register who look like what was typed, or whose name has every word of it: a common name alone makes nobody likely."""
    if not can_search(actor):
        raise Invalid(_("Su rol no busca por nombre. Escriba el DNI o el número de caso."))
    findings = search_persons(actor=actor, sought=read_box(text))
    near = [match.person for match in findings.matches if match.candidate.band in NEAR or _bears(match.person, text)]
    return [person for person in near if person.owner_institution_id == actor.institution_id]


def _bears(person: Person, text: str) -> bool:
    words = set(folded(text).split())
    return len(words) > 1 and words <= set(folded(person.full_name).split())
