"""Which roles and database must exist before Django can connect, and who may do what by default?"""

import hmac

import psycopg
from psycopg import sql

LOGIN_ROLES = ("ruta_owner", "ruta_app", "ruta_log")
# Definers own functions that look past row security through one narrow door; they never log in.
DEFINER_ROLES = ("ruta_reader", "ruta_linkage", "ruta_audit", "ruta_insights", "ruta_merge")
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")


def role_password(secret: str, role: str) -> str:
    """A password that every process can derive from the installation's secret and that is stored nowhere."""
    return hmac.new(secret.encode(), f"database role {role}".encode(), "sha256").hexdigest()


def provision(admin: str, *, database: str, secret: str) -> None:
    """Make roles, database, extensions and default grants; run as often as you like.

    `admin` is a connection string of a superuser (or a role with CREATEROLE and CREATEDB) to any database of the server.
    """
    with psycopg.connect(admin, autocommit=True) as connection:
        for role in LOGIN_ROLES:
            _ensure_role(connection, role, role_password(secret, role))
        for role in DEFINER_ROLES:
            _ensure_role(connection, role, None)
            # SET without INHERIT: a policy TO a definer must not bind the owner.
            connection.execute(sql.SQL("GRANT {} TO ruta_owner WITH INHERIT FALSE, SET TRUE").format(sql.Identifier(role)))
        ensure_database(connection, database)
    with psycopg.connect(admin, dbname=database, autocommit=True) as connection:
        prepare_database(connection)


def ensure_database(connection: psycopg.Connection, database: str) -> None:
    """Make the database, owned by the role that migrates."""
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER ruta_owner").format(sql.Identifier(database)))


def prepare_database(connection: psycopg.Connection) -> None:
    """Extensions and default grants inside the database: the application role gets rows, never structure."""
    for extension in EXTENSIONS:
        connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    definers = sql.SQL(", ").join(map(sql.Identifier, DEFINER_ROLES))
    connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    connection.execute("GRANT ALL ON SCHEMA public TO ruta_owner")
    connection.execute("GRANT USAGE ON SCHEMA public TO ruta_app, ruta_log")
    connection.execute(sql.SQL("GRANT USAGE, CREATE ON SCHEMA public TO {}").format(definers))
    for grant in (
        "SELECT, INSERT, UPDATE, DELETE ON TABLES TO ruta_app",
        "USAGE, SELECT ON SEQUENCES TO ruta_app",
    ):
        connection.execute(sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE ruta_owner IN SCHEMA public GRANT " + grant))


def _ensure_role(connection: psycopg.Connection, role: str, password: str | None) -> None:
    name = sql.Identifier(role)
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
        connection.execute(sql.SQL("CREATE ROLE {} NOSUPERUSER NOBYPASSRLS").format(name))
    if password:
        connection.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(name, sql.Literal(password)))
