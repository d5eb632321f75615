"""With which invented person can somebody try the page of a person? Only one that nobody can be: its document lies outside what was ever issued."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ruta.base.clock import today
from ruta.base.context import acting_as, system
from ruta.cases.models import PersonalPlan
from ruta.directory.models import Institution
from ruta.people.models import Contact, Identifier, Person
from ruta.people.rules import is_minor_on
from ruta.subjects.policies import why_no_code
from ruta.subjects.selectors import found_by

OURS = "SETRASS-DGE"
NEVER_ISSUED = r"9[0-9]{4}$"  # the last five digits of a DNI (ADR 0051)
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who comes in, with what they type."""

    name: str
    phone: str
    born: date


def somebody_to_try() -> Visitor | None:
    """An adult with a plan, a safe telephone and nothing reserved, to whom a code would leave; nobody where none was invented."""
    owner = Institution.objects.filter(code=OURS).values_list("pk", flat=True).first()
    with acting_as(system(owner, "demonstration")), transaction.atomic():
        plans = PersonalPlan.objects.filter(owner_institution=owner, state="active").values("person")
        rows = Contact.objects.filter(owner_institution=owner, kind="phone", safety="safe", is_main=True, person__in=plans)
        papers = Identifier.objects.filter(owner_institution=owner, kind="dni", normalized__regex=NEVER_ISSUED).values("person")
        invented = rows.filter(person__in=papers, person__is_birth_date_estimated=False)
        for row in invented.select_related("person").order_by("person_id")[:LOOKED_AT]:
            if (found := _visitor(row.person, row.value)) is not None:
                return found
    return None


def _visitor(person: Person, phone: str) -> Visitor | None:
    born = person.birth_date
    if born is None or is_minor_on(today(), born) or why_no_code(person, phone):
        return None
    found = found_by(phone, born)
    return Visitor(person.full_name, phone, born) if [each.person_id for each in found] == [person.pk] else None
