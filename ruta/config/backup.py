"""How is everything saved and brought back? One file, complete or not at all; a restore starts a new epoch of the audit."""

import os
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from ruta.base.errors import Invalid, RutaError
from ruta.base.postgres import binary
from ruta.base.provision import ensure_database, prepare_database
from ruta.config import installation, presence
from ruta.config.database import ensure_ready, name

MAGIC = b"PGDMP"
LIBPQ = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}
"""Where a connection goes, and the variable that tells it to the programs of PostgreSQL without showing it in the list of processes."""


def backup(file: Path) -> int:
    """Write a complete dump past row security (as superuser); returns its bytes. A half-written file never takes the name."""
    ensure_ready()
    part = file.with_name(file.name + ".part")
    try:
        part.touch(mode=0o600)  # everybody's data: for its owner alone, from the first byte
        part.chmod(0o600)
        # Owners are kept: a definer's door belongs to its narrow role.
        _postgres("pg_dump", "--format=custom", "--compress=gzip:3", f"--file={part}", f"--dbname={name()}")
        part.replace(file)
    except OSError as error:
        raise Invalid(f"No se puede escribir «{file}»: {error.strerror}. Elija una carpeta que exista y donde pueda escribir.") from error
    finally:
        part.unlink(missing_ok=True)
    return file.stat().st_size


def restore(file: Path) -> None:
    """Bring a dump back into a fresh database beside the old one, then swap the names; the old one is kept until the swap."""
    demand_copy(file)
    ensure_ready()
    presence.demand_alone(name())
    fresh, old = f"{name()}_restored", f"{name()}_before_restore"
    _drop(old)
    _fill(fresh, file)
    _hand_over(fresh)
    _swap(fresh, old)


def rehearse(file: Path) -> int:
    """Bring a dump back into a database of its own while the product serves, count what came, and take it away again; gives its rows."""
    demand_copy(file)
    ensure_ready()
    apart = f"{name()}_drill"
    presence.enter(name())
    presence.demand_alone(apart)
    try:
        _fill(apart, file)
        with psycopg.connect(installation.admin_dsn(), dbname=apart) as inside:
            return _rows(inside)
    finally:
        _drop(apart)


def note_restored(seconds: float) -> None:
    """Write into the database of the installation that a copy came back: into the one that did, or into the one that stayed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruta.config.settings")
    import django

    django.setup()
    from ruta.base.context import system
    from ruta.directory.actions import record_restore

    record_restore(actor=system(None, "restore"), seconds=seconds)


def demand_copy(file: Path) -> None:
    """Refuse what is no copy, before anybody is asked whether to replace everything by it."""
    if not _is_copy(file):
        raise Invalid(f"«{file}» no es una copia de Ruta. Use un archivo hecho con «ruta backup».")


def _is_copy(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(len(MAGIC)) == MAGIC


def _drop(database: str) -> None:
    with psycopg.connect(installation.maintenance_dsn(), autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def _fill(database: str, file: Path) -> None:
    """A fresh database with everything that a dump holds, or an error."""
    _drop(database)
    with psycopg.connect(installation.maintenance_dsn(), autocommit=True) as admin:
        ensure_database(admin, database)
    with psycopg.connect(installation.admin_dsn(), dbname=database, autocommit=True) as inside:
        prepare_database(inside)
    _postgres("pg_restore", "--exit-on-error", "--jobs=2", f"--dbname={database}", str(file))


def _rows(inside: psycopg.Connection) -> int:
    names = inside.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace").fetchall()
    counts = (inside.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone() for (name,) in names)
    return sum(found[0] for found in counts if found)


def _hand_over(database: str) -> None:
    with psycopg.connect(installation.admin_dsn(), dbname=database, autocommit=True) as inside:
        inside.execute("INSERT INTO audit_epoch (epoch) SELECT max(epoch) + 1 FROM audit_epoch")


def _swap(fresh: str, old: str) -> None:
    """Both names change in one transaction, and nobody connects meanwhile: there is never a moment without a database."""
    current = sql.Identifier(name())
    with psycopg.connect(installation.maintenance_dsn(), autocommit=True) as admin:
        admin.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(current))
        try:
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ANY (%s)", [[name(), fresh]])
            with admin.transaction():
                admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(current, sql.Identifier(old)))
                admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(fresh), current))
        finally:
            admin.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(current))
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))


def _postgres(program: str, *arguments: str) -> None:
    where = conninfo_to_dict(installation.admin_dsn())
    environment = os.environ | {variable: str(where[word]) for word, variable in LIBPQ.items() if word in where}
    done = subprocess.run([binary(program), *arguments], check=False, env=environment, capture_output=True, text=True)  # noqa: S603 - our own binary
    if done.returncode:
        raise RutaError(f"{program} no terminó: {done.stderr.strip()[-500:]}")
