"""Does what one row of a file surely is leave less of it to the others, unless the file repeats its persons?"""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruta.people.linkage.batch.claiming import claimed
from ruta.people.linkage.batch.deciding import Kept, Sides, decide
from ruta.people.linkage.batch.linking import Job, link
from ruta.people.linkage.tests.test_batch import silent

PAIRS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), st.floats(-8, 40)), max_size=30, unique_by=lambda pair: pair[:2])


def kept_of(pairs: list[tuple[int, int, float]]) -> Kept:
    rows = [np.array([pair[at] for pair in pairs], np.int64) for at in (0, 1)]
    return Kept(*rows, np.array([pair[2] for pair in pairs], float), np.zeros(len(pairs), np.int64))


def told(pairs: list[tuple[int, int, float]], *, file: int = 1_000) -> dict[tuple[int, int], float]:
    decided = decide(kept_of(pairs), Sides(file, 1_000, is_self=False), 0.5)
    rows = zip(decided.pairs.file_rows.tolist(), decided.pairs.register_rows.tolist(), strict=True)
    return dict(zip(rows, decided.probabilities.tolist(), strict=True))


def many(count: int) -> list[tuple[int, int, float]]:
    """Rows that are surely one person each."""
    return [(row, row, 30.0) for row in range(10, 10 + count)]


def test_a_relative_is_not_whom_her_sister_surely_is() -> None:
    sister, relative = (0, 0, 30.0), (1, 0, 4.0)
    assert told([*many(800), relative])[1, 0] > 0.9
    assert (1, 0) not in told([*many(800), sister, relative])
    assert told([*many(800), sister, relative])[0, 0] > 0.999


def test_a_file_that_repeats_its_persons_may_repeat_this_one() -> None:
    repeated = [(100 + row, row, 30.0) for row in range(10, 90)]
    twice = told([*many(80), *repeated, (0, 0, 30.0), (1, 0, 20.0)])
    assert twice[1, 0] > 0.99
    assert all(twice[row, person] > 0.99 for row, person, _ in repeated)


def test_a_row_that_is_more_likely_somebody_else_claims_little() -> None:
    elsewhere = told([*many(800), (0, 1, 30.0), (0, 0, 12.0), (1, 0, 6.0)])
    assert elsewhere[1, 0] > 0.95


@settings(max_examples=300)
@given(PAIRS, st.integers(0, 29), st.floats(0.1, 10))
def test_claims_only_take_away_and_more_of_the_own_odds_never_less(pairs: list[tuple[int, int, float]], at: int, more: float) -> None:
    kept, sides = kept_of(pairs), Sides(1_000, 1_000, is_self=False)
    first = np.zeros(len(pairs), bool)
    before = claimed(kept, first, sides, 0.5)
    assert (before <= kept.weights + 1e-9).all()
    if at < len(pairs):
        raised = kept._replace(weights=kept.weights + more * (np.arange(len(pairs)) == at))
        assert claimed(raised, first, sides, 0.5)[at] >= before[at] - 1e-9


@settings(max_examples=100)
@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_pairs_does_not_matter(pairs: list[tuple[int, int, float]], dice) -> None:
    mixed = list(pairs)
    dice.shuffle(mixed)
    one, other = told(pairs, file=50), told(mixed, file=50)
    assert one == pytest.approx(other, abs=1e-9)


def test_a_file_against_itself_and_a_counter_know_no_claims() -> None:
    pairs = [(0, 0, 30.0), (1, 0, 4.0)]
    for sides, is_estimated in ((Sides(50, 50, is_self=True), True), (Sides(50, 50, is_self=False), False)):
        decided = decide(kept_of(pairs), sides, 0.5, is_estimated=is_estimated)
        assert (1, 0) in set(zip(decided.pairs.file_rows.tolist(), decided.pairs.register_rows.tolist(), strict=True))


def test_one_uncommon_word_is_enough_to_meet_in_a_small_register(tmp_path: Path) -> None:
    paths = tmp_path / "registro.csv", tmp_path / "archivo.csv"
    for path, row in zip(paths, (("Braedon", "Bindoff", "Hamilton"), ("Braedon", "Bindoxff", "Hamiltpn")), strict=True):
        with path.open("w", newline="", encoding="utf-8") as lines:
            csv.writer(lines).writerows([("id", "given_name", "surname", "suburb"), ("1", *row)])
    assert len(link(Job(*paths), silent).decided.pairs.weights) == 1
