"""What does an answer say of a person? Only the kinds of data that may leave; a way to reach them only where it is safe."""

from typing import Any

from ruta.exchange.dci.finding import Found
from ruta.people.enums import ContactKind, ContactSafety, Sex
from ruta.people.models import Person
from ruta.placements.models import SeekerProfile

SEXES = {Sex.WOMAN: "female", Sex.MAN: "male", Sex.UNKNOWN: "unknown"}
Told = dict[str, Any]


def member(one: Found) -> Told:
    """A member of the register of employment support, as ESS names its parts."""
    person = one.person
    told: Told = {
        "@type": "spdci:member", "member_identifier": _documents(person),
        "demographic_info": {
            "name": {"given_name": person.given_names, "surname": person.surnames}, "sex": SEXES[Sex(person.sex)],
            "birth_date": person.birth_date.isoformat() if person.birth_date else None, "nationality": person.nationality,
        },
        "registered_by": person.owner_institution.code,
    }  # fmt: skip
    for category, tell in PARTS.items():
        if category in one.categories:
            told |= tell(person)
    return told


def _documents(person: Person) -> list[Told]:
    rows = person.identifiers.order_by("pk")
    return [{"@type": "Identifier", "identifier_type": row.kind.upper(), "identifier_value": row.value} for row in rows]


def _reach(person: Person) -> Told:
    rows = person.contacts.filter(safety=ContactSafety.SAFE).order_by("-is_main", "pk")
    phones = [row.value for row in rows if row.kind == ContactKind.PHONE]
    mail = [row.value for row in rows if row.kind == ContactKind.EMAIL]
    town = person.municipality
    place = {"municipality_code": town.code, "municipality": town.name, "department": town.department.name} if town else None
    return {"phone_number": phones, "email": mail} | ({"address": place} if place else {})


def _work(person: Person) -> Told:
    profile = SeekerProfile.objects.filter(person=person).order_by("pk").first()
    occupations = [str(each.get("code", "")) for each in profile.occupations if isinstance(each, dict)] if profile else []
    return {"education_level": person.education or None, "occupation": occupations, "languages": list(person.languages)}


def _returns(person: Person) -> Told:
    rows = person.returnepisodes.order_by("-returned_on", "pk")
    return {"returns": [{"date": row.returned_on.isoformat(), "country": row.country, "kind": row.kind} for row in rows]}


PARTS = {"contact": _reach, "education_work": _work, "migration": _returns}
"""Further kinds of data, and what is told of each; all others never leave by this door."""
