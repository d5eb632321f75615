"""Do words that the server keeps still answer each actor by the actor's own rights?"""

import pytest
from django.db import connection

from ruta.base.compiled import asked_of
from ruta.cases.selectors.rows import OF_CASE
from ruta.people.tests.conftest import as_

pytestmark = pytest.mark.django_db
OFTEN = 12
"""More askings than PostgreSQL plans anew before it keeps one plan for all values."""


def kept() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, generic_plans FROM pg_prepared_statements")
        return [(words, plans) for words, plans in cursor.fetchall() if "cases_casestep" in words]


def test_a_plan_that_is_kept_shows_another_institution_nothing(case, dunia, elsewhere):
    steps = OF_CASE["steps"]
    with as_(dunia):
        for _ in range(OFTEN):
            assert len(asked_of(steps, case.pk)) == 1
        assert kept(), "the server keeps these words"
    with as_(elsewhere):
        for _ in range(OFTEN):
            assert asked_of(steps, case.pk) == []
        assert kept(), "they were asked over the same connection"
    with as_(dunia):
        assert len(asked_of(steps, case.pk)) == 1
