"""Is I02 what a plain count of attentions gives over the offices under a protocol, and does it keep silent about few?"""

import pytest

from ruta.base.context import system
from ruta.insights.actions import refresh_cubes
from ruta.insights.models import IndicatorCell
from ruta.insights.selectors import protocols
from ruta.insights.selectors.coordination import Unit
from ruta.insights.selectors.protocols import UnderProtocol, attentions_under_protocol
from ruta.insights.tests.population import MIGRANT, YEAR, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def under(monkeypatch):
    def say(*offices):
        monkeypatch.setattr(protocols, "units_applying", lambda day: [Unit(office, day) for office in offices])

    return say


def counted(made, office, year):
    of_year = [row for row in made.services if row["delivered_on"].year == year]
    return sum(row["counts_as_attention"] and row["modality"] == MIGRANT and row["office"] == office.pk for row in of_year)


def test_the_same_offices_are_compared_and_the_others_left_out(db, under):
    made = make(120)
    refresh_cubes(actor=system(None))
    first, other, _unit = made.offices
    before, this = counted(made, other, YEAR - 1), counted(made, other, YEAR)
    under(other)
    found = attentions_under_protocol(YEAR)
    assert found.offices == 1
    assert found.change.percent == pytest.approx(100 * (this - before) / before)
    under(first)
    assert attentions_under_protocol(YEAR).change.percent != found.change.percent


def test_few_attentions_of_these_or_of_the_others_say_nothing(db, under):
    made = make(8)
    refresh_cubes(actor=system(None))
    assert IndicatorCell.objects.filter(code="I01").exists()
    under(made.offices[2])
    assert attentions_under_protocol(YEAR) == UnderProtocol(1, None)
    under(*made.offices[:2])
    assert attentions_under_protocol(YEAR) == UnderProtocol(2, None)


def test_without_a_protocol_or_a_whole_month_there_is_no_figure(db, under):
    under()
    assert attentions_under_protocol(YEAR) == UnderProtocol(0, None)
    under(make(2).offices[0])
    assert attentions_under_protocol(YEAR + 2) == UnderProtocol(1, None)
