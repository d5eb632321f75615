"""Do the compiled loop and the comparison that is explained always say the same?"""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA, JaroWinkler

from ruta.people.linkage import Record
from ruta.people.linkage.compare import compare
from ruta.people.linkage.encode import Encoder, _padded
from ruta.people.linkage.kernel.shapes import scratch
from ruta.people.linkage.kernel.texts import jaro_winkler, osa_within
from ruta.people.linkage.rank import default_scorer
from ruta.people.linkage.record import profile
from ruta.people.linkage.tests.strategies import records

ENCODER = Encoder(default_scorer())


def both(one: Record, other: Record) -> tuple[float, float]:
    rows = ENCODER.encode([one, other])
    scores = ENCODER.score(rows, rows, np.array([0]), np.array([1]))
    return float(scores.weights[0]), default_scorer().weight(compare(profile(one), profile(other)))


@settings(max_examples=3000, deadline=None)
@given(records(), records())
def test_the_loop_weighs_as_the_explanation_does(one: Record, other: Record) -> None:
    compiled, explained = both(one, other)
    assert compiled == pytest.approx(explained, abs=1e-12, rel=1e-13)


word = st.text("abcdelmno", min_size=1, max_size=12)


@settings(max_examples=2000, deadline=None)
@given(word, word, st.integers(1, 2))
def test_slips_are_counted_as_the_library_counts_them(one: str, other: str, allowed: int) -> None:
    left, right = _padded(one.encode()), _padded(other.encode())
    ours = osa_within(left, len(one), right, len(other), allowed, scratch().lines)
    assert ours == (OSA.distance(one, other) <= allowed)


@settings(max_examples=2000, deadline=None)
@given(word, word)
def test_likeness_of_sounds_is_that_of_the_library(one: str, other: str) -> None:
    ours = jaro_winkler(_padded(one.encode()), len(one), _padded(other.encode()), len(other))
    assert ours == pytest.approx(JaroWinkler.similarity(one, other), abs=1e-12)


def test_persons_of_a_synthetic_register_weigh_the_same() -> None:
    from ruta.people.linkage.tests import synthetic

    dice = Random(5)
    people = [synthetic.person(at, dice) for at in range(60)]
    for one in people:
        for other in people:
            compiled, explained = both(one, other)
            assert compiled == pytest.approx(explained, abs=1e-12, rel=1e-13)
