"""How fast does the public find services near, over twenty thousand of them? Beside plain ORM `icontains` over the same rows in the same run."""

from random import Random
from urllib.parse import urlencode

from bench import lookup_database as database
from bench.measuring import Figure, Timing, interleaved, queries_of

DATABASE = "ruta_bench_directory"
VISITS = 300
AIM = "aim: p95 ≤ 100 ms"
NEEDS = ("training", "employment", "documents", "health", "housing", "protection")
WORDS = ("soldadura", "talleres de costura", "chamba", "reposteria", "mecanica retornada", "ingles", "soldadrua")


def measure(services: int) -> list[Figure]:
    """Fill, search, compare; the database goes at the end whatever happened."""
    database.begin(DATABASE)
    from bench import directory_rows as rows

    try:
        rows.fill(services)
        return _measured(services)
    finally:
        database.drop(DATABASE)


def _measured(services: int) -> list[Figure]:
    from bench.visiting import Visitor
    from ruta.territory.models import Municipality

    visitor, chance = Visitor(), Random(7)
    towns = list(Municipality.objects.values_list("pk", flat=True))
    addresses = {
        "place alone": [_address(lugar=chance.choice(towns)) for _ in range(VISITS)],
        "need and place": [_address(necesito=chance.choice(NEEDS), lugar=chance.choice(towns)) for _ in range(VISITS)],
        "words and place": [_address(q=chance.choice(WORDS), lugar=chance.choice(towns)) for _ in range(VISITS)],
        "need, place, open now, on the map": [
            _address(necesito=chance.choice(NEEDS), lugar=chance.choice(towns), abierto="1", vista="mapa") for _ in range(VISITS)
        ],
    }
    things = {name: [lambda path=path: visitor.get(path) for path in paths] for name, paths in addresses.items()}
    words = [chance.choice(WORDS) for _ in range(VISITS)]
    things["ours"] = [lambda text=text: _ours(text) for text in words]
    things["peer"] = [lambda text=text: _plain(text) for text in words]
    timings = interleaved(things)
    figures = [_page(name, addresses[name], timings[name], visitor, services) for name in addresses]
    return [
        *figures,
        Figure(
            "  ten rows for some words, the query alone", str(timings["ours"]), str(queries_of(lambda: _ours("soldadura"))), _found(_ours)
        ),
        Figure("  peer: ORM icontains over the same texts, no distance", str(timings["peer"]), "1", _found(_plain)),
    ]


def _page(name: str, paths: list[str], timing: Timing, visitor, services: int) -> Figure:
    sizes = sorted(len(visitor.get(path)) for path in paths[:20])
    queries = str(queries_of(lambda: visitor.get(paths[0])))
    return Figure(f"services near over {services:,}: {name}", f"{timing}; page {sizes[10] / 1000:.0f} kB", queries, AIM)


def _address(**words: str) -> str:
    return f"/servicios/?{urlencode(words)}"


def _ours(text: str) -> list[int]:
    from ruta.directory.selectors import Sought, found_services

    found, _is_like = found_services(Sought(text=text))
    return [row.pk for row in found.order_by("order_hm", "pk")[:10]]


def _plain(text: str) -> list[int]:
    from django.db.models import Q

    from ruta.directory.models import Service

    asked = Q()
    for word in text.split():
        asked &= Q(name__icontains=word) | Q(description__icontains=word) | Q(found_by__icontains=word)
    return [row.pk for row in Service.objects.filter(asked, is_active=True).order_by("pk")[:10]]


def _found(find) -> str:
    answered = sum(bool(find(text)) for text in WORDS)
    return f"answers {answered} of {len(WORDS)} ways to ask"
