"""Is an effect found where there is one and not where there is none, and does what is said never pass what was found?"""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruta.insights.engine.concluding import Doubt, Finding, concluded, worst
from ruta.insights.engine.effects import (
    NARROW,
    TWO,
    Compared,
    Interval,
    Way,
    as_way,
    compared,
    compared_in_ways,
    compared_with_two,
    interval,
    withstood,
)
from ruta.insights.engine.pairs import CALIPER, Units, _near, pairs_of, seconds_of, weighed
from ruta.insights.engine.telling import Told, about, in_points, told, widened

MAN, WOMAN = "man", "woman"


def world(seed: int, effect: float = 0.0, treated: int = 220, others: int = 900, hidden: float = 0.0) -> Units:
    """Those who come sooner find work more often with or without help, and receive it more often: what a plain comparison mistakes."""
    chance = np.random.default_rng(seed)
    size = treated + others
    contacts = chance.poisson(2, size * 3).astype(float)
    sexes = chance.choice([WOMAN, MAN], size * 3)
    luck = chance.random(size * 3) < 0.5  # that nobody noted
    pull = np.exp(0.5 * contacts + 0.7 * (sexes == WOMAN) + hidden * luck)
    receives = np.zeros(size * 3, bool)
    receives[chance.choice(size * 3, treated, replace=False, p=pull / pull.sum())] = True
    rest = np.flatnonzero(~receives)[:others]
    kept = np.sort(np.concatenate([np.flatnonzero(receives), rest]))
    finds = 0.1 + 0.06 * np.minimum(contacts, 5) + 0.1 * (sexes == WOMAN) + 0.3 * hidden * luck + effect * receives
    after = chance.random(size * 3) < finds
    return Units(
        person=[int(each) for each in kept], treated=receives[kept], equal=[f"2025-{each % 2}" for each in kept],
        named={"sex": [str(each) for each in sexes[kept]]}, numbers={"contacts": contacts[kept]},
        before=np.zeros(size, bool), after=after[kept],
    )  # fmt: skip


def test_without_an_effect_intervals_cover_zero_as_often_as_they_promise() -> None:
    found = [compared(world(seed)) for seed in range(60)]
    assert sum(each.change.covers_zero for each in found) >= 54
    assert all(worst(each) < 0.2 for each in found)


def test_what_a_plain_comparison_mistakes_for_an_effect() -> None:
    def plainly(units: Units) -> float:
        ones, others = units.after[units.treated], units.after[~units.treated]
        return float(ones.mean() - others.mean())

    assert np.mean([plainly(world(seed)) for seed in range(20)]) > 0.05
    assert abs(np.mean([compared(world(seed)).change.value for seed in range(20)])) < 0.02


def test_an_effect_that_is_there_is_found() -> None:
    found = [compared(world(seed, effect=0.25)) for seed in range(30)]
    assert abs(np.mean([each.change.value for each in found]) - 0.25) < 0.03
    assert sum(each.change.low <= 0.25 <= each.change.high for each in found) >= 26
    assert sum(concluded(each).finding is Finding.MORE for each in found) >= 28


def test_what_nobody_noted_passes_for_an_effect_and_the_sensitivity_says_how_little_it_takes() -> None:
    found = [compared(world(seed, hidden=0.8)) for seed in range(60)]
    mistaken = [each for each in found if not each.change.covers_zero]
    assert mistaken, "else this proves nothing"
    assert np.median([each.withstands or 1 for each in mistaken]) < 2
    assert Doubt.FRAGILE in {doubt for each in mistaken for doubt in concluded(each).doubts}


def test_each_person_stands_in_one_pair_and_in_the_same_quarter() -> None:
    units = world(3)
    units = replace(units, person=[each // 2 if not one else each + 10**6 for each, one in zip(units.person, units.treated, strict=True)])
    pairs = pairs_of(weighed(units))
    assert len(pairs) > 100
    assert len({one for one, _other in pairs}) == len({units.person[other] for _one, other in pairs}) == len(pairs)
    assert all(units.equal[one] == units.equal[other] and units.treated[one] and not units.treated[other] for one, other in pairs)
    assert pairs == pairs_of(weighed(units))


def test_a_second_person_is_another_one_and_of_the_same_quarter() -> None:
    units = world(3)
    pairs = pairs_of(weighed(units))
    seconds = seconds_of(weighed(units), pairs)
    assert len(seconds) > 50
    assert {one for one, _other in seconds} <= {one for one, _other in pairs}
    assert not {units.person[other] for _one, other in seconds} & {units.person[other] for _one, other in pairs}
    assert all(units.equal[one] == units.equal[other] and not units.treated[other] for one, other in seconds)


def test_with_two_persons_for_each_an_effect_is_found_more_closely() -> None:
    once, twice = ([each(world(seed, effect=0.25)) for seed in range(20)] for each in (compared, compared_with_two))
    assert abs(np.mean([way.change.value for way in twice]) - 0.25) < 0.03
    assert [way.pairs for way in twice] == [each.pairs for each in once]
    assert np.mean([way.change.high - way.change.low for way in twice]) < np.mean([each.change.high - each.change.low for each in once])


def test_all_ways_at_once_say_what_each_says_alone() -> None:
    units = world(5, effect=0.2)
    found, narrow = compared_in_ways(units, 7), compared(units, CALIPER / 2, 7)
    assert replace(found, otherwise={}) == compared(units, comparisons=7)
    assert found.otherwise == {NARROW: as_way(narrow), TWO: compared_with_two(units, 7)}


def test_nobody_is_nearer_than_who_is_called_near() -> None:
    chance = np.random.default_rng(2).normal(size=400)
    ones, others = np.arange(80), np.arange(80, 400)
    edges = _near(chance, ones, others, 0.1)
    far = np.abs(chance[ones][:, None] - chance[others][None, :])
    plainly = {(int(one), int(80 + at)) for one in ones for at in np.argsort(far[one])[:12] if far[one, at] <= 0.1}
    assert set(edges) == plainly
    assert edges == sorted(edges, key=lambda pair: abs(chance[pair[0]] - chance[pair[1]]))


def test_nobody_to_compare_is_said() -> None:
    alone = world(1)
    alone = replace(alone, treated=np.ones_like(alone.treated))
    assert concluded(compared(alone)).finding is Finding.FEW


def test_the_interval_never_vanishes_and_grows_with_what_is_compared() -> None:
    none = interval(np.zeros(50))
    assert none.low < 0 < none.high
    wide = interval(np.zeros(50), comparisons=20)
    assert wide.low < none.low


def test_the_sensitivity_is_that_of_rosenbaum() -> None:
    ones = np.array([1] * 60 + [0] * 20 + [1] * 40)
    others = np.array([0] * 60 + [1] * 20 + [1] * 40)
    assert withstood(ones, others) == pytest.approx(1.75)  # (Γ/(1+Γ) = .636: P(Bin(80, .636) ≥ 60) = .0197; at 1.8, .0289)
    assert withstood(others, ones) == withstood(ones, others)
    assert withstood(np.zeros(9), np.zeros(9)) is None


FOUND = Compared(
    300, 900, 200, 20, 90, 18, 50, Interval(0.19, 0.1, 0.28), Interval(0.01, -0.05, 0.07), 2.1, {"sex": (0.4, 0.05)},
    {"half": Way(150, Interval(0.2, 0.1, 0.3), (15, 70, 15, 40))},
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({}, Finding.MORE),
        ({"change": Interval(-0.19, -0.28, -0.1), "otherwise": {}}, Finding.LESS),
        ({"pairs": 29}, Finding.FEW),
        ({"unlike": {"sex": (0.4, 0.3)}}, Finding.UNLIKE),
        ({"head_start": Interval(0.1, 0.02, 0.18)}, Finding.AHEAD),
        ({"change": Interval(0.05, -0.02, 0.12)}, Finding.UNSURE),
        ({"otherwise": {"half": Way(150, Interval(0.1, -0.01, 0.21))}}, Finding.UNSTEADY),
        ({"otherwise": {"half": Way(0)}}, Finding.UNSTEADY),
    ],
)
def test_the_weakest_part_decides_what_is_said(change, finding) -> None:
    assert concluded(replace(FOUND, **change)).finding is finding


def test_doubts_are_said_beside_it() -> None:
    assert concluded(FOUND).doubts == ()
    said = concluded(replace(FOUND, treated=900, withstands=1.2, unlike={"sex": (0.4, 0.2)}))
    assert set(said.doubts) == set(Doubt)


@given(
    st.integers(30, 120),
    st.tuples(st.integers(0, 10), st.integers(0, 120), st.integers(0, 10), st.integers(0, 120)),
    st.integers(5, 10),
)
@settings(max_examples=150, deadline=None)
def test_no_count_of_few_is_worked_out_of_what_is_told(pairs: int, drawn: tuple[int, int, int, int], least: int) -> None:
    """Everything that hidden counts could be is tried against what is told of shares and differences."""
    counts = tuple(min(each, pairs) for each in drawn)

    def shown(each: tuple[int, ...]) -> tuple:
        one, after, other, later = each
        value = ((after - one) - (later - other)) / pairs
        found = Compared(pairs, pairs, pairs, *each, change=Interval(value, value - 0.1, value + 0.1))
        said = told(found, least)
        return said.shares, *(round(end, 6) for end in (said.change.value, said.change.low, said.change.high))

    seen = shown(counts)
    few = [*range(least), *range(pairs - least + 1, pairs + 1)]
    worlds = [
        each
        for each in itertools.product(*(few if share is None else [count] for share, count in zip(seen[0], counts, strict=True)))
        if shown(each) == seen
    ]
    for place, share in enumerate(seen[0]):
        if share is None:
            assert len({each[place] for each in worlds}) > 1


@given(st.integers(30, 120), st.lists(st.integers(0, 120), min_size=4, max_size=4), st.booleans(), st.integers(5, 10))
@settings(max_examples=150, deadline=None)
def test_nor_out_of_the_same_done_otherwise(pairs: int, drawn: list[int], is_of_two: bool, least: int) -> None:
    """A way says nothing but its interval: with other small counts in the place of the small ones it is the same."""
    name, step = (TWO, 0.5) if is_of_two else (NARROW, 1)
    counts = tuple(min(each, pairs) for each in drawn)

    def shown(each: tuple[float, ...]) -> tuple[float, float]:
        value = ((each[1] - each[0]) - (each[3] - each[2])) / pairs
        way = Way(pairs, Interval(value, value - 0.1, value + 0.1), each)
        wide = widened(replace(FOUND, otherwise={name: way}), least).otherwise[name].change
        assert wide.low <= value - 0.1 + 1e-9
        assert wide.high >= value + 0.1 - 1e-9
        return round(wide.low, 9), round(wide.high, 9)

    for place, count in enumerate(counts):
        if min(count, pairs - count) < least:
            others = np.arange(0, least, step) if count < least else np.arange(pairs - least + step, pairs + step, step)
            assert len({shown((*counts[:place], float(other), *counts[place + 1 :])) for other in others}) == 1


def test_an_interval_holds_whatever_is_hidden_and_is_exact_where_nothing_is() -> None:
    value = (90 - 20 - 50 + 18) / 200
    exact = replace(FOUND, change=Interval(value, value - 0.09, value + 0.09))
    assert told(exact, 5).change == Interval(19.0, 10.0, 28.0)
    assert not told(exact, 5).is_hiding
    few = replace(exact, treated_before=3, others_before=0)
    assert told(few, 5).shares == (None, 45.0, None, 25.0)
    assert (told(few, 5).change.low, told(few, 5).change.high) == (7.5, 32.5)
    assert widened(exact, 5) == exact
    assert widened(few, 5).withstands is None  # it is counted of what is hidden, and would say it


def test_of_nobody_nothing_is_told() -> None:
    nobody = Compared(0, 900, 0)
    assert told(nobody, 5) == Told((None,) * 4, None)
    assert concluded(widened(nobody, 5)).finding is Finding.FEW


def test_steps_go_outwards_and_numbers_are_about() -> None:
    said = in_points(Interval(0.031, -0.012, 0.074), 2.5)
    assert (said.low, said.high) == (-2.5, 7.5)
    assert [about(count, 5) for count in (4, 5, 7, 8, 213)] == [None, 5, 5, 10, 215]
