"""Does the board count institutions and offices as the indicators say: live agreements, answered referrals, directions with their institution?"""

from datetime import date

import pytest

from ruta.directory.models import Institution, Office
from ruta.directory.selectors import Standing
from ruta.insights.enums import Step
from ruta.insights.selectors import coordination as counting

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


class Cube:
    """Rows of the cube that a test says: (month, sender, receiver, step, n)."""

    def __init__(self, rows):
        self.objects, self.rows = self, rows

    def filter(self, *, month__range=None, month__year=None, month__lte=None, step=None, step__in=()):
        steps = {step, *step__in}
        begins, ends = month__range or (date(month__year, 1, 1), month__lte)
        return Cube([row for row in self.rows if begins <= row[0] <= ends and row[3] in steps])

    def order_by(self):
        return self

    def values_list(self, *_names):
        return self

    def annotate(self, _total):
        return [(sender, receiver, count) for _month, sender, receiver, _step, count in self.rows]


@pytest.fixture
def ids():
    return dict(Institution.objects.order_by("pk").values_list("code", "pk"))


@pytest.fixture
def said(monkeypatch, ids):
    """What lives, and what the cube holds."""

    def say(parties, cube):
        standings = [Standing(number, ids[code], "data", verified, ("identity",)) for number, code, verified in parties]
        monkeypatch.setattr(counting, "standings", lambda _day: standings)
        monkeypatch.setattr(counting, "ReferralCube", Cube([(month, ids[a], ids[b], step, n) for month, a, b, step, n in cube]))

    return say


def test_an_institution_counts_with_an_agreement_and_an_answered_referral_of_this_year(said):
    parties = [(1, "SETRASS-DGE", True), (1, "INFOP", False), (2, "SENPRENDE", True), (3, "INM", True)]
    said(
        parties,
        [
            (date(2026, 2, 1), "SETRASS-DGE", "INFOP", Step.ACCEPTED, 1),
            (date(2025, 2, 1), "SETRASS-DGE", "SENPRENDE", Step.ACCEPTED, 9),
            (date(2026, 3, 1), "SETRASS-DGE", "INM", Step.SENT, 9),
            (date(2026, 3, 1), "SETRASS-DGE", "SENAF", Step.DECLINED, 9),
        ],
    )
    assert counting.coordinating_institutions(DAY) == 2
    found = {row.institution.code: row for row in counting.coordination(DAY)}
    assert [code for code, row in found.items() if row.applies] == ["INFOP", "SETRASS"]
    assert found["SETRASS"].is_verified
    assert not found["INFOP"].is_verified
    assert found["INFOP"].categories == ("identity",)
    assert found["SENAF"].has_answered
    assert not found["SENAF"].applies
    assert counting.coordinating_institutions(date(2026, 1, 15)) == 0


def test_what_goes_between_directions_of_one_institution_is_no_coordination(said):
    said([(1, "SETRASS-DGE", True), (1, "INFOP", True)], [(date(2026, 2, 1), "SETRASS-DGE", "SETRASS-DGIT", Step.ACCEPTED, 40)])
    assert counting.coordinating_institutions(DAY) == 0


def test_the_referrals_of_the_last_quarter_are_told_and_few_are_not(said):
    said(
        [(1, "INFOP", True)],
        [
            (date(2026, 7, 1), "SETRASS-DGE", "INFOP", Step.SENT, 40), (date(2026, 9, 1), "SETRASS-DGE", "SENPRENDE", Step.SENT, 30),
            (date(2026, 10, 1), "SETRASS-DGE", "INFOP", Step.SENT, 999), (date(2026, 8, 1), "SRECI", "INM", Step.SENT, 2),
        ],
    )  # fmt: skip
    cells = {row.institution.code: row.exchanged for row in counting.coordination(DAY)}
    assert cells["INM"].count is None
    assert cells["SRECI"].count is None
    assert cells["INFOP"].count in {40, None}
    assert 999 not in {cell.count for cell in cells.values()}
    assert 1039 not in {cell.count for cell in cells.values()}


@pytest.mark.parametrize(
    ("day", "months"),
    [(DAY, (7, 9)), (date(2026, 1, 1), (10, 12)), (date(2026, 4, 30), (1, 3)), (date(2026, 3, 31), (10, 12)), (date(2027, 12, 31), (7, 9))],
)
def test_the_quarter_is_the_one_that_ended(day, months):
    begins, ends = counting.last_quarter(day)
    assert (begins.month, ends.month) == months
    assert begins.day == ends.day == 1
    assert ends < day


def test_units_come_in_the_order_in_which_they_began(monkeypatch):
    first, second = Office.objects.filter(kind="umar").order_by("pk")[:2]
    monkeypatch.setattr(counting, "protocol_units", lambda _day: {first.pk: date(2026, 5, 1), second.pk: date(2026, 2, 1)})
    assert [unit.office.pk for unit in counting.units_applying(DAY)] == [second.pk, first.pk]
