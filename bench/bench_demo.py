"""How many rows a second does the synthetic population take, beside the bare COPY of the same rows?

python -m bench.bench_demo [--persons 2000] [--seed 7]

The rows that were written are read back and copied once more into unlogged tables without keys, indexes, policies or triggers: the
physical limit of the same machine in the same run. CPU seconds of this process are told apart: on a busy machine they are what stays.
"""

import argparse
import os
import resource
import time
from pathlib import Path

DATABASE = "ruta_bench_demo"
UNTOUCHED = ("django_", "auth_", "account_", "mfa_", "taxonomy_", "territory_", "directory_", "procrastinate_", "insights_")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--persons", type=int, default=2_000)
    arguments.add_argument("--seed", type=int, default=7)
    chosen = arguments.parse_args()
    os.environ["RUTA_DATABASE"] = DATABASE
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruta.config.settings")
    from ruta.config.database import prepare

    prepare()
    import django

    django.setup()
    try:
        measure(chosen.persons, chosen.seed)
    finally:
        drop()


def measure(persons: int, seed: int) -> None:
    from ruta.base.context import system
    from ruta.config.database import analyzed_once
    from ruta.config.demonstration import counted
    from ruta.demo.actions import make_accounts, make_population

    stages: dict[str, float] = {}
    begin = time.perf_counter()
    with analyzed_once() as in_between:
        make_accounts(actor=system(None, "bench"))
        make_population(
            actor=system(None, "bench"),
            persons=persons,
            seed=seed,
            progress=counted(lambda what, *_: stages.update({what: time.perf_counter() - begin}), in_between),
        )
        loaded = time.perf_counter() - begin
    total = time.perf_counter() - begin
    served = server_seconds()
    rows, size, limit = physical_limit()
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{persons:,} persons, {rows:,} rows, {size / 1e6:,.0f} MB of text")
    print(f"  loaded in {loaded:.1f} s, {rows / loaded:,.0f} rows/s; with statistics {total:.1f} s (aim: 350,000 persons in < 300 s)")
    print("  until: " + ", ".join(f"{what} {at:.1f} s" for what, at in stages.items()))
    print(
        f"  CPU: this process {used.ru_utime + used.ru_stime:.1f} s, its connections {served:.1f} s; {used.ru_maxrss / 1e6:.2f} GB here; "
        f"load of the machine {os.getloadavg()[0]:.1f}"
    )
    print(
        f"  physical limit, COPY of the same rows into unlogged tables: {limit:.1f} s, {rows / limit:,.0f} rows/s; {loaded / limit:.1f} times that"
    )


def server_seconds() -> float:
    """CPU seconds of the server processes behind the connections of the product, which the pool keeps open."""
    with as_superuser() as connection:
        pids = connection.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()", [DATABASE]).fetchall()
    ticks = 0
    for (pid,) in pids:
        file = Path(f"/proc/{pid}/stat")
        if file.exists():
            ticks += sum(map(int, file.read_text().rsplit(")", 1)[1].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def physical_limit() -> tuple[int, int, float]:
    """Rows, bytes and seconds of copying all of it once more with nothing around it."""
    rows = size = 0
    seconds = 0.0
    with as_superuser() as connection:
        tables = connection.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1")
        for (table,) in tables.fetchall():
            if not table.startswith(UNTOUCHED):
                with connection.cursor().copy(f"COPY (SELECT * FROM {table}) TO STDOUT") as copy:
                    parts = [bytes(part) for part in copy]
                rows, size = rows + len(parts), size + sum(map(len, parts))
                seconds += copied(connection, table, parts)
    return rows, size, seconds


def copied(connection, table: str, parts: list[bytes]) -> float:
    whole = b"".join(parts)
    connection.execute(f"CREATE UNLOGGED TABLE bare (LIKE {table})")
    begin = time.perf_counter()
    with connection.cursor().copy("COPY bare FROM STDIN") as copy:
        for at in range(0, len(whole), 1 << 20):
            copy.write(whole[at : at + (1 << 20)])
    took = time.perf_counter() - begin
    connection.execute("DROP TABLE bare")
    return took


def as_superuser():
    import psycopg

    from ruta.config import installation

    return psycopg.connect(installation.admin_dsn(), dbname=DATABASE, autocommit=True)


def drop() -> None:
    import psycopg
    from django.db import connections

    from ruta.config import installation

    for connection in connections.all():
        connection.close()
        connection.close_pool()
    with psycopg.connect(installation.admin_dsn(), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


if __name__ == "__main__":
    main()
