"""Which keys does a search probe, and which persons may come back with which reasons?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NamedTuple

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.models import AccessLog
from ruta.people.enums import ContactKind
from ruta.people.linkage import Candidate, Document, Record, query_keys
from ruta.people.models import Contact, Identifier, Person

MOST_KEYS = 40
SHOWN = 10
SEARCHES = 60
WINDOW = timedelta(minutes=10)


class Probe(NamedTuple):
    """One key to look up, and what it speaks about: dni, dni_near, document, phone, birth_date or name."""

    key: int
    kind: str


@dataclass(frozen=True, slots=True)
class Match:
    """A person whom the actor may read, with how alike and why."""

    person: Person
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Stranger:
    """A probable record in another institution: which fields agreed, and a handle to ask by. Nothing else is known here."""

    handle: str
    agreed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found, the most alike first."""

    sought: Record
    matches: tuple[Match, ...] = ()
    strangers: tuple[Stranger, ...] = ()
    is_cut: bool = False

    @property
    def sure(self) -> tuple[Match, ...]:
        """Those who are almost surely the person."""
        return tuple(match for match in self.matches if match.candidate.band == "sure")


def probes(sought: Record) -> list[Probe]:
    """The keys of a search by kind, at most 40, the most telling first."""
    nothing = Record()
    dni = [document for document in sought.documents if document.kind in ("dni", "rtn")]
    other = [document for document in sought.documents if document.kind not in ("dni", "none")]
    whole = [key for document in dni for key in query_keys(replace(nothing, documents=(Document("dni", _dni_digits(document)),)))[:1]]
    names = query_keys(replace(nothing, name=sought.name, given_names=sought.given_names, surnames=sought.surnames))
    parts = {
        "document": query_keys(replace(nothing, documents=tuple(Document("other", each.number) for each in other))),
        "phone": query_keys(replace(nothing, phones=sought.phones)),
        "name": names,
    }
    kinds = {key: kind for kind, keys in parts.items() for key in keys}
    kinds |= {key: "dni" for key, document in zip(whole, dni, strict=False) if len(_dni_digits(document)) == DNI_DIGITS}
    near = set(query_keys(replace(nothing, documents=tuple(dni)))) - kinds.keys()
    return [Probe(key, kinds.get(key) or ("dni_near" if key in near else "birth_date")) for key in query_keys(sought)][:MOST_KEYS]


DNI_DIGITS = 13


def _dni_digits(document: Document) -> str:
    digits = "".join(letter for letter in document.number if letter.isdigit())
    return digits[:DNI_DIGITS] if document.kind == "rtn" else digits


def persons_with_records(ids: Iterable[int]) -> list[tuple[Person, Record]]:
    """The persons that the actor may read among these, each with what linkage compares. Three queries."""
    persons = list(Person.objects.filter(pk__in=list(ids), merged_into=None).select_related("municipality__department", "office"))
    found = [person.pk for person in persons]
    documents: dict[int, list[Document]] = defaultdict(list)
    phones: dict[int, list[str]] = defaultdict(list)
    for person_id, kind, value in Identifier.objects.filter(person__in=found).order_by("pk").values_list("person_id", "kind", "normalized"):
        documents[person_id].append(Document(kind, value))
    numbers = Contact.objects.filter(person__in=found, kind=ContactKind.PHONE).order_by("-is_main", "pk")
    for person_id, value in numbers.values_list("person_id", "value"):
        phones[person_id].append(value)
    return [(person, record_of(person, documents[person.pk], phones[person.pk])) for person in persons]


def record_of(person: Person, documents: Iterable[Document], phones: Iterable[str]) -> Record:
    """A person as the engine compares them."""
    return Record(
        ref=person.pk,
        given_names=person.given_names,
        surnames=person.surnames,
        birth_date=person.birth_date,
        sex=person.sex,
        municipality=person.municipality_id or "",
        phones=tuple(phones),
        documents=tuple(documents),
    )


def recent_searches(actor: Actor) -> int:
    """How often this user searched in the last ten minutes."""
    return AccessLog.objects.filter(user_id=actor.user_id, at__gt=now() - WINDOW, kind="search").count()
