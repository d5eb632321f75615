"""Is the promise of an itinerant visit kept only by coming on the day that was announced?"""

import pytest

from ruta.agenda.tests.visiting import announced
from ruta.base.context import system
from ruta.cases.tests.making import staff
from ruta.insights.actions import count_promises
from ruta.insights.models import PromiseCount, PromisePart
from ruta.insights.selectors import kept_promises, kept_together, promise_tables

pytestmark = pytest.mark.django_db
CODE = "sc_itinerant"


@pytest.fixture
def keeper():
    return staff("SPS", "territorial_officer")


def counted():
    count_promises(actor=system(None))
    row = PromiseCount.objects.filter(code=CODE).first()
    return (row.due, row.in_time) if row else None


@pytest.mark.parametrize(
    ("days", "told", "expected"),
    [
        (-10, {"late": 0}, (1, 1)),
        (0, {"late": 0}, (1, 1)),  # told on the day itself
        (-10, {"late": 1, "reason": "Salimos tarde."}, (1, 0)),  # within the 20 days of the charter, and not on the day
        (-10, {"late": -1, "reason": "Se adelantó."}, (1, 0)),  # who came on the announced day found nobody
        (-10, {"state": "called_off"}, (1, 0)),
        (-10, {"state": "moved"}, (1, 0)),
        (-1, {}, (1, 0)),  # due, and nobody said anything
        (0, {}, (0, 0)),  # the day is not over
        (5, {}, (0, 0)),
        (5, {"state": "called_off"}, (0, 0)),  # counts against us when its day is over
        (-400, {"late": 0}, None),  # twelve months
    ],
)
def test_a_day_is_kept_by_coming_on_it(keeper, days, told, expected):
    announced(keeper, days, **told)
    assert counted() == expected


def test_by_office_and_by_way_the_same_days_told_although_they_are_few(keeper):
    other = staff("TGU", "territorial_officer")
    for actor, days, told in ((keeper, -9, {"late": 0}), (keeper, -8, {}), (other, -7, {"late": 0})):
        announced(actor, days, **told)
    assert counted() == (3, 2)
    assert set(PromisePart.objects.filter(code=CODE).order_by("pk").values_list("measure", flat=True)) == {"time"}
    tables = {table.dimension: table.rows for table in promise_tables(CODE)}
    told = {row.office.pk: (row.whole.count, row.part.count) for row in tables["office"]}
    assert told == {keeper.office_id: (2, 1), other.office_id: (1, 1)}, "nobody is in these numbers"
    assert [(row.category, row.whole.count, row.part.count) for row in tables["channel"]] == [("outreach", 3, 2)]


def test_it_adds_to_the_services_within_standard(keeper):
    announced(keeper, -9, late=0)
    counted()
    assert kept_promises()[CODE].percent == 100
    assert kept_together()[:2] == (1, 1)
