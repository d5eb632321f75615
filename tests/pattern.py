"""How is the database of the tests migrated once and not at each run? Each run copies a pattern, named by the files it was made from."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import psycopg
from psycopg import sql

PREFIX = "test_pattern_"
ROOT = Path(__file__).parents[1]
MADE_FROM = (
    "requirements.lock",
    "ruta/**/migrations/**/*",
    "ruta/**/*.sql",
    "ruta/**/data/**/*",
    *(f"ruta/{floor}/**/*.py" for floor in ("base", "config", "directory", "taxonomy", "territory")),
)
"""What migrations and loaders read. A loader elsewhere that changed is not seen here: `pytest --create-db` makes the pattern anew."""


def name_of_pattern() -> str:
    """The name of the pattern that these files make; another when one byte of them changed."""
    told = sha256()
    files = {path for mask in MADE_FROM for path in ROOT.glob(mask) if path.is_file() and "__pycache__" not in path.parts}
    for path in sorted(files):
        told.update(f"{path.relative_to(ROOT)}\0{sha256(path.read_bytes()).hexdigest()}\0".encode())
    return f"{PREFIX}{told.hexdigest()[:16]}"


def copy_pattern(admin: psycopg.Connection, database: str, make: Callable[[str], None], *, anew: bool) -> None:
    """Make `database` a copy of the pattern; `make(name)` fills an empty database first where there is no pattern yet.

    Call it under a lock: a pattern has its name only when it is whole, and only one is kept.
    """
    pattern = name_of_pattern()
    kept = [row[0] for row in admin.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]).fetchall()]
    if anew or pattern not in kept:
        for old in kept:
            drop(admin, old)
        making = f"{PREFIX}making"
        make(making)
        admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(pattern)))
    drop(admin, database)
    admin.execute(sql.SQL("CREATE DATABASE {} OWNER ruta_owner TEMPLATE {}").format(sql.Identifier(database), sql.Identifier(pattern)))


def drop(admin: psycopg.Connection, database: str) -> None:
    """Remove a database, whoever is in it."""
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
