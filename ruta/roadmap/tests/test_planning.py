"""Do edits, differences and merges agree with each other on any tree?"""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruta.roadmap.planning import Edit, Said, Unfit, applied, cycle_of, difference, merged, nested
from ruta.roadmap.rules import flattened

KEYS = list("abcdefgh")


@st.composite
def statements(draw):
    """A tree of some of the keys, each with a title and perhaps a target."""
    rows = []
    for key in draw(st.permutations(KEYS))[: draw(st.integers(1, 8))]:
        parent = draw(st.sampled_from([None, *(row.key for row in rows)]))
        item = {"kind": "activity", "title": draw(st.sampled_from(["uno", "dos", "tres"]))}
        if draw(st.booleans()):
            periods = draw(st.dictionaries(st.sampled_from(["A1", "A2"]), st.integers(1, 3), min_size=1))
            item["targets"] = [{"series": "s", "title": "meta", "unit": "people", "periods": periods}]
        rows.append(Said(key, parent, item))
    return applied([], [Edit("add", row.key, new={"parent": row.parent, "after": "?", "item": row.item}) for row in rows])


@settings(max_examples=150, deadline=None, derandomize=True)
@given(statements(), statements())
def test_the_difference_leads_from_one_to_the_other(old, new):
    kept = copy.deepcopy(old)
    assert applied(old, difference(old, new)) == new
    assert old == kept
    assert difference(new, new) == []


@settings(max_examples=150, deadline=None, derandomize=True)
@given(statements(), statements(), statements())
def test_a_merge_keeps_what_does_not_meet_and_asks_about_the_rest(base, theirs, mine):
    assert merged(base, base, mine).clashes == []
    assert applied(base, merged(base, base, mine).edits) == mine
    found = merged(base, theirs, mine)
    applied(theirs, found.edits)  # what holds has its place
    again = merged(base, mine, mine)
    assert (again.edits, again.clashes) == ([], [])


def row(key, parent=None, **item):
    return Said(key, parent, {"kind": "activity", "title": key} | item)


BASE = [
    row("oe1"),
    row("i1", "oe1", targets=[{"series": "t", "title": "Oficinas", "unit": "offices", "periods": {"A1": 4, "A2": 4}}]),
    row("i2", "oe1"),
]


def test_two_who_move_the_same_number_are_asked_and_other_numbers_pass():
    theirs = applied(BASE, [Edit("target", "i1", "t|A2", 4, 6), Edit("set", "i2", "title", "i2", "Otro")])
    mine = applied(BASE, [Edit("target", "i1", "t|A2", 4, 8), Edit("target", "i1", "t|A1", 4, 5), Edit("set", "i2", "title", "i2", "Otro")])
    found = merged(BASE, theirs, mine)
    assert [(clash.edit.field, clash.edit.old, clash.edit.new, clash.theirs, clash.can_keep) for clash in found.clashes] == [
        ("t|A2", 6, 8, 6, True)
    ]
    assert [(edit.field, edit.new) for edit in found.edits] == [("t|A1", 5)]


def test_what_was_taken_away_meanwhile_cannot_be_kept():
    theirs = applied(BASE, [Edit("remove", "i2")])
    mine = applied(BASE, [Edit("set", "i2", "priority", None, 1)])
    assert [(clash.edit.key, clash.can_keep) for clash in merged(BASE, theirs, mine).clashes] == [("i2", False)]
    gone = merged(BASE, applied(BASE, [Edit("set", "i2", "priority", None, 1)]), applied(BASE, [Edit("remove", "i2")]))
    assert [(clash.edit.verb, clash.can_keep) for clash in gone.clashes] == [("remove", True)]


def test_nothing_waits_for_what_is_gone_and_no_row_goes_into_itself():
    rows = [*BASE, row("i3", "oe1", depends_on=["i2"])]
    assert "depends_on" not in applied(rows, [Edit("remove", "i2")])[-1].item
    with pytest.raises(Unfit, match="own"):
        applied(rows, [Edit("move", "oe1", new={"parent": "i1", "after": None})])


def test_who_waits_in_a_circle_is_named():
    assert cycle_of({"a": ["b"], "b": ["c"], "c": []}) == []
    assert set(cycle_of({"a": ["b"], "b": ["c"], "c": ["b"]})) == {"b", "c"}


def test_rows_become_the_tree_of_a_file_and_back():
    assert [(each.key, each.parent, each.item["title"]) for each in flattened(nested(BASE))] == [
        ("oe1", None, "oe1"),
        ("i1", "oe1", "i1"),
        ("i2", "oe1", "i2"),
    ]
