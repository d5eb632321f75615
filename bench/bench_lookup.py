"""How fast, how surely and how rarely wrongly is a person found at the counter of a register of a million, and of ten?

python -m bench.bench_lookup [--register FOLDER] [--queries 2000] [--load] [--peers] [--held] [--keep]

FOLDER holds `register.csv`, `file.csv` and `key.csv` of `ruta demo dirty --register 1000000 --rows 20000 --out FOLDER`. The register goes by
COPY into the real tables of a database of its own, with the policies of the product. Queries are the corrupted rows of the file, a fifth
of them of persons who are not in it. Times on the clock and, since others share the machine, of the processor in this process.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench import lookup_database
from bench.looked_up import Question, Seen
from bench.lookup_load import loads
from bench.lookup_peers import splink, trigrams
from bench.measuring import Figure

WARM = 50
AIMS = {
    "engine (find + score), sure by keys": "aim at a million: p95 ≤ 2 ms, recall@10 ≥ .99",
    "engine, all queries": "aim at a million: p95 ≤ 20 ms, recall@10 ≥ .999, false alarms ≤ 1 %",
    "whole request, results on the screen, sought by who is registered": "aim at a million: p95 ≤ 15 ms; what the screen sends",
    "whole request, results on the screen, all queries": "a fifth is in no register: everybody is compared before that is said",
    "whole request, page without scripts, all queries": "a browser without scripts",
    "20 counters while 100,000 rows are imported": "aim: p95 ≤ 2 × that of the idle machine",
}
EMAIL = "orientacion.sps@demo.ruta.hn"
MOST_WHOLE, MOST_PEER, MOST_SPLINK = 500, 100, 30


def main() -> None:
    chosen = argparse.ArgumentParser(description=__doc__)
    chosen.add_argument("--register", type=Path, help="the folder; without it one is made")
    chosen.add_argument("--persons", type=int, default=100_000, help="persons of the register that is made")
    chosen.add_argument("--queries", type=int, default=2000)
    chosen.add_argument("--load", action="store_true", help="twenty counters, idle and while 100,000 rows are imported")
    chosen.add_argument("--peers", action="store_true", help="pg_trgm on the same queries")
    chosen.add_argument("--held", action="store_true", help="what look-ups read lies in the server's memory, as after some hours of a day")
    chosen.add_argument("--keep", action="store_true", help="leave the database for the next run")
    chosen.add_argument("--json", action="store_true", help="the figures for `make bench` in the last line")
    options = chosen.parse_args()
    with tempfile.TemporaryDirectory() as room:
        measured(options, options.register or Path(room))


def measured(options: argparse.Namespace, folder: Path) -> None:
    """Fill the database, ask, and tell."""
    if options.register is None:
        from ruta.demo.generator.trial import Settings, write_trial

        lookup_database.DATABASE += f"_{options.persons}"
        write_trial(Settings(register=options.persons, rows=options.queries), folder, lambda _done, _total: None)
        options.register = folder
    lookup_database.begin()
    count = lookup_database.fill(folder / "register.csv")
    ready()
    if options.held:
        lookup_database.hold()
    queries = list(questions(options.register, options.queries))
    print(f"{count:,} persons; {len(queries):,} queries; {table_sizes()}")
    told = []
    for seen in ways(options, queries):
        print(seen, flush=True)
        told.append(seen)
    for seen in loads(queries, replace(actor(), reason="bench")) if options.load else ():
        print(seen, flush=True)
        told.append(seen)
    if not options.keep:
        lookup_database.drop()
    if options.json:
        print(
            json.dumps(
                [
                    [f"counter, {count:,} persons: {seen.name}", str(seen).removeprefix(f"{seen.name:42s} "), AIMS.get(seen.name, "")]
                    for seen in told
                ]
            )
        )


def ways(options: argparse.Namespace, queries: list[Question]) -> Iterator[Seen]:
    """Every way of asking, one after the other."""
    yield from alone(queries)
    first = queries[:MOST_WHOLE]
    yield whole_requests(
        "results on the screen, sought by who is registered", [one for one in queries if one.truth][:MOST_WHOLE], is_part=True
    )
    yield whole_requests("results on the screen, all queries", first, is_part=True)
    yield whole_requests("page without scripts, all queries", first, is_part=False)
    if options.peers:
        yield trigrams(queries[:MOST_PEER])
        yield splink(options.register, queries[:MOST_SPLINK])


def measure(persons: int) -> list[Figure]:
    """The rows of `make bench`, measured in a process of its own: it needs a database of its own."""
    command = [
        sys.executable,
        "-m",
        "bench.bench_lookup",
        "--persons",
        str(persons),
        "--queries",
        "2000",
        "--peers",
        "--load",
        "--held",
        "--json",
    ]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [Figure(claim, value, "", beside) for claim, value, beside in json.loads(done.stdout.splitlines()[-1])]


def questions(folder: Path, most: int) -> Iterator[Question]:
    """The first rows of the file with their truth."""
    with (folder / "file.csv").open(encoding="utf-8") as rows, (folder / "key.csv").open(encoding="utf-8") as keys:
        for row, key in zip(csv.DictReader(rows), csv.DictReader(keys), strict=True):
            if not most:
                return
            most -= 1
            yield Question(row, key["register_id"])


def ready() -> None:
    """What a running product has done before anybody asks: loops loaded, register copied by the worker."""
    from django.db import transaction

    from ruta.base.context import acting_as, system
    from ruta.people.linkage import scan, shortlist
    from ruta.people.selectors.scanning import renew

    shortlist.warm()
    scan.warm()
    institution = actor().institution_id
    begin = time.monotonic()
    with acting_as(system(institution, "bench")), transaction.atomic():
        renew(institution)
    print(f"copy of the register ready in {time.monotonic() - begin:.0f} s")


def actor(user_id: int | None = None):
    """Somebody at a counter; a fresh user now and then, for nobody may ask sixty times in ten minutes."""
    from ruta.accounts.models import Membership
    from ruta.accounts.selectors import actor_in

    who = actor_in(Membership.objects.select_related("office").filter(user__email=EMAIL).order_by("pk").first())
    return replace(who, user_id=user_id) if user_id else who


def table_sizes() -> str:
    with lookup_database.superuser() as connection:
        found = connection.execute(
            "SELECT pg_size_pretty(pg_table_size('people_personkey')), pg_size_pretty(pg_indexes_size('people_personkey')), "
            "pg_size_pretty(pg_database_size(current_database())), (SELECT reltuples::bigint FROM pg_class WHERE relname = 'people_personkey')"
        ).fetchone()
    return "keys {3:,} rows, table {0}, indexes {1}; database {2}".format(*found)


def alone(queries: list[Question]) -> list[Seen]:
    """The engine: keys, candidates, weights, and the scan where the best is unsure; then the verb of the screen with its commit."""
    from django.db import transaction

    from ruta.base.context import acting_as
    from ruta.people.actions.searching import look, search_from_the_machine

    engine, scanned, verb = (
        Seen("engine (find + score), sure by keys"),
        Seen("engine, everybody compared"),
        Seen("verb of the screen, all queries"),
    )
    both = Seen("engine, all queries")
    who = replace(actor(), reason="bench")
    for at, question in enumerate(queries):
        record = question.record
        with acting_as(who), transaction.atomic():
            session = transaction.get_connection()
            session.ensure_connection()
            served, begin, begun = on_processor(session), time.perf_counter(), time.thread_time()
            likely = look(record, who.institution_id)
            spent = time.perf_counter() - begin, time.thread_time() - begun, on_processor(session) - served
            transaction.set_rollback(True)
        ids = [one.ref for one in likely.candidates]
        best = likely.candidates[0].probability if ids else 0.0
        for seen in (both, scanned if likely.looked_through is not None else engine):
            seen.judge(question.truth, ids, best)
            if at >= WARM:
                seen.note(*spent)
        begin, begun = time.perf_counter(), time.thread_time()
        with acting_as(who):
            search_from_the_machine(actor=who, sought=record)
        if at >= WARM:
            verb.note(time.perf_counter() - begin, time.thread_time() - begun)
    return [engine, scanned, both, verb]


def on_processor(session: Any) -> float:
    """Seconds that the process behind this connection to the database has run, where Linux tells."""
    told = Path(f"/proc/{session.connection.info.backend_pid}/schedstat")
    return int(told.read_text().split()[0]) / 1e9 if told.exists() else 0.0


def whole_requests(name: str, queries: list[Question], *, is_part: bool) -> Seen:
    """Through the WSGI handler with every middleware, as the screen asks (for the list of results) or without scripts (for the whole page).

    The log of searches is emptied, for nobody may ask so often.
    """
    from django.urls import reverse

    from bench.visiting import Reader

    seen = Seen(f"whole request, {name}")
    reader = Reader(EMAIL, is_part=is_part)
    with lookup_database.superuser() as connection:
        for at, question in enumerate(queries):
            if at % 40 == 0:
                connection.execute("DELETE FROM access_log WHERE kind = 'search'")
            begin, begun = time.perf_counter(), time.thread_time()
            reader.post(reverse("desk:search"), typed(question.row))
            if at >= WARM:
                seen.note(time.perf_counter() - begin, time.thread_time() - begun)
    return seen


def typed(row: dict[str, str]) -> dict[str, str]:
    """A row in the boxes of the form, which has one for the whole name and none for sex and municipality."""
    day = "/".join(reversed(row["birth_date"].split("-")))
    return {"name": f"{row['given_names']} {row['surnames']}".strip(), "document": row["dni"], "phone": row["phone"], "birth_date": day}


if __name__ == "__main__":
    main()
