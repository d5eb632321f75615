"""How does the planner know what a test wrote and never commits? It is told at once, as it would find out of committed rows within a minute."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import connection

TABLES = "ALL TABLES IN SCHEMA public"


@pytest.fixture
def analyse(as_superuser: psycopg.Connection) -> Iterator[Callable[[], None]]:
    """A function that takes the statistics of every table inside the test's own transaction; without them a whole population is thought empty."""
    as_superuser.execute(f"GRANT MAINTAIN ON {TABLES} TO ruta_app")

    def take() -> None:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    yield take
    as_superuser.execute(f"REVOKE MAINTAIN ON {TABLES} FROM ruta_app")
