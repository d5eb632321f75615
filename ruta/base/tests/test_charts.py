"""Are charts laid out inside their box, with round numbers along the side?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruta.base.charts import Chart, Series, draw_chart, nice_step

VALUES = st.lists(st.one_of(st.none(), st.floats(0, 1e7)), min_size=1, max_size=24)


@pytest.mark.parametrize(("highest", "step"), [(0, 1), (3, 1), (1704, 500), (2000, 500), (97, 25), (0.8, 0.2)])
def test_steps_are_round(highest: float, step: float) -> None:
    """Nobody reads an axis of 426, 852, 1278."""
    assert nice_step(highest) == pytest.approx(step)


@given(VALUES, st.sampled_from(["bar", "line"]))
def test_nothing_is_drawn_outside_the_box(values: list[float | None], kind: str) -> None:
    """Whatever the numbers are."""
    drawing = draw_chart(Chart("t", [str(i) for i in range(len(values))], [Series("s", values, kind=kind)]), 310, 240)
    for bar in drawing.bars:
        assert float(bar["y"]) >= 0
        assert float(bar["y"]) + float(bar["height"]) <= 240
    for line in drawing.lines:
        assert all(0 <= float(point.split(",")[1]) <= 240 for point in line["points"].split())


def test_a_missing_value_breaks_the_line() -> None:
    """A gap is not a zero."""
    drawing = draw_chart(Chart("t", ["a", "b", "c", "d", "e"], [Series("s", [1, 2, None, 3, 4], kind="line")]), 600, 366)
    assert len(drawing.lines) == 2


def test_names_of_lines_do_not_touch() -> None:
    """Two lines that end together still have two readable names."""
    series = [Series("uno", [10, 10], "current", "line"), Series("dos", [10, 10], "target", "line")]
    names = draw_chart(Chart("t", ["a", "b"], series), 600, 366).names
    assert len(names) == 2
    assert len({(name["x"], name["y"]) for name in names}) == 2
