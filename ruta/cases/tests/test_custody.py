"""Does the track say who had a case, for how long, and when nobody did?"""

import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ruta.cases.rules.custody import Turn, tenures, without_responsible

DAY = timedelta(days=1)
START = datetime(2026, 2, 2, 9, tzinfo=UTC)


def at(days: float) -> datetime:
    return START + DAY * days


def test_the_way_between_two_offices_is_nobodys():
    turns = [
        Turn(at(0), "open", 1, 7),
        Turn(at(0.125), "offer_transfer", 1, 7),
        Turn(at(3), "accept_transfer", 2, 8),
        Turn(at(10), "offer_transfer", 2, 8),
        Turn(at(10), "accept_transfer", 3, 9),
    ]
    first, second, third = tenures(turns, at(43))
    assert (first.office_id, first.lasted(at(43))) == (1, timedelta(hours=3))
    assert (second.on_the_way, second.lasted(at(43))) == (DAY * 2.875, DAY * 7)
    assert (third.until, third.lasted(at(43)), third.officer_id) == (None, DAY * 33, 9)
    assert without_responsible([first, second, third]) == DAY * 2.875


def test_a_declined_offer_never_happened():
    turns = [Turn(at(0), "open", 1, 7), Turn(at(1), "offer_transfer", 1, 7), Turn(at(2), "decline_transfer", 1, 7)]
    (only,) = tenures(turns, at(5))
    assert (only.lasted(at(5)), only.nobody()) == (DAY * 5, timedelta())


def test_time_without_officer_counts_and_a_closed_case_is_no_gap():
    turns = [
        Turn(at(0), "open", 1, None), Turn(at(2), "assign", 1, 7), Turn(at(4), "close", 1, 7), Turn(at(20), "reopen", 1, None), Turn(at(21), "assign", 1, 8),
    ]  # fmt: skip
    first, second = tenures(turns, at(22))
    assert (first.without_officer, first.until) == (DAY * 2, at(4))
    assert (second.since, second.without_officer, second.on_the_way) == (at(20), DAY, timedelta())
    assert without_responsible([first, second]) == DAY * 3


VERBS = st.sampled_from(["assess", "assign", "offer_transfer", "accept_transfer", "decline_transfer", "close", "reopen", "pause"])
TURNS = st.lists(st.tuples(st.floats(0.01, 9), VERBS, st.integers(1, 3), st.none() | st.integers(1, 2)), max_size=25)


@given(TURNS)
def test_whatever_happens_tenures_follow_each_other_and_nobody_never_exceeds_the_whole(rows):
    moment, turns = START, [Turn(START, "open", 1, 1)]
    for days, verb, office, officer in rows:
        moment += DAY * days
        turns.append(Turn(moment, verb, office, officer))
    end = moment + DAY
    each = tenures(turns, end)
    for before, after in itertools.pairwise(each):
        assert before.until <= after.since
    assert all(tenure.lasted(end) >= timedelta() for tenure in each)
    assert timedelta() <= without_responsible(each) <= end - START
