"""Has anything changed since this database was last prepared? One hash of files, secret and database answers in a blink."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg

from ruta.config import installation

FOLDER = installation.VAR / "prepared"
RUTA = installation.ROOT / "ruta"
# What the preparation reads: migrations with their SQL, the data files of the reference data, the built screens.
READ = ("*/migrations/*.py", "*/sql/*.sql", "*/schema/*.py", "*/data/**/*", "base/static/**/*")


def is_prepared(database: str) -> bool:
    """Whether nothing is left to do; false when in doubt."""
    if not (installation.VAR / "static" / "staticfiles.json").exists():
        return False
    try:
        return (FOLDER / database).read_text() == _now(database)
    except (OSError, psycopg.Error):
        return False


def remember(database: str) -> None:
    """Keep that everything was done."""
    if FOLDER.is_file():  # an older version kept one hash under this name
        FOLDER.unlink()
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / database).write_text(_now(database))


def _now(database: str) -> str:
    with psycopg.connect(installation.admin_dsn(), dbname=database) as connection:
        row = connection.execute(
            "SELECT system_identifier, (SELECT oid FROM pg_database WHERE datname = current_database()) FROM pg_control_system()"
        ).fetchone()
    whole = hashlib.sha256(f"{row} {installation.secret()}".encode())
    for path in sorted(_files()):
        whole.update(f"{path.relative_to(RUTA)}\n".encode())
        whole.update(path.read_bytes())
    for path in _outside():
        about = path.stat()
        whole.update(f"{path} {about.st_size} {about.st_mtime_ns}\n".encode())
    return whole.hexdigest()


def _outside() -> list[Path]:
    """The files of the classification that an installation keeps beside the code; large, so their dates speak for them."""
    folder = os.environ.get("RUTA_ESCO_DIR", "")
    return sorted(path for path in Path(folder).glob("*") if path.is_file()) if folder else []


def _files() -> Iterator[Path]:
    yield installation.ROOT / "ruta" / "config" / "settings.py"
    for pattern in READ:
        yield from (path for path in RUTA.glob(pattern) if path.is_file())
