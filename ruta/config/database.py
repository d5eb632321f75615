"""Is the database there, migrated and filled with the reference data?"""

import os
import subprocess
import sys

import psycopg

from ruta.base import postgres
from ruta.base.errors import RutaError
from ruta.base.provision import provision
from ruta.config import installation, stamp


def start() -> None:
    """Start the embedded server if there is no DATABASE_URL."""
    if not installation.DATABASE_URL:
        postgres.start(installation.SERVER)


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


def analyze() -> None:
    """Let the planner know what a bulk load changed; only the owner of the tables may."""
    with psycopg.connect(installation.admin_dsn(), dbname=name(), autocommit=True) as admin:
        admin.execute("VACUUM (ANALYZE)")


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
