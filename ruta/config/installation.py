"""Which folder, secret and database does this installation use? Read from the environment, with safe defaults."""

import hmac
import os
import secrets
from functools import cache
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ruta.base.postgres import SUPERUSER, Server, make_folder
from ruta.base.provision import role_password

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("RUTA_VAR") or ROOT / "var").resolve()
DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASE_NAME = os.environ.get("RUTA_DATABASE", "ruta")
SERVER = Server(VAR / "postgres")


@cache
def secret() -> str:
    """The installation's secret: from SECRET_KEY, else made once and kept readable by its owner alone."""
    given = os.environ.get("SECRET_KEY")
    if given:
        return given
    file = VAR / "secret"
    make_folder(VAR)
    if not file.exists():
        made = file.with_suffix(f".{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50))
        try:
            os.link(made, file)  # the first of several processes wins
        except FileExistsError:
            file.exists()
        made.unlink()
    return file.read_text().strip()


def derived(purpose: str) -> str:
    """A key for one purpose, derived from the secret."""
    return hmac.new(secret().encode(), purpose.encode(), "sha256").hexdigest()


def admin_dsn() -> str:
    """Connection string of the role that may make roles and databases."""
    if DATABASE_URL:
        return DATABASE_URL
    return make_conninfo("", host=str(SERVER.socket), user=SUPERUSER, password=SERVER.password, dbname="postgres")


def maintenance_dsn() -> str:
    """The same role in the database `postgres`, for what cannot be done from inside the product's own."""
    return make_conninfo(admin_dsn(), dbname="postgres")


def alias(role: str, **options: Any) -> dict[str, Any]:
    """Django's settings of one database alias that connects as `role`."""
    where = conninfo_to_dict(DATABASE_URL) if DATABASE_URL else {"host": str(SERVER.socket)}
    return {
        "ENGINE": "ruta.base.db",
        "NAME": where.get("dbname") if DATABASE_URL else DATABASE_NAME,
        "HOST": where.get("host", ""),
        "PORT": where.get("port", ""),
        "USER": role,
        "PASSWORD": role_password(secret(), role),
        "OPTIONS": options,
    }
