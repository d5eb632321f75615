"""How fast is a person found, beside trigrams over the same names in the same run, and how often?"""

import random

from django.db import transaction

from bench.measuring import Figure, interleaved, queries_of
from bench.population import as_superuser
from ruta.base.context import Actor, acting_as, system
from ruta.base.spelling import folded
from ruta.directory.models import Office
from ruta.people.actions import search_persons
from ruta.people.linkage import Document, Record
from ruta.people.models import Identifier, Person

SEARCHES = 400
PER_USER = 50  # nobody searches a whole register by hand
MISTAKES = (("v", "b"), ("s", "z"), ("ll", "y"), ("h", ""), ("c", "s"), ("i", "y"))


def measure() -> list[Figure]:
    """Spoiled names with a birth date or none, and DNI with a wrong digit, by two ways."""
    office = Office.objects.get(code="SPS")
    sought = samples(office)
    actors = [
        Actor(kind="staff", institution_id=office.institution_id, user_id=900_000 + at // PER_USER, office_id=office.pk, role="counsellor")
        for at in range(len(sought))
    ]
    found: list[bool] = []
    ours = [lambda a=actor, p=pk, r=record: found.append(p in _ours(a, r)) for actor, (pk, record) in zip(actors, sought, strict=True)]
    with as_superuser() as connection:
        connection.execute("CREATE INDEX bench_trigrams ON people_person USING gin (sort_name gin_trgm_ops)")
        try:
            caught: list[bool] = []
            peer = [lambda p=pk, r=record: caught.append(p in _trigrams(connection, r)) for pk, record in sought]
            timings = interleaved({"ours": ours, "peer": peer})
        finally:
            connection.execute("DROP INDEX bench_trigrams")
    count = queries_of(lambda: _ours(actors[-1], sought[-1][1]))
    return [
        Figure("search, spoiled name or DNI", str(timings["ours"]), str(count), "aim: p95 < 100 ms"),
        Figure("  the sought person among ten", f"{sum(found) / len(found):.1%}"),
        Figure("  peer: pg_trgm GIN on the names, no row security", str(timings["peer"]), "1", f"found {sum(caught) / len(caught):.1%}"),
    ]


def _ours(actor: Actor, record: Record) -> set[int]:
    with acting_as(actor):
        return {match.person.pk for match in search_persons(actor=actor, sought=record).matches}


def _trigrams(connection, record: Record) -> set[int]:
    typed = folded(record.name)
    rows = connection.execute(
        "SELECT id FROM people_person WHERE sort_name %% %s ORDER BY sort_name <-> %s LIMIT 10", [typed, typed]
    ).fetchall()
    return {row[0] for row in rows}


def samples(office: Office) -> list[tuple[int, Record]]:
    """Persons of the largest institution as somebody might type them: the name always, one thing more in half of them."""
    chance = random.Random(11)
    with acting_as(system(office.institution_id)), transaction.atomic():
        rows = Person.objects.filter(owner_institution_id=office.institution_id, merged_into=None).order_by("pk")
        last = rows.last().pk
        picked = [rows.filter(pk__gte=chance.randrange(1, last)).first() for _ in range(SEARCHES)]
        papers = dict(Identifier.objects.filter(person__in=picked, kind="dni").order_by("pk").values_list("person_id", "normalized"))
    return [(person.pk, typed(person, papers.get(person.pk), chance)) for person in picked]


def typed(person: Person, dni: str | None, chance: random.Random) -> Record:
    """The name in another order and spelling; then nothing, a birth date, or a DNI with one digit wrong."""
    words = folded(f"{person.surnames} {person.given_names}").split()
    chance.shuffle(words)
    right, wrong = chance.choice(MISTAKES)
    at = chance.randrange(len(words))
    words[at] = words[at].replace(right, wrong, 1)
    more = chance.random()
    documents = (Document("dni", spoiled(dni, chance)),) if dni and more < 0.25 else ()
    return Record(name=" ".join(words), birth_date=person.birth_date if more > 0.75 else None, documents=documents)


def spoiled(dni: str, chance: random.Random) -> str:
    """One digit is another."""
    at = chance.randrange(4, 13)
    return dni[:at] + str((int(dni[at]) + chance.randrange(1, 10)) % 10) + dni[at + 1 :]
