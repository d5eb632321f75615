"""Is this person registered already, here or elsewhere? A search writes its log, so it is a verb."""

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import Invalid, TooMany
from ruta.base.transactions import action
from ruta.people import policies
from ruta.people.linkage import Record, rank
from ruta.people.models import Person
from ruta.people.selectors.matching import SEARCHES, SHOWN, Findings, Match, Stranger, persons_with_records, probes, recent_searches

FIND = "SELECT person_id, handle, agreed FROM ruta_find(%s::bigint[], %s::text[])"
MOST = 50


@action
def search_persons(*, actor: Actor, sought: Record, limit: int = SHOWN) -> Findings:
    """Whom the actor may read, by likeness, and probable strangers with nothing but the kinds of data that agreed."""
    policies.demand_search(actor)
    demand_patience(actor)
    if not probes(sought):
        raise Invalid(_("Escriba el nombre con un apellido, un documento o un teléfono de 8 dígitos."))
    return find(sought, limit=limit)


def find(sought: Record, limit: int = SHOWN) -> Findings:
    """The search itself, for verbs that look once more before they write; nothing to look for finds nobody."""
    wanted = probes(sought)
    if not wanted:
        return Findings(sought)
    rows = _hits([probe.key for probe in wanted], [probe.kind for probe in wanted])
    readable = [person_id for person_id, _handle, _agreed in rows if person_id is not None]
    persons: dict[Any, Person] = {}
    records = []
    for person, record in persons_with_records(readable):
        persons[person.pk] = person
        records.append(record)
    ranked = rank(sought, records, limit=limit)
    return Findings(
        sought=sought,
        matches=tuple(Match(persons[candidate.ref], candidate) for candidate in ranked),
        strangers=tuple(Stranger(str(handle), tuple(agreed)) for person_id, handle, agreed in rows if person_id is None),
        is_cut=len(readable) >= MOST,
    )


def demand_patience(actor: Actor) -> None:
    """Nobody searches a whole register by hand."""
    if recent_searches(actor) >= SEARCHES:
        raise TooMany(_("Hizo 60 búsquedas en 10 minutos. Espere unos minutos y siga; si atiende a un grupo, use la carga de listado."))


def _hits(keys: list[int], kinds: list[str]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(FIND, [keys, kinds])
        return cursor.fetchall()
