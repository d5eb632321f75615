"""Is this person registered already, here or elsewhere? A search writes its log, so it is a verb."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.compiled import asked_of
from ruta.base.context import Actor
from ruta.base.errors import Invalid, Refused, TooMany
from ruta.base.transactions import asking
from ruta.people import policies
from ruta.people.linkage import Candidate, Record, Scorer, probes
from ruta.people.linkage.keys import Probe
from ruta.people.linkage.shortlist import likeliest
from ruta.people.models import Person
from ruta.people.selectors.in_force import version_of
from ruta.people.selectors.matching import BROUGHT, SEARCHES, SHOWN, WINDOW, Findings, Match, Stranger, is_telling, record_from, records
from ruta.people.selectors.scanning import everybody_like

LOOK = "SELECT * FROM ruta_look(%s::bigint[], %s::text[], %s, %s, %s)"
PERSON, HANDLE = 5, 6
"""Where a row of it says who, of the own register or of another."""
MOST = 20
NEGLIGIBLE = 0.001
SURE_FROM = 0.95
"""Below this probability of the best, everybody of the own register is compared."""


@asking
def search_persons(*, actor: Actor, sought: Record, limit: int = SHOWN) -> Findings:
    """Whom the actor may read, by likeness, and probable strangers with nothing but the kinds of data that agreed."""
    policies.demand_search(actor)
    demand_something(sought)
    return find(sought, actor, limit, patience=SEARCHES)


@asking
def search_from_the_machine(*, actor: Actor, sought: Record, limit: int = SHOWN) -> Findings:
    """The same, without patience: for the command line of who administers the machine, and nowhere else. Logged with its reason."""
    policies.demand_search(actor)
    if not actor.reason:
        raise Refused(_("Una búsqueda sin límite lleva un motivo en la bitácora."))
    demand_something(sought)
    return find(sought, actor, limit)


def demand_something(sought: Record) -> None:
    """A search needs a key."""
    if not probes(sought):
        raise Invalid(_("Escriba el nombre con un apellido, un documento o un teléfono de 8 dígitos."))


def find(sought: Record, actor: Actor, limit: int = SHOWN, *, patience: int | None = None) -> Findings:
    """The search itself, for verbs that look once more before they write; nothing to look for finds nobody."""
    likely = look(sought, actor.institution_id, limit, patience=patience)
    ids = [int(str(candidate.ref)) for candidate in likely.candidates]
    persons: dict[Any, Person] = {person.pk: person for person in asked_of(_with_place, ids)}
    return Findings(
        sought=sought,
        matches=tuple(Match(persons[one.ref], one) for one in likely.candidates if one.ref in persons),  # type: ignore[index]
        strangers=likely.strangers,
        is_cut=likely.is_cut,
        looked_through=likely.looked_through,
    )


def _with_place(ids: list[int]) -> QuerySet[Person]:
    return Person.objects.filter(pk__any_of=ids).select_related("municipality__department", "office")


@dataclass(frozen=True, slots=True)
class Likely:
    """What linkage knows before a screen asks for names and offices."""

    candidates: tuple[Candidate, ...] = ()
    strangers: tuple[Stranger, ...] = ()
    is_cut: bool = False
    looked_through: int | None = None


def look(sought: Record, institution_id: int | None, limit: int = SHOWN, *, patience: int | None = None) -> Likely:
    """Exact probes and the weights, whose cost does not grow with the register; when the best is unsure, everybody of the own register."""
    wanted = probes(sought)
    if not wanted:
        return Likely()
    known, strangers, scorer = _met(wanted, patience)
    candidates, looked_through = _best(sought, known, limit, scorer), None
    if institution_id is not None and not (candidates and candidates[0].probability >= SURE_FROM):
        found = {record.ref for record in known}
        scan = everybody_like(sought, institution_id)
        others = sorted(set(scan.ids) - found) if scan else []  # type: ignore[type-var]
        if others:
            both = sorted((*candidates, *_best(sought, records(others), limit, scorer)), key=lambda one: -one.stands)[:limit]
            candidates = tuple(one for one in both if one.ref in found or not _is_noise(sought, one))
        looked_through = scan.looked_through if scan else None
    return Likely(candidates, strangers, len(known) >= MOST, looked_through)


def _met(wanted: list[Probe], patience: int | None) -> tuple[list[Record], tuple[Stranger, ...], Scorer]:
    """Whom the keys name, and what weighs them, in one question to the database; it asks first whether this user searched so often lately. Nobody searches a whole register by hand."""
    keys, kinds = ",".join([str(probe.key) for probe in wanted]), ",".join([probe.kind for probe in wanted])
    with connection.cursor() as cursor:
        cursor.execute(LOOK, [f"{{{keys}}}", f"{{{kinds}}}", patience, now() - WINDOW, BROUGHT])
        (must_wait, *version), *rows = cursor.fetchall()
    if must_wait:
        raise TooMany(_("Hizo 60 búsquedas en 10 minutos. Espere unos minutos y siga; si atiende a un grupo, use la carga de listado."))
    known = [record_from((row[PERSON], *row[PERSON + 3 :])) for row in rows if row[PERSON] is not None]
    strangers = tuple(Stranger(str(row[HANDLE]), tuple(row[HANDLE + 1])) for row in rows if row[HANDLE] is not None)
    return known, strangers, version_of(version[:4]).scorer


def _best(sought: Record, known: list[Record], limit: int, scorer: Scorer) -> tuple[Candidate, ...]:
    """The likeliest; why, they say when asked."""
    return tuple(likeliest(sought, known, limit, scorer)) if known else ()


def _is_noise(sought: Record, candidate: Candidate) -> bool:
    """Somebody always comes nearest; to a name alone that may be worth showing, to more data it is not."""
    return candidate.probability < NEGLIGIBLE and is_telling(sought)
