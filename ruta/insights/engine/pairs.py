"""Who among those who did not receive something is like each who did? Pairs by the chance of receiving it, each person in one at most.

The chance comes out of a logistic regression over what was known on the day, the nearest out of scikit-learn; no pair lies further apart
than a fifth of the spread of that chance (Austin 2011), and what has to be equal is.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

CALIPER = 0.2  # of the standard deviation of the logit
AMONG = 12  # nearest that are looked at in one round
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Units:
    """Persons on a day, the same place in every list: who received it, what has to be equal, what was known, and what came before and after."""

    person: Sequence[int]
    treated: Flags
    equal: Sequence[str]
    named: Mapping[str, Sequence[str]]
    numbers: Mapping[str, Floats]
    before: Flags
    after: Flags


def pairs_of(units: Units, caliper: float = CALIPER) -> list[Pair]:
    """Places of who received it and of who is most like them; none where there is nobody of one kind."""
    if not units.treated.any() or units.treated.all():
        return []
    return _paired(units, _logit(units), caliper)


def seconds_of(units: Units, pairs: Sequence[Pair], caliper: float = CALIPER) -> list[Pair]:
    """Of those who have a pair, the next most like them among who is in none; whoever has nobody else near enough is not in it."""
    chance = _logit(units)
    matched, used = {one for one, _other in pairs}, {units.person[other] for _one, other in pairs}
    return _paired(units, chance, caliper, lambda at: at in matched if units.treated[at] else units.person[at] not in used)


def _paired(units: Units, chance: Floats, caliper: float, among: Callable[[int], bool] = lambda _at: True) -> list[Pair]:
    most = caliper * float(np.std(chance))
    strata = [([at for at in ones if among(at)], [at for at in others if among(at)]) for ones, others in _alike(units)]
    found = [pair for both in strata for pair in _within(units.person, chance, both, most)]
    return sorted(_each_once(units.person, found))


def unlikeness(units: Units, pairs: Sequence[Pair]) -> dict[str, tuple[float, float]]:
    """The standardised difference of each trait before pairing and after; of a trait with categories the largest of any."""
    ones, others = np.flatnonzero(units.treated), np.flatnonzero(~units.treated)
    first, second = np.array([one for one, _other in pairs], int), np.array([other for _one, other in pairs], int)

    def most(columns: list[Floats], one: Any, other: Any) -> float:
        return max((abs(_apart(column, (one, other), (ones, others))) for column in columns), default=0.0)

    return {name: (most(columns, ones, others), most(columns, first, second)) for name, columns in _columns(units).items()}


def _logit(units: Units) -> Floats:
    """How likely each was to receive it, on the scale on which the regression adds."""
    from sklearn.linear_model import LogisticRegression  # a second and a half, that not every process should wait

    columns = [column for each in _columns(units).values() for column in each]
    spread = [column for column in columns if column.std()]
    if not spread:
        return np.zeros(len(units.person))
    table = np.column_stack([(column - column.mean()) / column.std() for column in spread])
    return np.asarray(LogisticRegression(max_iter=1000).fit(table, units.treated).decision_function(table))


def _columns(units: Units) -> dict[str, list[Floats]]:
    named = {
        name: [np.array([each == code for each in codes], float) for code in sorted(set(codes))] for name, codes in units.named.items()
    }
    return named | {name: [column] for name, column in units.numbers.items()}


def _apart(column: Floats, sides: tuple[Any, Any], all_sides: tuple[Any, Any]) -> float:
    """Difference of means over the spread that there was before pairing, so that both can be compared."""
    (one, other), (ones, others) = sides, all_sides
    spread = float(np.sqrt((column[ones].var() + column[others].var()) / 2)) if len(ones) and len(others) else 0.0
    return float(column[one].mean() - column[other].mean()) / spread if spread and len(one) and len(other) else 0.0


def _alike(units: Units) -> Iterator[tuple[list[int], list[int]]]:
    strata: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for at, (word, is_treated) in enumerate(zip(units.equal, units.treated, strict=True)):
        strata[word][0 if is_treated else 1].append(at)
    yield from (strata[word] for word in sorted(strata))


def _within(person: Sequence[int], chance: Floats, both: tuple[list[int], list[int]], most: float) -> Iterator[Pair]:
    """Nearest first, in rounds, until nobody is left near enough."""
    ones, others = both
    while ones and others:
        made = list(_each_once(person, _near(chance, ones, others, most)))
        if not made:
            return
        yield from made
        taken, used = {one for one, _other in made}, {person[other] for _one, other in made}
        ones = [one for one in ones if one not in taken]
        others = [other for other in others if person[other] not in used]


def _near(chance: Floats, ones: list[int], others: list[int], most: float) -> list[Pair]:
    from sklearn.neighbors import NearestNeighbors

    tree = NearestNeighbors(n_neighbors=min(AMONG, len(others))).fit(chance[others, None])
    far, at = tree.kneighbors(chance[ones, None])
    edges = [(d, one, others[k]) for one, row, ds in zip(ones, at, far, strict=True) for d, k in zip(ds, row, strict=True) if d <= most]
    return [(one, other) for _far, one, other in sorted(edges)]


def _each_once(person: Sequence[int], pairs: Sequence[Pair]) -> Iterator[Pair]:
    """A person stands in one pair at most, though they were there on several days."""
    taken, used = set[int](), set[int]()
    for one, other in pairs:
        if one not in taken and person[other] not in used:
            taken.add(one)
            used.add(person[other])
            yield one, other
