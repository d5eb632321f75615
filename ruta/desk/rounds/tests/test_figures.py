"""Does the page of figures ask the same however many plans and rows there are?"""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from ruta.base.clock import today
from ruta.base.context import acting_as, system
from ruta.roadmap.actions import load_plan
from ruta.roadmap.selectors import courses, current_version, lines_of, plans, roadmap_figures, rows_of, watched_risks
from ruta.roadmap.selectors.reading import current_lines
from ruta.roadmap.tests.conftest import POA, central, four_plans  # noqa: F401

pytestmark = pytest.mark.django_db
MOST = 44


def asked(actor):
    with (
        acting_as(actor),
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        roadmap_figures("es")
        courses()
    return sum("taxonomy_" not in query["sql"] for query in queries)  # whether the catalogues are still the same is asked now and then


def test_more_plans_ask_nothing_more(four_plans, central):  # noqa: F811
    before = asked(central)
    for number in range(3):
        load_plan(actor=system(None, "test"), content=POA | {"plan": f"poa-{number}"})
    assert asked(central) == before < MOST


def test_plans_read_together_say_what_each_says_alone(four_plans, central):  # noqa: F811
    with acting_as(central), transaction.atomic():
        together = {version.plan.code: lines for version, lines in current_lines(today())}
        assert set(together) == {version.plan.code for version in plans()}
        for version in plans():
            assert together[version.plan.code] == lines_of(current_version(version.plan), list(rows_of(version)), today())
        assert {each.plan.code for each in watched_risks()} == {"hoja-de-ruta"}
