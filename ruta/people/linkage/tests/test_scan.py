"""Does the scan see everybody, equal in both of its ways, and does the copy come back from its file as it was?"""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruta.people.linkage import Document, Record, scan
from ruta.people.linkage.copies import Copy, Head, joined, read, write
from ruta.people.linkage.scan import ID, Signer, likeness, name_worth, nearest
from ruta.people.linkage.tests.strategies import records

SIGNER = Signer(b"one secret")
HEAD = Head(database=1, floor=1, made_at=1.0)
YEIMI = Record(
    ref=7, given_names="Yeimi Lorena", surnames="Mejía Orellana", birth_date=date(1996, 4, 7), sex="woman", municipality="0501",
    phones=("97482206",), documents=(Document("dni", "0501199604821"),),
)  # fmt: skip


def numbered(people):
    return [replace(record, ref=at) for at, record in enumerate(people, 1)]


@given(st.lists(records(), max_size=40), records(), st.integers(1, 12))
@settings(deadline=None)
def test_the_nearest_are_those_of_brute_force(people, sought, most):
    register, query = SIGNER.numbers(numbered(people)), SIGNER.signed(sought)
    scores = np.empty(len(people), np.int16)
    likeness(register, np.array(query, np.uint64), scores)
    wanted = sorted(range(len(people)), key=lambda at: (-int(scores[at]), -at))[:most]
    found = nearest(register, query, most)
    assert found.ids == [at + 1 for at in wanted]
    assert found.scores == [int(scores[at]) for at in wanted]


@given(st.lists(records(), min_size=1, max_size=40), records(), st.integers(1, 12))
@settings(deadline=None, max_examples=200)
def test_the_loop_and_numpy_agree(people, sought, most):
    from ruta.people.linkage.kernel.sweeping import fill

    register, query = SIGNER.numbers(numbered(people)), np.array(SIGNER.signed(sought), np.uint64)
    slow, quick = np.empty(len(people), np.int16), np.empty(len(people), np.int64)
    likeness(register, query, slow)
    assert fill(register, query, name_worth(query).ravel(), 0, quick) == slow.max()
    assert quick.tolist() == slow.tolist()
    scan.warm()
    order = sorted(range(len(people)), key=lambda at: (-int(slow[at]), -at))[:most]
    assert nearest(register, SIGNER.signed(sought), most).ids == [at + 1 for at in order]


@pytest.mark.parametrize("most", [1, 5, 64])
def test_a_register_of_many_blocks_in_many_parts_gives_the_same(most, monkeypatch):
    monkeypatch.setattr(scan, "_PART_SIZE", 6_000)
    monkeypatch.setattr(scan, "_processors", lambda: 3)
    numbers = np.random.default_rng(1)
    register = numbers.integers(0, 4, (scan.COLUMNS, 20_000), np.uint64) * np.uint64(0x0001_0001_0001_0001)  # many are equal
    register[ID] = np.arange(20_000)
    for at in (3, 9_999, 19_999):
        query = tuple(int(part) for part in register[:, at])
        slow = scan._compared(register, np.array(query, np.uint64), most)
        scan.warm()
        assert nearest(register, query, most).ids == [place for place, _score in sorted(slow, key=lambda pair: (-pair[1], -pair[0]))]


def test_nothing_but_the_id_can_be_read_from_the_numbers_without_the_secret():
    mine, theirs = SIGNER.signed(YEIMI), Signer(b"another secret").signed(YEIMI)
    assert mine[ID] == theirs[ID] == 7
    assert all(one != other for one, other in zip(mine[1:], theirs[1:], strict=True))


def test_blanks_count_nothing():
    register = SIGNER.numbers([replace(YEIMI, ref=1), Record(ref=2)])
    assert nearest(register, SIGNER.signed(Record())).scores == [0, 0]
    assert nearest(register, SIGNER.signed(YEIMI)).ids == [1, 2]


def test_a_spoilt_name_with_nothing_else_comes_first_among_many():
    crowd = [replace(YEIMI, ref=at, given_names="José", surnames=f"López {chr(97 + at % 26)}abriel", documents=()) for at in range(10, 400)]
    register = SIGNER.numbers([*crowd, YEIMI])
    assert nearest(register, SIGNER.signed(Record(name="Jeimy Megia Oreyana")), 3).ids[0] == 7


@given(st.lists(records(), max_size=12), st.lists(records(), max_size=12))
@settings(deadline=None)
def test_who_stands_in_both_copies_is_taken_from_the_later(before, after):
    base, later = SIGNER.numbers(numbered(before)), SIGNER.numbers([replace(record, ref=at) for at, record in enumerate(after, 5)])
    both = joined(base, later)
    assert both[ID].tolist() == sorted({*base[ID].tolist(), *later[ID].tolist()})
    for column in later.T:
        assert both[:, both[ID] == column[ID]].T.tolist() == [column.tolist()]


def test_a_copy_comes_back_from_its_file_readable_by_its_owner_alone(tmp_path):
    path = tmp_path / "copies" / "1.register"
    write(path, Copy(HEAD, SIGNER.numbers(numbered([YEIMI] * 3))))
    copy = read(path)
    assert copy is not None
    assert copy.head == HEAD
    assert copy.numbers.tolist() == SIGNER.numbers(numbered([YEIMI] * 3)).tolist()
    assert path.stat().st_mode & 0o077 == 0


def test_a_torn_file_one_of_another_version_and_none_at_all_are_nothing(tmp_path):
    path = tmp_path / "1.register"
    assert read(path) is None
    write(path, Copy(replace(HEAD, version=scan.VERSION + 1), SIGNER.numbers([YEIMI])))
    assert read(path) is None
    write(path, Copy(HEAD, SIGNER.numbers([YEIMI])))
    path.write_bytes(path.read_bytes()[:-3])
    assert read(path) is None
    path.write_bytes(b"x" * 600)
    assert read(path) is None
