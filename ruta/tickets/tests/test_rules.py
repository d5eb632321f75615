"""Is the order fair, and does every step lead where it says?"""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ruta.tickets.enums import TicketState
from ruta.tickets.rules import MOST_IN_A_ROW, TRANSITIONS, Place, in_order, numbered, open_verbs, share, state_after, streak_of

START = datetime(2026, 3, 2, 14, tzinfo=UTC)
places = st.lists(
    st.builds(
        lambda minute, first, due: Place(0, START + timedelta(minutes=minute), first, None if due is None else START + timedelta(minutes=due)),
        st.integers(0, 240), st.booleans(), st.none() | st.integers(0, 400),
    ),
    max_size=30,
).map(lambda found: [Place(n, one.since, one.goes_first, one.due_at) for n, one in enumerate(found)])  # fmt: skip
NOW = START + timedelta(minutes=240)


@given(places, st.integers(0, 4), st.integers(1, 4))
def test_everybody_is_called_once(waiting, streak, most):
    assert sorted(in_order(waiting, now=NOW, streak=streak, most=most)) == [one.ticket_id for one in waiting]


@given(places, st.integers(0, 4))
def test_nobody_of_the_common_line_sees_more_than_so_many_go_first(waiting, streak):
    by_id = {one.ticket_id: one for one in waiting}
    order = [by_id[pk] for pk in in_order(waiting, now=NOW, streak=streak)]
    common = [n for n, one in enumerate(order) if not one.is_preferred(NOW) and not one.is_held(NOW)]
    run = min(streak, MOST_IN_A_ROW)
    for n, one in enumerate(order[: common[-1]] if common else []):
        run = run + 1 if one.is_preferred(NOW) else 0
        assert run <= MOST_IN_A_ROW, (n, order)


@given(places)
def test_within_a_class_the_first_come_is_the_first_called(waiting):
    by_id = {one.ticket_id: one for one in waiting}
    order = [by_id[pk] for pk in in_order(waiting, now=NOW)]
    for kind in (True, False):
        same = [one.since for one in order if one.is_preferred(NOW) is kind and not (one.is_held(NOW) and not one.goes_first)]
        assert same == sorted(same)


def test_the_law_goes_first_until_two_in_a_row():
    waiting = [Place(n, START + timedelta(minutes=n), n >= 2) for n in range(6)]
    assert in_order(waiting, now=NOW) == [2, 3, 0, 4, 5, 1]
    assert in_order(waiting, now=NOW, streak=2) == [0, 2, 3, 1, 4, 5]


def test_an_appointment_goes_at_its_hour_and_not_before():
    early = [Place(1, START, due_at=NOW + timedelta(minutes=30)), Place(2, START + timedelta(minutes=9))]
    assert in_order(early, now=NOW) == [2, 1]
    assert in_order(early, now=NOW + timedelta(minutes=26)) == [1, 2]


def test_a_run_counts_only_while_somebody_of_the_common_line_stood_there():
    called = [(START + timedelta(minutes=m), True) for m in (9, 5, 1)]
    assert streak_of(called, START + timedelta(minutes=4)) == 2
    assert streak_of(called, None) == 0
    assert streak_of([(START, False), *called], START - timedelta(hours=1)) == 0


def test_every_state_is_reached_and_every_verb_leads_somewhere():
    assert {end for _, end in TRANSITIONS.values()} == set(TicketState.values)
    assert {start for starts, _ in TRANSITIONS.values() for start in starts} <= set(TicketState.values)
    assert state_after("finish", "waiting") is None
    assert open_verbs("done") == []


def test_numbers_and_shares():
    assert numbered("A", 17) == "A-017"
    assert share([], 0.5) is None
    assert (share([1, 2, 3, 4], 0.5), share(range(1, 11), 0.9), share([7], 0.9)) == (2, 9, 7)
