"""Is the database there, migrated and filled with the reference data?"""

import os
import subprocess
import sys

from ruta.base import postgres
from ruta.base.provision import provision
from ruta.config import installation


def ensure_ready() -> None:
    """Start the embedded server if there is no DATABASE_URL, and make roles and database."""
    if not installation.DATABASE_URL:
        postgres.start(installation.SERVER)
    provision(installation.admin_dsn(), database=name(), secret=installation.secret())


def name() -> str:
    """The name of the product's database."""
    return str(installation.alias("ruta_app")["NAME"])


def prepare() -> None:
    """Database ready, migrated, reference data loaded. The work of the owner happens in a process of its own."""
    ensure_ready()
    as_owner("migrate", "--verbosity=0")
    as_owner("load_catalogues")


def as_owner(*arguments: str) -> None:
    """Run a Django command as the role that migrates."""
    environment = {**os.environ, "RUTA_DB_ROLE": "ruta_owner", "DJANGO_SETTINGS_MODULE": "ruta.config.settings"}
    subprocess.run([sys.executable, "-m", "django", *arguments], check=True, env=environment, cwd=installation.ROOT)  # noqa: S603 - ourselves
