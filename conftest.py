"""What does every test stand on? A real PostgreSQL, migrated by the owner and used by the application role."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("RUTA_POOL", "4")
# No property fails because the machine was busy.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

SEALING = ("test_audit.py", "test_sealing.py")
"""Sealing waits until nobody writes, in the databases of the other workers too: beside a page-by-page test that is minutes."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """What a test may be asked to write anew."""
    parser.addoption("--write-budgets", action="store_true", help="write tests/budgets.json anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test with a database sees every alias, the log's too. What waits for every transaction of the server comes last."""
    items.sort(key=lambda item: item.path.name in SEALING)
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


@pytest.fixture(scope="session", autouse=True)
def _no_warehouse_of_others(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a demonstration left in `var/warehouse` is no fixture: a test fills its own."""
    from django.conf import settings

    settings.WAREHOUSE_FOLDER = str(tmp_path_factory.mktemp("warehouse"))


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker, worker_id: str) -> Iterator[None]:
    """Copy the migrated and filled test database, then become the application role on every alias; `--create-db` makes its pattern anew."""
    from django.conf import settings
    from django.db import connections

    from ruta.base import postgres
    from ruta.base.provision import role_password
    from ruta.config import installation
    from tests.pattern import copy_pattern

    name = "test_ruta" if worker_id == "master" else f"test_ruta_{worker_id}"
    if not installation.DATABASE_URL:
        postgres.start(installation.SERVER)
    with psycopg.connect(installation.admin_dsn(), autocommit=True) as admin, django_db_blocker.unblock():
        admin.execute("SELECT pg_advisory_lock(771)")  # roles and pattern are shared by the workers
        copy_pattern(admin, name, _make, anew=request.config.getvalue("create_db"))
        admin.execute("SELECT pg_advisory_unlock(771)")
    for alias, role in (("default", "ruta_app"), ("log", "ruta_log")):
        connections[alias].settings_dict.update(NAME=name, USER=role, PASSWORD=role_password(installation.secret(), role))
        settings.DATABASES[alias]["NAME"] = name
    yield
    with django_db_blocker.unblock():
        for alias in connections:
            connections[alias].close()
            connections[alias].close_pool()


def _make(database: str) -> None:
    """Fill an empty database as owner: migrations and reference data."""
    from django.core.management import call_command
    from django.db import connections

    from ruta.base.migrating import migrate
    from ruta.base.provision import provision
    from ruta.config import installation
    from tests.pattern import drop

    with psycopg.connect(installation.admin_dsn(), autocommit=True) as admin:
        drop(admin, database)
    provision(installation.admin_dsn(), database=database, secret=installation.secret())
    for alias in connections:
        connections[alias].settings_dict["NAME"] = database
    migrate()
    call_command("load_catalogues")
    for connection in connections.all():
        connection.close()
        connection.close_pool()


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
        "AND relname <> 'directory_focalpoint' AND (relrowsecurity OR relname LIKE 'procrastinate_%' OR relname IN ('base_event', 'base_oncekey', 'audit_seal', 'trust_messageseal', 'trust_anchor', 'trust_client', 'accounts_membership', 'accounts_user', 'tickets_counter'))"
    ).fetchone()[0]
    as_superuser.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Throttles count anew in each test."""
    from django.core.cache import cache

    cache.clear()
