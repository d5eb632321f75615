"""Does every pair that shares a useful key meet once, and does a crowd meet nobody?"""

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruta.people.linkage.batch import meeting as module
from ruta.people.linkage.batch.keys import Family, Keys, keys_of
from ruta.people.linkage.batch.meeting import Meetings, meet, meeting_of_nobody
from ruta.people.linkage.encode import empty_rows

MOST = 3
NUMBERS = st.lists(st.integers(0, 6), min_size=1, max_size=30)
FAMILY = (Family("phone", MOST),)
CODES = np.array([-1])


def rows_with(phones: list[int]):
    """Rows of persons that bear these telephones; 0 is none."""
    rows = empty_rows(len(phones))
    rows.phones[:, 0] = np.where(np.array(phones) == 0, -1, phones)
    return rows


def expected(theirs: list[int], ours: list[int]) -> set[tuple[int, int]]:
    crowds = {number for number, count in Counter(theirs).items() if count > MOST}
    bearers = defaultdict(list)
    for row, number in enumerate(theirs):
        if number and number not in crowds:
            bearers[number].append(row)
    return {(row, other) for row, number in enumerate(ours) for other in bearers[number]}


@settings(deadline=None)  # the first example compiles
@given(NUMBERS, NUMBERS)
def test_who_shares_a_key_meets_once_and_a_crowd_nobody(theirs: list[int], ours: list[int]) -> None:
    register, file = rows_with(theirs), rows_with(ours)
    meetings = Meetings(meet(register, file, CODES, FAMILY), meeting_of_nobody(len(ours)), len(theirs), is_self=False)
    found = [pair for part in meetings.parts() for pair in zip(*map(np.ndarray.tolist, meetings.pairs(part)), strict=True)]
    assert len(found) == len(set(found))
    assert set(found) == expected(theirs, ours)


@settings(deadline=None)  # the first example compiles
@given(NUMBERS)
def test_a_file_meets_itself_from_one_side(numbers: list[int]) -> None:
    rows = rows_with(numbers)
    meetings = Meetings(meet(rows, rows, CODES, FAMILY), meeting_of_nobody(len(numbers)), len(numbers), is_self=True)
    found = [pair for part in meetings.parts() for pair in zip(*map(np.ndarray.tolist, meetings.pairs(part)), strict=True)]
    assert sorted(found) == sorted((one, other) for one, other in expected(numbers, numbers) if other < one)


def test_looser_keys_bring_only_new_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    register, file = rows_with([1, 1, 2]), rows_with([1, 2])
    register.birth[:], file.birth[:] = [19700302, 19700302, 19700302], [19700302, 19881120]
    firm, loose = meet(register, file, CODES, FAMILY), meet(register, file, CODES, (Family("day", MOST),))
    meetings = Meetings(firm, loose, 3, is_self=False)
    monkeypatch.setattr(module, "PAIRS_A_TIME", 1)
    assert [part.tolist() for part in meetings.parts()] == [[0], [1]]
    assert meetings.pairs(np.array([0])).register_rows.tolist() == [0, 1]
    assert meetings.more_pairs(np.array([0])).register_rows.tolist() == [2]


def test_keys_of_two_kinds_are_never_regularly_one() -> None:
    rows = empty_rows(1_000)
    rows.dni[:], rows.dni_length[:] = np.arange(1, 1_001), 5
    rows.phones[:, 0] = np.arange(1_000)
    rows.numbers[:, 0] = np.arange(1_000)
    kinds: list[Keys] = [keys_of(rows, CODES, family, is_file=False) for family in ("dni", "phone", "document")]
    together = np.concatenate([each.keys for each in kinds])
    assert len(np.unique(together)) == len(together)
