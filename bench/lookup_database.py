"""In which database do the look-ups of a benchmark run? One of its own, filled once from a register of `ruta demo dirty`."""

import os
from pathlib import Path

DATABASE = "ruta_bench_lookup"


def begin(name: str = DATABASE) -> None:
    """Prepare the database and Django."""
    os.environ["RUTA_DATABASE"] = name
    os.environ.setdefault("RUTA_POOL", "24")  # twenty counters stand in one process
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruta.config.settings")
    from ruta.config.database import prepare

    prepare()
    import django

    django.setup()


def superuser(name: str = DATABASE):
    """A raw connection past every policy."""
    import psycopg

    from ruta.config import installation

    return psycopg.connect(installation.admin_dsn(), dbname=name, autocommit=True)


def fill(register: Path, *, is_lean: bool = False) -> int:
    """All persons in the institution of one office, and the accounts of the demonstration; nothing when somebody is there already."""
    from django.db import transaction

    from bench.register import load
    from ruta.accounts.models import User
    from ruta.base.context import acting_as, system
    from ruta.demo.actions import make_accounts
    from ruta.directory.models import Office

    office = Office.objects.get(code="SPS")
    machine = system(None, "bench")
    if not User.objects.exists():
        with acting_as(machine), transaction.atomic():
            make_accounts(actor=machine)
    with superuser() as connection:
        count = connection.execute("SELECT count(*) FROM people_person").fetchone()[0]
        return count or load(connection, register, office.institution_id, office.pk, is_lean=is_lean)


HELD = ("people_personkey_pkey", "people_person_id_owner", "people_person_pkey", "people_person", "people_contact", "people_identifier")


def hold() -> None:
    """Read what look-ups read into the server's memory, as after some hours of a working day; what does not fit leaves again."""
    with superuser() as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_prewarm")
        beside = (
            "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid IN ('people_contact'::regclass, 'people_identifier'::regclass)"
        )
        for name in (*HELD, *(row[0] for row in connection.execute(beside).fetchall())):
            connection.execute("SELECT pg_prewarm(%s::regclass)", [name])


def drop(name: str = DATABASE) -> None:
    """Remove it."""
    import psycopg
    from django.db import connections

    from ruta.config import installation

    for connection in connections.all():
        connection.close()
        connection.close_pool()
    with psycopg.connect(installation.admin_dsn(), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
