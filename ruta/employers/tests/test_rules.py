"""Do the pure rules say which step is open, which wage is low and which words shut somebody out?"""

import pytest

from ruta.employers.rules import (
    TRANSITIONS,
    Floor,
    Pattern,
    closing_of,
    closing_problems,
    excluding_words,
    floor_for,
    is_under,
    open_verbs,
    state_after,
)

ROWS = [{"sections": ["A"], "amounts": {"micro": 8000, "large": 9000}}, {"sections": ["C"], "amounts": {"micro": 11000}}]
TABLE = {"year": 2024, "verified": False}


def test_nothing_is_published_that_nobody_reviewed():
    assert [verb for verb, (starts, end) in TRANSITIONS.items() if end == "published" and "draft" in starts] == []
    assert state_after("publish", "draft") is None
    assert open_verbs("closed") == ["reopen"]


def test_an_end_is_told_by_the_openings():
    assert [closing_of(2, filled) for filled in (0, 1, 2)] == ["unfilled", "partly", "filled"]


def test_empty_openings_ask_for_a_cause_and_what_was_missing():
    ask = {"cause": "", "more": (), "missing": "", "asks_missing": False}
    assert closing_problems(left=0, **ask) == []
    assert closing_problems(left=1, **ask) == ["cause"]
    assert closing_problems(left=1, **(ask | {"cause": "low_wage", "more": ("low_wage",)})) == ["more_causes"]
    assert closing_problems(left=1, **(ask | {"cause": "missing_certificate", "asks_missing": True})) == ["missing"]


def test_the_floor_depends_on_branch_and_size():
    assert floor_for(TABLE, ROWS, section="A", size="large") == Floor(9000, 2024, is_verified=False)
    assert floor_for(TABLE, ROWS, section="A", size="").amount == 8000
    assert floor_for(TABLE, ROWS, section="", size="large") is None
    floor = Floor(9000, 2024, is_verified=False)
    assert is_under(8999, floor)
    assert not is_under(9000, floor)
    assert not is_under(5000, floor, is_full_time=False)
    assert not is_under(None, floor)


def test_words_are_found_as_written_and_exceptions_forgive():
    patterns = [Pattern("age", "age", (r"\bhasta \d{2} anos\b",), (r"\bexperiencia\b",), "why", "instead")]
    found = excluding_words({"tasks": "Personal hasta  35 AÑOS."}, patterns)
    assert [(each.field, each.words) for each in found] == [("tasks", "hasta 35 AÑOS")]
    assert excluding_words({"tasks": "Experiencia de hasta 10 años."}, patterns) == []


@pytest.mark.parametrize("state", ["draft", "in_review", "published", "paused", "closed", "withdrawn"])
def test_every_state_has_a_way_on(state):
    assert open_verbs(state)
