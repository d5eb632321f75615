"""What does every test stand on? A real PostgreSQL, migrated by the owner and used by the application role."""

import os
from collections.abc import Iterator

import psycopg
import pytest

os.environ.setdefault("RUTA_POOL", "4")


def pytest_addoption(parser: pytest.Parser) -> None:
    """What a test may be asked to write anew."""
    parser.addoption("--write-budgets", action="store_true", help="write tests/budgets.json anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test with a database sees every alias, the log's too."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark and "databases" not in mark.kwargs:
            item.add_marker(pytest.mark.django_db(databases="__all__", **mark.kwargs), append=False)


@pytest.fixture(scope="session", autouse=True)
def _strict_templates() -> None:
    """A template that names what nobody gave fails its test."""
    from ruta.base.tests.strict import fail_on_undefined

    fail_on_undefined()


@pytest.fixture(scope="session", autouse=True)
def _no_order_by_chance() -> None:
    """A list that nobody ordered comes backwards."""
    from ruta.base.tests.unordered import turn_unordered_backwards

    turn_unordered_backwards()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, worker_id: str) -> Iterator[None]:
    """Make and fill the test database as owner, then become the application role on every alias."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from ruta.base import postgres
    from ruta.base.provision import ensure_database, prepare_database, provision, role_password
    from ruta.config import installation

    name = "test_ruta" if worker_id == "master" else f"test_ruta_{worker_id}"
    if not installation.DATABASE_URL:
        postgres.start(installation.SERVER)
    with psycopg.connect(installation.admin_dsn(), autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(771)")  # roles are shared by the workers
        provision(installation.admin_dsn(), database=name, secret=installation.secret())
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        ensure_database(admin, name)
        with psycopg.connect(installation.admin_dsn(), dbname=name, autocommit=True) as inside:
            prepare_database(inside)
        admin.execute("SELECT pg_advisory_unlock(771)")
    for alias in connections:
        connections[alias].settings_dict["NAME"] = settings.DATABASES[alias]["NAME"] = name
    with django_db_blocker.unblock():
        call_command("migrate", verbosity=0)
        call_command("load_catalogues")
        for alias, role in (("default", "ruta_app"), ("log", "ruta_log")):
            connection = connections[alias]
            connection.close()
            connection.close_pool()
            connection.settings_dict.update(USER=role, PASSWORD=role_password(installation.secret(), role))
    yield
    with django_db_blocker.unblock():
        for alias in connections:
            connections[alias].close()
            connections[alias].close_pool()


@pytest.fixture
def as_superuser():
    """A raw connection past every policy, to look and to prepare; never used by the product."""
    from django.db import connections

    from ruta.config import installation

    with psycopg.connect(installation.admin_dsn(), dbname=connections["default"].settings_dict["NAME"], autocommit=True) as connection:
        yield connection


@pytest.fixture
def committed(django_db_setup, django_db_blocker, as_superuser) -> Iterator[None]:
    """Real commits, for what several transactions or processes share; protected rows are emptied afterwards."""
    with django_db_blocker.unblock():
        yield
        from django.db import connections

        for connection in connections.all():
            connection.close()
    tables = as_superuser.execute(
        "SELECT string_agg(quote_ident(relname), ', ') FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
        "AND (relrowsecurity OR relname LIKE 'procrastinate_%' OR relname IN ('base_event', 'base_oncekey', 'audit_seal', 'accounts_membership', 'accounts_user', 'tickets_counter'))"
    ).fetchone()[0]
    as_superuser.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Throttles count anew in each test."""
    from django.core.cache import cache

    cache.clear()
