"""Who among those who did not receive something is like each who did? Pairs by the chance of receiving it, each person in one at most.

The chance comes out of a logistic regression over what was known on the day, worked out once for all ways of pairing; no pair lies further
apart than a fifth of the spread of that chance (Austin 2011), and what has to be equal is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

CALIPER = 0.2  # of the standard deviation of the logit
AMONG = 12  # nearest that are looked at in one round
APART = 1e-13  # far below any difference that means something
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]
Words = Sequence[str] | NDArray[np.str_]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Units:
    """Persons on a day, the same place in every list: who received it, what has to be equal, what was known, and what came before and after."""

    person: Sequence[int] | NDArray[np.int64]
    treated: Flags
    equal: Words
    named: Mapping[str, Words]
    numbers: Mapping[str, Floats]
    before: Flags
    after: Flags


@dataclass(frozen=True, slots=True)
class Weighed:
    """Units with what was known of each in columns of numbers, and how likely each was to receive it, on the scale on which the regression adds."""

    units: Units
    columns: Mapping[str, Floats]
    """By trait: one column of a number, of a trait with categories one for each."""
    chance: Floats

    @property
    def has_both(self) -> bool:
        """Whether there is somebody of either kind."""
        return bool(self.units.treated.any()) and not self.units.treated.all()


def weighed(units: Units) -> Weighed:
    """How likely each was to receive it."""
    columns = {name: _flags(codes) for name, codes in units.named.items()}
    columns |= {name: np.asarray(column, float)[:, None] for name, column in units.numbers.items()}
    has_both = bool(units.treated.any()) and not units.treated.all()
    return Weighed(units, columns, _logit(columns, units.treated) if has_both else np.zeros(len(units.person)))


def pairs_of(known: Weighed, caliper: float = CALIPER) -> list[Pair]:
    """Places of who received it and of who is most like them; none where there is nobody of one kind."""
    return _paired(known, caliper, np.ones(len(known.units.person), bool)) if known.has_both else []


def seconds_of(known: Weighed, pairs: Sequence[Pair], caliper: float = CALIPER) -> list[Pair]:
    """Of those who have a pair, the next most like them among who is in none; whoever has nobody else near enough is not in it."""
    person = np.asarray(known.units.person)
    ones, others = (np.array(side, int) for side in zip(*pairs, strict=True))
    is_matched = np.zeros(len(person), bool)
    is_matched[ones] = True
    return _paired(known, caliper, np.where(known.units.treated, is_matched, ~np.isin(person, person[others])))


def _paired(known: Weighed, caliper: float, among: Flags) -> list[Pair]:
    most = caliper * float(np.std(known.chance))
    person, treated = np.asarray(known.units.person), known.units.treated
    found = [
        pair
        for place in _alike(known.units.equal)
        for pair in _within(person, known.chance, (place[treated[place] & among[place]], place[~treated[place] & among[place]]), most)
    ]
    return sorted(_each_once(person, found))


def unlikeness(known: Weighed, pairs: Sequence[Pair]) -> dict[str, tuple[float, float]]:
    """The standardised difference of each trait before pairing and after; of a trait with categories the largest of any."""
    ones, others = np.flatnonzero(known.units.treated), np.flatnonzero(~known.units.treated)
    first, second = np.array([one for one, _other in pairs], int), np.array([other for _one, other in pairs], int)

    def most(columns: Floats, one: Places, other: Places) -> float:
        return float(np.abs(_apart(columns, (one, other), (ones, others))).max(initial=0.0))

    return {name: (most(columns, ones, others), most(columns, first, second)) for name, columns in known.columns.items()}


def _flags(codes: Words) -> Floats:
    kinds, at = np.unique(np.asarray(codes, str), return_inverse=True)
    return np.asarray(at[:, None] == np.arange(len(kinds)), float)


def _logit(columns: Mapping[str, Floats], treated: Flags) -> Floats:
    """How likely each was to receive it; by Newton's way, which is the short one where persons are many and traits few."""
    from sklearn.linear_model import LogisticRegression  # a second and a half, that not every process should wait

    table = np.column_stack(list(columns.values()))
    table = table[:, table.std(axis=0) > 0]
    if not table.shape[1]:
        return np.zeros(len(treated))
    table = (table - table.mean(axis=0)) / table.std(axis=0)
    return np.asarray(LogisticRegression(solver="newton-cholesky").fit(table, treated).decision_function(table))


def _apart(columns: Floats, sides: tuple[Places, Places], all_sides: tuple[Places, Places]) -> Floats:
    """Difference of means over the spread that there was before pairing, so that both can be compared."""
    (one, other), (ones, others) = sides, all_sides
    if not (len(one) and len(other)):
        return np.zeros(columns.shape[1])
    spread = np.sqrt((columns[ones].var(axis=0) + columns[others].var(axis=0)) / 2)
    apart = columns[one].mean(axis=0) - columns[other].mean(axis=0)
    return np.divide(apart, spread, out=np.zeros_like(apart), where=spread > 0)


def _alike(equal: Words) -> Iterator[Places]:
    kinds, at = np.unique(np.asarray(equal, str), return_inverse=True)
    yield from (np.flatnonzero(at == kind) for kind in range(len(kinds)))


def _within(person: Any, chance: Floats, both: tuple[Places, Places], most: float) -> Iterator[Pair]:
    """Nearest first, in rounds, until nobody is left near enough."""
    ones, others = both
    while len(ones) and len(others):
        made = list(_each_once(person, _near(chance, ones, others, most)))
        if not made:
            return
        yield from made
        taken, used = (np.array(side, int) for side in zip(*made, strict=True))
        ones, others = ones[~np.isin(ones, taken)], others[~np.isin(person[others], person[used])]


def _near(chance: Floats, ones: Places, others: Places, most: float) -> list[Pair]:
    """The few nearest of each, by SciPy's tree. Many have the same chance: set apart by their order, or it would look at all of them."""
    from scipy.spatial import KDTree

    line = others[np.argsort(chance[others], kind="stable")]
    points = chance[line] + np.arange(len(line)) * APART
    at = KDTree(points[:, None]).query(chance[ones][:, None], k=np.arange(1, AMONG + 1))[1]
    there = line[np.minimum(at, len(line) - 1)]
    far = np.where(at < len(line), np.abs(chance[there] - chance[ones][:, None]), np.inf)
    from_whom = np.broadcast_to(ones[:, None], far.shape)
    is_near = far <= most
    order = np.lexsort((there[is_near], from_whom[is_near], far[is_near]))
    return list(zip(from_whom[is_near][order].tolist(), there[is_near][order].tolist(), strict=True))


def _each_once(person: Any, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """A person stands in one pair at most, though they were there on several days."""
    taken, used = set[int](), set[int]()
    who = person.tolist()
    for one, other in pairs:
        if one not in taken and who[other] not in used:
            taken.add(one)
            used.add(who[other])
            yield one, other
