"""Whom are the measurements about? A synthetic population in a database of its own, made once and used again."""

import json
import os
import sys
import time
from dataclasses import dataclass
from datetime import date

DATABASE = "ruta_bench"
SEED = 7
TODAY = date(2026, 3, 18)


@dataclass(frozen=True)
class Made:
    """How the population came to be."""

    persons: int
    rows: int
    seconds: float
    measured_on: str


def ready(persons: int) -> Made:
    """Prepare the database and fill it when it holds no population of that size."""
    os.environ["RUTA_DATABASE"] = DATABASE
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruta.config.settings")
    from ruta.config import installation
    from ruta.config.database import prepare

    note = installation.VAR / "bench" / "population.json"
    kept = json.loads(note.read_text()) if note.exists() else {}
    if kept and kept["persons"] != persons:
        drop()
    prepare()
    import django

    django.setup()
    if kept and kept["persons"] == persons and _is_filled():
        return Made(**kept)
    made = _fill(persons)
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps(made.__dict__))
    return made


def drop() -> None:
    """Remove the database of the measurements."""
    import psycopg

    from ruta.config import installation
    from ruta.config.database import ensure_ready

    ensure_ready()
    with psycopg.connect(installation.admin_dsn(), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def _is_filled() -> bool:
    from ruta.demo.actions.population import has_persons

    return has_persons()


def _fill(persons: int) -> Made:
    from django.db import transaction

    from ruta.base.context import acting_as, system
    from ruta.config.database import analyzed_once
    from ruta.config.demonstration import counted
    from ruta.demo.actions import make_accounts, make_population

    actor = system(None, "bench")
    print(f"population of {persons:,} persons …", file=sys.stderr, flush=True)
    with acting_as(actor), transaction.atomic():
        make_accounts(actor=actor)
    begin = time.perf_counter()
    with analyzed_once() as in_between:
        made = make_population(actor=actor, persons=persons, seed=SEED, today=TODAY, progress=counted(lambda *_: None, in_between))
        seconds = time.perf_counter() - begin
    return Made(persons, sum(made.counts.values()), seconds, time.strftime("%Y-%m-%d"))


def as_superuser():
    """A raw connection to the database of the measurements, past every policy."""
    import psycopg

    from ruta.config import installation

    return psycopg.connect(installation.admin_dsn(), dbname=DATABASE, autocommit=True)
