"""Do years and activities stand where their days are?"""

from datetime import date

from ruta.base.gantt import Span, TimeLine
from ruta.base.tests.markup import render

FIVE = TimeLine(date(2025, 1, 1), date(2029, 12, 31))


def test_days_outside_the_plan_stay_at_its_ends():
    assert FIVE.at(date(2020, 1, 1)) == "0.0"
    assert FIVE.at(date(2040, 1, 1)) == "100.0"


def test_years_begin_at_their_first_of_january():
    assert [year["label"] for year in FIVE.years()] == ["2025", "2026", "2027", "2028", "2029"]
    assert FIVE.years()[1]["at"] == FIVE.at(date(2026, 1, 1))


def test_a_row_is_drawn_with_its_share_and_its_milestones():
    span = Span(date(2025, 1, 1), date(2027, 12, 31), 0.5, "risk", [(date(2025, 12, 31), True)])
    html = render(
        '<c-gantt :row="row" :years="years" :today="today" label="Ejemplo" />',
        row=FIVE.row(span),
        years=FIVE.years(),
        today=FIVE.at(date(2026, 3, 17)),
    )
    assert "fill-risk" in html
    assert "mile-done" in html
    assert 'class="today"' in html
