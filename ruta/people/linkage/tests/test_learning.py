"""Does learning without labels find what was put in, and keep the order of the levels?"""

import numpy as np
import pytest

from ruta.people.linkage import default_weights
from ruta.people.linkage.batch.learning import MISSES, Seen, ladder, maximise, with_chances, with_misses
from ruta.people.linkage.model import Weights


def sampled(dice: np.random.Generator, chances: dict[str, float], field: str, count: int) -> np.ndarray:
    levels = list(chances)
    drawn = dice.choice(len(levels), count, p=np.array(list(chances.values())) / sum(chances.values()))
    events = np.zeros((count, len(ladder(field))))
    events[np.arange(count), [ladder(field).index(levels[at]) for at in drawn]] = 1
    return events


def test_what_was_put_in_is_found() -> None:
    dice, weights = np.random.default_rng(2), default_weights()
    m = {field: dict(weights.m[field]) for field in ("dni", "birth_date", "phone", "sex", "municipality")}
    truth = m | {"municipality": {"equal": 0.5, "near": 0.01, "neighbour": 0.04, "department": 0.15, "different": 0.3}}
    events = {
        field: np.concatenate([sampled(dice, truth[field], field, 3_000), sampled(dice, weights.u[field], field, 7_000)]) for field in truth
    }
    learned, taught_by = maximise(Seen(np.ones(10_000), events), m, weights.u)
    assert taught_by == pytest.approx(3_000, rel=0.1)
    assert learned["municipality"]["equal"] == pytest.approx(0.5, abs=0.05)
    assert learned["municipality"]["different"] == pytest.approx(0.3, abs=0.05)


def test_levels_that_stand_in_the_wrong_order_are_pooled() -> None:
    weights = default_weights()
    m = {field: dict(levels) for field, levels in weights.m.items()}
    m["birth_date"]["swapped"] = 1e-6
    made: Weights = with_chances(weights, m, weights.u)
    ordered = [made.levels["birth_date"][level] for level in ladder("birth_date")]
    assert ordered == sorted(ordered)
    assert made.levels["phone"]["shared"] == 0.0


def test_nothing_speaks_more_strongly_against_a_person_than_values_go_astray() -> None:
    weights = default_weights()
    certain = {field: dict.fromkeys(levels, 1e-9) | {"equal": 1.0} for field, levels in weights.m.items()}
    made = with_misses(certain, {field: dict(levels) for field, levels in weights.u.items()})
    for field, levels in made.items():
        whole = sum(weights.u[field].values())
        assert sum(levels.values()) == pytest.approx(1.0, abs=1e-6)
        assert all(m / weights.u[field][level] >= MISSES / whole for level, m in levels.items())


@pytest.mark.parametrize("field", sorted(default_weights().levels))
def test_values_that_go_astray_keep_the_order_of_the_levels(field: str) -> None:
    u = {field: dict(default_weights().u[field])}
    m = {field: dict(default_weights().m[field])}
    before, after = ({level: of[field][level] / u[field][level] for level in u[field]} for of in (m, with_misses(m, u)))
    assert sorted(before, key=before.__getitem__) == sorted(after, key=after.__getitem__)
