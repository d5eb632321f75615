"""Does the audit see a group that is shown less among its like, and leave alone what chance or the trade does?"""

import numpy as np
import pytest

from ruta.placements.matching.batch.alike import Dealt, Least, dealt_anew, least_shown, pooled, shown_by_group
from ruta.placements.matching.batch.auditing import Exposure, Verdict

DICE = np.random.default_rng(5)
NAMES = ["one", "other"]


def people(count, *, share=0.3, trades=20):
    """Trades that are shown unlike each other, and groups that work in them unlike."""
    strata = DICE.integers(0, trades, count)
    groups = (DICE.random(count) < share + 0.4 * (strata < trades / 2)).astype(np.int64)
    return strata, groups, DICE.exponential(1 + strata.astype(np.float64))


def test_what_the_trade_does_is_not_laid_at_the_door_of_the_lists():
    strata, groups, exposure = people(6_000)
    means = [exposure[groups == kind].mean() for kind in (0, 1)]
    assert min(means) / max(means) < 0.8
    assert least_shown(strata, groups, exposure, NAMES, 30).ratio == pytest.approx(1, abs=0.08)


def test_a_group_that_is_pushed_down_is_named_and_chance_does_not_do_as_much():
    strata, groups, exposure = people(6_000)
    found = least_shown(strata, groups, np.where(groups == 1, exposure * 0.6, exposure), NAMES, 30)
    assert (found.group, found.chance) == ("other", 0.005)
    assert found.ratio == pytest.approx(0.6, abs=0.06)


def test_few_persons_differ_by_chance():
    strata, groups, exposure = people(90, trades=2)
    exposure[np.flatnonzero(groups == 1)[:3]] = 0
    assert least_shown(strata, groups, exposure, NAMES, 5).chance > 0.05


def test_small_groups_are_judged_together_and_each_says_how_sure_it_is():
    groups = np.repeat([0, 1, 2, 3], [500, 20, 30, 40])
    together, names = pooled(groups, ["a", "b", "c", "d"], 100, "others")
    assert (names, np.bincount(together).tolist()) == (["a", "others"], [500, 90])
    assert pooled(groups, ["a", "b", "c", "d"], 25, "others")[1] == ["a", "b", "c", "d"]  # one alone has nobody to stand with
    assert pooled(groups[groups > 0] - 1, ["b", "c", "d"], 100, "others")[1] == ["b", "c", "d"]  # together there is nobody to compare with
    few, many = shown_by_group(np.repeat([0, 1], [30, 3_000]), DICE.exponential(1, 3_030), ["few", "many"])
    assert few.low <= few.mean <= few.high
    assert few.high - few.low > 5 * (many.high - many.low)


def test_without_anybody_to_compare_with_nothing_is_said():
    alone = np.zeros(50, np.int64)
    assert least_shown(np.arange(50), alone, np.ones(50), NAMES, 1) is None


def test_the_whole_ratio_stands_beside_what_chance_makes_of_groups_of_that_size():
    few, many = (np.repeat([0, 1], [size, 20 * size]) for size in (100, 20_000))
    skewed = [DICE.exponential(1, len(groups)) ** 4 for groups in (few, many)]
    usual = [dealt_anew(groups, exposure, 30, 1.0).usual for groups, exposure in zip((few, many), skewed, strict=True)]
    assert usual[0] < 0.8 < usual[1], "few persons are never shown alike, though nobody chose"
    told = dealt_anew(many, skewed[1], 30, 1.0)
    assert told.low <= told.usual <= told.high < 1
    pushed = np.where(many == 0, skewed[1] * 0.5, skewed[1])
    assert dealt_anew(many, pushed, 30, 0.5).chance == 0.005


@pytest.mark.parametrize(
    ("ratio", "by_lot", "among_like", "verdict"),
    [
        (0.93, 0.4, (0.9, 0.3), Verdict.EVEN), (0.62, 0.5, (0.7, 0.3), Verdict.CHANCE), (0.62, 0.005, (0.95, 0.6), Verdict.MARKET),
        (0.62, 0.005, (0.6, 0.005), Verdict.UNEVEN), (0.93, 0.4, (0.6, 0.005), Verdict.UNEVEN), (None, 0.4, (0.9, 0.3), Verdict.ALONE),
    ],
)  # fmt: skip
def test_a_verdict_tells_chance_from_the_market_and_both_from_the_lists(ratio, by_lot, among_like, verdict):
    dealt, least = Dealt(0.95, 0.9, 0.99, by_lot), Least("one", *among_like)
    assert Exposure("sex", (), (), ratio, dealt, least).verdict == verdict
