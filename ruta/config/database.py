"""Is the database there, migrated and filled with the reference data?"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import LiteralString

import psycopg
from psycopg import sql

from ruta.base import postgres
from ruta.base.errors import RutaError
from ruta.base.provision import provision
from ruta.config import installation, stamp

HANDS = 2
# The largest first, so that the hands have about as much to do.
TABLES = """
SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname = ANY (%s) ORDER BY pg_table_size(c.oid) DESC, c.oid
"""


def start() -> None:
    """Start the embedded server if there is no DATABASE_URL; a server of somebody else must answer."""
    if installation.DATABASE_URL:
        _demand_answer(installation.DATABASE_URL)
    else:
        postgres.start(installation.SERVER)


def _demand_answer(address: str) -> None:
    """Whoever cannot come in is told why in the words of the server, and what to look at; the address holds a password and is not repeated."""
    try:
        psycopg.connect(address).close()
    except psycopg.Error as error:
        said = " ".join(str(error).split()) if isinstance(error, psycopg.OperationalError) else "eso no es una dirección."
        raise RutaError(
            f"No se pudo entrar en la base de datos de DATABASE_URL. Revise que sea «postgresql://cuenta:clave@servidor:5432/base», "
            f"que el servidor esté encendido y que la cuenta y la clave sean las suyas. El servidor dijo: {said}"
        ) from error


def ensure_ready() -> None:
    """Start the embedded server if there is no DATABASE_URL, and make roles and database."""
    start()
    provision(installation.admin_dsn(), database=name(), secret=installation.secret())


def name() -> str:
    """The name of the product's database."""
    return str(installation.alias("ruta_app")["NAME"])


def holds_persons() -> bool:
    """Whether anybody is registered in any institution; asked past the policies, one word comes back."""
    with psycopg.connect(installation.admin_dsn(), dbname=name()) as admin:
        found = admin.execute("SELECT EXISTS (SELECT FROM people_person)").fetchone()
    return bool(found and found[0])


@contextmanager
def analyzed_once() -> Iterator[Callable[[], None]]:
    """Fill tables while the server's own clean-up stays away from them, then let the planner know what changed.

    While they grow it would read them again every minute. It passes over whatever is locked against it; the lock hinders neither
    readers nor writers, and ends with this connection whatever becomes of us. What it gives lets the planner know in between.
    """
    with _as_owner(autocommit=False) as admin:
        _lock(admin)

        def in_between() -> None:
            admin.commit()
            _by_hands("ANALYZE")
            _lock(admin)

        yield in_between
    analyze()


def analyze() -> None:
    """Let the planner know what a bulk load changed; only the owner of the tables may."""
    _by_hands("VACUUM (ANALYZE)")


def _by_hands(verb: LiteralString) -> None:
    """Each table by one of the hands."""
    with _as_owner() as admin:
        tables = _tables(admin, "public", "pg_catalog")
    with ThreadPoolExecutor(HANDS) as crew:
        list(crew.map(partial(_go_over, verb), [tables[hand::HANDS] for hand in range(HANDS)]))


def _go_over(verb: LiteralString, tables: list[str]) -> None:
    with _as_owner() as admin:
        admin.execute(sql.SQL(verb + " {}").format(_listed(tables)))


def _lock(admin: psycopg.Connection) -> None:
    admin.execute(sql.SQL("LOCK TABLE {} IN SHARE UPDATE EXCLUSIVE MODE").format(_listed(_tables(admin, "public"))))


def _tables(admin: psycopg.Connection, *schemas: str) -> list[str]:
    return [table for (table,) in admin.execute(TABLES, [list(schemas)])]


def _listed(tables: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.SQL, tables))  # the server quoted them


def _as_owner(*, autocommit: bool = True) -> psycopg.Connection:
    return psycopg.connect(installation.admin_dsn(), dbname=name(), autocommit=autocommit)


def prepare() -> None:
    """Database ready, migrated, reference data loaded, files collected; the owner's work in a process of its own.

    Nothing of it is done again while no file changed: see `stamp`.
    """
    start()
    if stamp.is_prepared(name()):
        return
    ensure_ready()
    run_as("ruta_owner", "ruta.config.prepare")
    stamp.remember(name())


def run_as(role: str, module: str, *arguments: str) -> None:
    """Run one of our modules as a database role; its sentence of failure is already on the screen."""
    environment = {**os.environ, "RUTA_DB_ROLE": role, "DJANGO_SETTINGS_MODULE": "ruta.config.settings"}
    done = subprocess.run([sys.executable, "-m", module, *arguments], check=False, env=environment)  # noqa: S603 - ourselves
    if done.returncode:
        raise RutaError("La preparación no terminó. El motivo está arriba; corríjalo y repita la orden.")
