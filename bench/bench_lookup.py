"""How fast, how surely and how rarely wrongly is a person found at the counter of a register of a million, and of ten?

python -m bench.bench_lookup [--register FOLDER] [--queries 2000] [--load] [--peers] [--held] [--keep]

FOLDER holds `register.csv`, `file.csv` and `key.csv` of `ruta demo dirty --register 1000000 --rows 20000 --out FOLDER`. The register goes by
COPY into the real tables of a database of its own, with the policies of the product. Queries are the corrupted rows of the file, a fifth
of them of persons who are not in it. Times on the clock and, since others share the machine, of the processor in this process.
"""

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench import lookup_database
from bench.looked_up import Question, Seen
from bench.lookup_peers import splink, trigrams
from bench.measuring import Figure

COUNTERS = 20
IMPORTED = 100_000
WARM = 50
AIMS = {
    "engine (find + score), sure by keys": "aim at a million: p95 ≤ 2 ms, recall@10 ≥ .99",
    "engine, all queries": "aim at a million: p95 ≤ 20 ms, recall@10 ≥ .999, false alarms ≤ 1 %",
    "whole request, POST to the results of the screen": "aim at a million: p95 ≤ 15 ms; what the screen sends",
    "whole request, POST to the page of the screen": "aim at a million: p95 ≤ 15 ms; a browser without scripts",
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
    if options.load:
        loads(queries)
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
    for is_part in (True, False):
        yield whole_requests(queries[:MOST_WHOLE], is_part=is_part)
    if options.peers:
        yield trigrams(queries[:MOST_PEER])
        yield splink(options.register, queries[:MOST_SPLINK])


def measure(persons: int) -> list[Figure]:
    """The rows of `make bench`, measured in a process of its own: it needs a database of its own."""
    command = [sys.executable, "-m", "bench.bench_lookup", "--persons", str(persons), "--queries", "1500", "--peers", "--json"]
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
    """Seconds that the database's process of this session has run, where Linux tells."""
    told = Path(f"/proc/{session.connection.info.backend_pid}/schedstat")
    return int(told.read_text().split()[0]) / 1e9 if told.exists() else 0.0


def whole_requests(queries: list[Question], *, is_part: bool) -> Seen:
    """Through the WSGI handler with every middleware, as the screen asks (for the list of results) or without scripts (for the whole page).

    The log of searches is emptied, for nobody may ask so often.
    """
    from django.urls import reverse

    from bench.visiting import Reader

    seen = Seen(f"whole request, POST to the {'results' if is_part else 'page'} of the screen")
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


def loads(queries: list[Question]) -> None:
    """Twenty counters, each asking once a second, alone and beside an import."""
    print(counters(queries, lambda _is_on: time.sleep(20), "20 counters, otherwise idle"))
    with importing() as is_running:
        print(counters(queries, lambda is_on: wait_for(is_running, is_on), f"20 counters while {IMPORTED:,} rows are imported"))


def wait_for(is_running: Callable[[], bool], is_on: threading.Event) -> None:
    until = time.monotonic() + 400
    while is_running() and is_on.is_set() and time.monotonic() < until:
        time.sleep(0.2)


def counters(queries: list[Question], while_: Callable[[threading.Event], None], name: str) -> Seen:
    """Threads as those of a web process, each with its own connection and a second between two questions."""
    seen, is_on = Seen(name), threading.Event()
    is_on.set()
    threads = [threading.Thread(target=_counter, args=(queries, number, is_on, seen)) for number in range(COUNTERS)]
    for thread in threads:
        thread.start()
    while_(is_on)
    is_on.clear()
    for thread in threads:
        thread.join()
    seen.processor.clear()
    return seen


def _counter(queries: list[Question], number: int, is_on: threading.Event, seen: Seen) -> None:
    from django.db import connections

    from ruta.base.context import acting_as
    from ruta.people.actions.searching import search_from_the_machine

    chance = random.Random(number)
    who = replace(actor(), reason="bench")
    time.sleep(chance.random())
    while is_on.is_set():
        record = chance.choice(queries).record
        begin = time.perf_counter()
        with acting_as(who):
            search_from_the_machine(actor=who, sought=record)
        seen.note(time.perf_counter() - begin, 0.0)
        time.sleep(max(0.0, 1 - (time.perf_counter() - begin)))
    connections.close_all()


@contextmanager
def importing() -> Iterator[Callable[[], bool]]:
    """An import of a hundred thousand rows in a process of its own, as `ruta import persons` does it."""
    import os
    import subprocess
    import tempfile

    from bench.bench_import import write_file

    with tempfile.TemporaryDirectory() as folder:
        file, _pairs = write_file(
            Path(folder) / "personas.csv", IMPORTED, seed=int(time.time())
        )  # a file once imported is not imported again
        command = [
            str(Path(sys.executable).with_name("ruta")),
            "import",
            "persons",
            str(file),
            "--institution",
            "SETRASS-DGE",
            "--office",
            "SPS",
        ]
        process = subprocess.Popen(command, env={**os.environ, "RUTA_DATABASE": lookup_database.DATABASE}, stdout=sys.stderr)
        try:
            yield lambda: process.poll() is None
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
