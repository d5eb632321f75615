"""Can nobody reckon a small group from the steps that are shown?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruta.insights.engine.chains import LEAST, shown_chain


@given(st.lists(st.integers(0, 60), min_size=1, max_size=6).map(lambda each: sorted(each, reverse=True)))
def test_no_shown_step_and_no_loss_between_two_is_small(counts):
    shown = [cell.count for cell in shown_chain(counts) if cell.is_shown]
    differences = {abs(one - other) for one in [*shown, 0] for other in [*shown, 0]}
    assert not differences & set(range(1, LEAST))


def test_a_large_step_after_a_hidden_one_is_told():
    assert [cell.count for cell in shown_chain([100, 97, 60, 58, 0])] == [100, None, 60, None, 0]


def test_a_small_whole_tells_nothing_of_its_parts():
    assert [cell.count for cell in shown_chain([3, 0])] == [None, None]


def test_steps_that_grow_are_no_chain():
    with pytest.raises(ValueError, match="some of those"):
        shown_chain([3, 5])
