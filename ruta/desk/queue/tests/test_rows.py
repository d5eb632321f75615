"""Do kept words of a query give the very rows of the query, for whoever asks?"""

import re
from dataclasses import replace
from datetime import timedelta
from inspect import getmembers, isfunction

import pytest
import time_machine
from django.db import connection

from ruta.accounts.enums import Role
from ruta.base import compiled
from ruta.base.clock import now
from ruta.base.compiled import asked
from ruta.cases.tests.making import staff
from ruta.desk.queue import rows
from ruta.people.tests.conftest import as_

BRACKETS = re.compile(r"\((\d+)\)")
pytestmark = pytest.mark.django_db
BUILDS = [
    build for name, build in getmembers(rows, isfunction) if build.__module__ == rows.__name__ and name not in ("in_a_week", "_pairs")
]


@pytest.fixture
def dunia(db):
    return staff("SPS")


@pytest.fixture(autouse=True)
def fresh():
    compiled._kept.clear()
    yield
    compiled._kept.clear()


def words(build):
    """The statements with their values, and the rows."""
    said = []

    def hear(execute, sql, values, many, context):
        said.append(BRACKETS.sub(r"\1", connection.ops.compose_sql(sql, values)))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(hear):
        found = list(build())
    return said, [row.pk for row in found]


@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__)
@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.OFFICE_COORDINATOR, Role.PARTNER_OFFICER])
def test_the_statement_is_the_same_for_a_second_actor(build, role, dunia):
    first = replace(dunia, role=role)
    second = replace(first, user_id=first.user_id + 1000, office_id=first.office_id + 1000)
    with as_(dunia), time_machine.travel(now(), tick=False):
        asked(build, first)
        assert words(lambda: asked(build, second)) == words(lambda: build(second))


def test_words_are_made_anew_after_a_minute(dunia):
    made = []

    def build(actor):
        made.append(actor)
        return rows.intakes(actor)

    with as_(dunia):
        asked(build, dunia)
        asked(build, dunia)
        assert len(made) == 1
        with time_machine.travel(now() + timedelta(minutes=2), tick=False):
            asked(build, dunia)
        assert len(made) == 2


def test_one_role_never_hears_the_words_of_another(dunia):
    with as_(dunia):
        counsellor = words(lambda: asked(rows.sent_referrals, dunia))[0]
        coordinator = words(lambda: asked(rows.sent_referrals, replace(dunia, role=Role.OFFICE_COORDINATOR)))[0]
    assert "escalation" not in counsellor[0].split("WHERE", 1)[1]
    assert "escalation" in coordinator[0].split("WHERE", 1)[1]
