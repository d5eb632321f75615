"""Raw SQL as whoever acts."""

import pytest
from django.db import connection, transaction

from ruta.base.context import acting_as


@pytest.fixture
def rows():
    """Ask by raw SQL."""

    def ask(actor, sql, params=()):
        with acting_as(actor), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    return ask
