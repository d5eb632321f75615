"""Does the server's clean-up stay away while tables fill, and does the planner know them afterwards?"""

import psycopg
import pytest
from django.db import connections

from ruta.config import database

pytestmark = pytest.mark.django_db
TABLE = "people_person"


@pytest.fixture
def here(monkeypatch, as_superuser):
    """The commands work on the database of the tests; gives a connection to look with."""
    monkeypatch.setattr(database, "name", lambda: connections["default"].settings_dict["NAME"])
    return as_superuser


def analyzed(looking):
    return looking.execute("SELECT pg_stat_get_last_analyze_time(%s::regclass)", [TABLE]).fetchone()[0]


def lock(looking, mode):
    with looking.transaction():
        looking.execute(f"LOCK TABLE {TABLE} IN {mode} MODE NOWAIT")


def test_while_tables_fill_clean_up_is_passed_over_and_writers_are_not(here):
    before = analyzed(here)
    with database.analyzed_once() as in_between:
        here.execute(f"ANALYZE (SKIP_LOCKED) {TABLE}")  # as the server's own clean-up asks
        assert analyzed(here) == before
        lock(here, "ROW EXCLUSIVE")
        in_between()
        after = analyzed(here)
        here.execute(f"ANALYZE (SKIP_LOCKED) {TABLE}")
        assert before != analyzed(here) == after
    lock(here, "SHARE UPDATE EXCLUSIVE")
    assert analyzed(here) != after


def test_who_fails_leaves_no_lock(here):
    before = analyzed(here)
    with pytest.raises(ZeroDivisionError), database.analyzed_once():
        with pytest.raises(psycopg.errors.LockNotAvailable):
            lock(here, "SHARE UPDATE EXCLUSIVE")
        raise ZeroDivisionError
    lock(here, "SHARE UPDATE EXCLUSIVE")
    assert analyzed(here) == before
