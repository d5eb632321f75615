"""How does a device without network guess that somebody is in the register already, without carrying the register along?

Short salted hashes of document, telephone and name with birth: enough to warn, too little to read. The real search is done on arrival.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.utils.crypto import salted_hmac

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.spelling import folded
from ruta.people.models import Contact, Identifier, Person

MOST = 4_000  # persons: some 60 kB on the line
SHORT = 5  # bytes of each hash
PHONE = 8


@dataclass(frozen=True, slots=True)
class Index:
    """A salt and the sorted short hashes, both in base64."""

    salt: str
    hashes: str
    persons: int


def index_of(actor: Actor) -> Index:
    """The persons whom the own institution registered last, those of the own office first."""
    salt = _salt(actor)
    people = _people(actor)
    short = sorted({sha256(salt + word.encode()).digest()[:SHORT] for word in _words(people)})
    return Index(b64encode(salt).decode(), b64encode(b"".join(short)).decode(), len(people))


def _salt(actor: Actor) -> bytes:
    """One salt per institution and day: the index of a line that broke is the same when it is asked again."""
    return salted_hmac("ruta.field.index", f"{actor.institution_id}:{today():%Y-%m-%d}", algorithm="sha256").digest()[:16]


def _people(actor: Actor) -> list[int]:
    mine = Person.objects.filter(owner_institution_id=actor.institution_id, merged_into=None)
    here = list(mine.filter(office=actor.office_id).order_by("-pk").values_list("pk", flat=True)[:MOST])
    rest = mine.exclude(office=actor.office_id).order_by("-pk").values_list("pk", flat=True)[: MOST - len(here)]
    return [*here, *rest]


def _words(people: list[int]) -> Iterator[str]:
    for kind, value in Identifier.objects.filter(person__in=people).order_by("pk").values_list("kind", "normalized"):
        yield document_word(kind, value)
    for value in Contact.objects.filter(person__in=people, kind="phone").order_by("pk").values_list("value", flat=True):
        yield phone_word(value)
    rows = Person.objects.filter(pk__in=people).order_by("pk").values_list("given_names", "surnames", "birth_date")
    yield from (name_word((given, surnames), born.isoformat()) for given, surnames, born in rows if born)


def document_word(kind: str, value: str) -> str:
    """A document as both sides write it; an RTN begins with the DNI."""
    letters = "".join(letter for letter in value.lower() if letter.isalnum())
    return f"d:{letters[:13] if kind in ('dni', 'rtn') else letters}"


def phone_word(value: str) -> str:
    """The last eight digits."""
    return "p:" + "".join(letter for letter in value if letter.isdigit())[-PHONE:]


def name_word(names: Iterable[str], born: str) -> str:
    """First given name and first surname, without accents, with the birth."""
    first = (folded(part).split() for part in names)
    return f"n:{' '.join(words[0] for words in first if words)}:{born}"
