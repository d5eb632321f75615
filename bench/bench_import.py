"""How many rows a second does an import take in, beside the bare COPY of the same rows?

python -m bench.bench_import [--rows 100000] [--register 0] [--profile]

The file is dirty: 3 % of its rows are the same human being written otherwise, 2 % cannot be read. `--register N` first fills the
institution with N other persons, so that the probes meet a register of that size.
"""

import argparse
import csv
import os
import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

DATABASE = "ruta_bench_import"
HEADERS = ("No.", "Nombres", "Apellidos", "Fecha nac.", "Identidad", "Sexo", "Municipio", "Teléfono", "Escolaridad", "Correo")
BAD = 0.02
SEX = {"woman": "F", "man": "M"}


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rows", type=int, default=100_000)
    arguments.add_argument("--register", type=int, default=0)
    arguments.add_argument("--profile", action="store_true")
    chosen = arguments.parse_args()
    os.environ["RUTA_DATABASE"] = DATABASE
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruta.config.settings")
    from ruta.config.database import prepare

    prepare()
    import django

    django.setup()
    try:
        measure(chosen)
    finally:
        drop()


def measure(chosen: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if chosen.register:
            print(f"register of {chosen.register:,} persons filled in {fill(chosen.register):.0f} s")
        file, pairs = write_file(Path(folder) / "personas.csv", chosen.rows, seed=5)
        before = processor_seconds()
        batch, seconds = profiled(file) if chosen.profile else bring(file)
        spent = [after - earlier for after, earlier in zip(processor_seconds(), before, strict=True)]
        limit = physical_limit(file)
        print(f"import of {batch.row_count:,} rows: {seconds:.1f} s, {batch.row_count / seconds:,.0f} rows/s (aim: 100,000 in < 120 s)")
        print(
            f"  processor: {spent[0]:.1f} s here, then {spent[1]:.1f} s in the database: {batch.row_count / sum(spent):,.0f} rows/s if nobody else works"
        )
        print(
            f"  created {batch.created_count:,}, known {batch.known_count:,}, to decide {batch.duplicate_count:,}, rejected {batch.error_count:,}"
        )
        print(f"  physical limit, COPY of the same rows into an unprotected table: {limit:.2f} s, {batch.row_count / limit:,.0f} rows/s")
        print(f"  of {len(pairs):,} second registrations by construction, found {caught(batch, pairs):.1%}")


def processor_seconds() -> tuple[float, float]:
    """What this process and its backend have used: says more than the clock when others work on the machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    cells = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return time.process_time(), (int(cells[11]) + int(cells[12])) / os.sysconf("SC_CLK_TCK")


def write_file(path: Path, rows: int, seed: int) -> tuple[Path, list[tuple[int, int]]]:
    """Registrations of the synthetic population as a partner writes them; and which two lines are one person."""
    from ruta.demo.generator.register import build_register
    from ruta.demo.tests.conftest import make_offices

    register = build_register(rows, seed, date(2026, 3, 18), make_offices())
    persons, chance = register.persons, random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADERS)
        for at in range(len(persons)):
            writer.writerow(spoiled(line(persons, at), chance) if chance.random() < BAD else line(persons, at))
    key = register.answer_key
    return path, list(zip(key.original_row.tolist(), key.duplicate_row.tolist(), strict=True))


def line(persons, at: int) -> list[str]:
    born, dni = persons.birth_date[at].item(), persons.dni[at]
    return [
        str(at + 1), persons.given_names[at], f"{persons.first_surname[at]} {persons.second_surname[at]}".strip(),
        born.strftime("%d/%m/%Y"), f"{dni[:4]}-{dni[4:8]}-{dni[8:]}" if dni and at % 2 else dni, SEX[persons.sex[at]],
        persons.residence_municipality[at], persons.phone[at], "", persons.email[at],
    ]  # fmt: skip


def spoiled(cells: list[str], chance: random.Random) -> list[str]:
    place, text = chance.choice([(1, ""), (3, "31/02/1990"), (4, "0801-1990-123"), (3, "01/01/2190"), (6, "9999"), (7, "123")])
    cells[place] = text
    return cells


def fill(count: int) -> float:
    """Other persons, documents and keys, straight into the tables: what is measured is the import that comes after."""
    import psycopg

    from ruta.config import installation
    from ruta.demo.generator.register import build_register
    from ruta.demo.tests.conftest import make_offices
    from ruta.directory.models import Office
    from ruta.people.linkage import Document, Record, bulk_keys

    begin, office = time.perf_counter(), Office.objects.get(code="SPS")
    persons = build_register(count, 77, date(2026, 3, 18), make_offices()).persons
    with psycopg.connect(installation.admin_dsn(), dbname=DATABASE) as connection, connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        first = cursor.execute("SELECT setval('people_person_id_seq', %s) - %s", [count + 1, count]).fetchone()[0]
        columns = "id, owner_institution_id, office_id, given_names, surnames, preferred_name, sort_name, sex, birth_date, nationality, place, education, languages, version, is_birth_date_estimated"
        with cursor.copy(f"COPY people_person ({columns}) FROM STDIN") as copy:
            for at in range(count):
                surnames = f"{persons.first_surname[at]} {persons.second_surname[at]}".strip()
                copy.write_row((first + at, office.institution_id, office.pk, persons.given_names[at], surnames, "", surnames, persons.sex[at],
                                persons.birth_date[at].item(), "HN", "", "", [], 1, False))  # fmt: skip
        records = (
            Record(given_names=persons.given_names[at], surnames=f"{persons.first_surname[at]} {persons.second_surname[at]}",
                   birth_date=persons.birth_date[at].item(), phones=(persons.phone[at],), documents=(Document("dni", persons.dni[at]),))
            for at in range(count)
        )  # fmt: skip
        with cursor.copy("COPY people_personkey (key, person_id, institution_id) FROM STDIN") as copy:
            for made in bulk_keys(records):
                for row, key in zip(made.rows.tolist(), made.keys.tolist(), strict=True):
                    copy.write_row((key, first + row, office.institution_id))
        cursor.execute("ANALYZE people_personkey, people_person")
    return time.perf_counter() - begin


def bring(file: Path):
    from ruta.base.context import system
    from ruta.directory.models import Office
    from ruta.people.imports import actions
    from ruta.people.imports.running import run, take_in

    office = Office.objects.get(code="SPS")
    actor = system(office.institution_id, "bench")
    begin = time.perf_counter()
    with file.open("rb") as opened:
        batch, _new = take_in(actor=actor, office=office, name=file.name, file=opened)
        batch = actions.start(actor=actor, batch_id=batch.pk, is_dry_run=False)
        batch = run(actor=actor, batch=batch, file=opened, on_progress=tell)
    return batch, time.perf_counter() - begin


def tell(batch) -> None:
    sys.stderr.write(f"\r{batch.done_count:,} of {batch.row_count:,}  ")


def profiled(file: Path):
    import cProfile
    import pstats

    profile = cProfile.Profile()
    found = profile.runcall(bring, file)
    pstats.Stats(profile).sort_stats("tottime").print_stats(30)
    return found


def physical_limit(file: Path) -> float:
    """The same cells by COPY into a table without keys, policies, triggers or meaning."""
    import psycopg

    from ruta.config import installation

    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened, delimiter=";"))
    columns = ", ".join(f"c{at} text" for at in range(len(HEADERS)))
    with psycopg.connect(installation.admin_dsn(), dbname=DATABASE, autocommit=True) as connection:
        connection.execute(f"CREATE TABLE limit_of_copy ({columns})")
        begin = time.perf_counter()
        with connection.cursor() as cursor, cursor.copy("COPY limit_of_copy FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return time.perf_counter() - begin


def caught(batch, pairs) -> float:
    """Share of second registrations that were linked or put before a person; pairs with an unreadable row left out."""
    from django.db import transaction

    from ruta.base.context import acting_as, system

    with acting_as(system(batch.owner_institution_id)), transaction.atomic():
        outcomes = dict(batch.rows.values_list("number", "outcome"))
    told = [outcomes[max(pair) + 2] for pair in pairs if "error" not in {outcomes[at + 2] for at in pair}]
    return sum(outcome in {"known", "duplicate"} for outcome in told) / max(len(told), 1)


def drop() -> None:
    import psycopg
    from django.db import connections

    from ruta.config import installation

    for connection in connections.all():
        connection.close()
        connection.close_pool()
    with psycopg.connect(installation.admin_dsn(), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


if __name__ == "__main__":
    main()
