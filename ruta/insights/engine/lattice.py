"""Which counts of the same rows, by each dimension and each pair of them, may be shown so that no sums of answers give a hidden one away?

Everything that is ever answered is looked up in this one set, counted once and protected as a whole. There is no query that it did not
foresee, so asking often, or asking the same in two ways, adds nothing to what was shown the first time. The whole is settled first, then
each dimension under it, then each pair under its two dimensions, whose marks stay: what one table shows no other hides.
Hidden cells carry one mark, whether small themselves or hidden for others. Pairs are not protected against each other by what the same
persons behind them imply (ADR 0410).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from ruta.insights.engine.hiding import Arc, CannotProtect, Mark, Policy, protect
from ruta.insights.engine.suppression import DEFAULT, WHOLE, table_arcs

Shown = int | None  # None is hidden
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows, and of how many persons: five services of one person are the services of one."""

    rows: int
    persons: int

    def is_few(self, policy: Policy) -> bool:
        """Whether it is hidden for itself."""
        return policy.hides(self.persons)


NOTHING = Count(0, 0)


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted: the whole, by each dimension, by each pair of dimensions (in the order of `lists`).

    `finer` takes the categories of a dimension apart (a group of occupations into its occupations), by both codes.
    """

    whole: Count
    lists: Mapping[str, Mapping[str, Count]]
    tables: Mapping[Pair, Mapping[Pair, Count]]
    finer: Mapping[str, Mapping[Pair, Count]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lattice:
    """What may be shown of it. `tables` hold a row for each category of the first dimension, in the order of `categories`."""

    whole: Shown
    categories: Mapping[str, tuple[str, ...]]
    lists: Mapping[str, tuple[Shown, ...]]
    tables: Mapping[Pair, tuple[tuple[Shown, ...], ...]]
    finer: Mapping[str, Mapping[str, Shown]] = field(default_factory=dict)


def lattice_of(counted: Counted, policy: Policy = DEFAULT) -> Lattice:
    """Protect everything at once."""
    categories = {dimension: tuple(sorted(each)) for dimension, each in counted.lists.items()}
    has_whole = not counted.whole.is_few(policy)
    marks = {
        dimension: _listed([each[code] for code in categories[dimension]], policy) if has_whole else _all_hidden(len(each))
        for dimension, each in counted.lists.items()
    }
    tables = {pair: _crossed(counted, categories, marks, pair, policy, is_told=has_whole) for pair in combinations(counted.lists, 2)}
    lists = {
        dimension: _shown([counted.lists[dimension][code].rows for code in codes], marks[dimension])
        for dimension, codes in categories.items()
    }
    finer = {name: _finer(parts, dict(zip(categories[name], marks[name], strict=True)), policy) for name, parts in counted.finer.items()}
    return Lattice(counted.whole.rows if has_whole else None, categories, lists, tables, finer)


def _listed(counts: Sequence[Count], policy: Policy) -> list[Mark]:
    """The marks of one dimension under a whole that is shown."""
    arcs = [Arc(0, 1, each.rows, each.rows + 1) for each in counts]
    whole = sum(each.rows for each in counts)
    arcs.append(Arc(1, 0, whole, (whole + 1) * WHOLE))
    given = {at: Mark.HIDDEN for at, each in enumerate(counts) if each.is_few(policy)} | {len(counts): Mark.SHOWN}
    try:
        return protect(arcs, policy, given, is_alike=True)[:-1]
    except CannotProtect:
        return _all_hidden(len(counts))


def _finer(parts: Mapping[Pair, Count], above: Mapping[str, Mark], policy: Policy) -> dict[str, Shown]:
    """The parts of each category under it, as the categories are under the whole; of a hidden one nothing."""
    found: dict[str, Shown] = {}
    for group, mark in above.items():
        codes = sorted(code for each, code in parts if each == group)
        counts = [parts[group, code] for code in codes]
        marks = _listed(counts, policy) if mark is Mark.SHOWN else _all_hidden(len(codes))
        found |= dict(zip(codes, _shown([each.rows for each in counts], marks), strict=True))
    return found


def _crossed(
    counted: Counted, categories: Mapping[str, Sequence[str]], marks: Mapping[str, list[Mark]], pair: Pair, policy: Policy, *, is_told: bool
) -> tuple[tuple[Shown, ...], ...]:
    """A pair under what its two dimensions show. Of a category that is hidden every cell is: one person more or less in it fits everywhere."""
    first, second = pair
    across, cells = categories[second], counted.tables[pair]
    rows = [[cells.get((one, other), NOTHING) for other in across] for one in categories[first]]
    inner = _inner(rows, marks[first], marks[second], policy) if is_told else _all_hidden(len(rows) * len(across))
    width = len(across)
    return tuple(_shown([each.rows for each in row], inner[at * width : (at + 1) * width]) for at, row in enumerate(rows))


def _inner(rows: Sequence[Sequence[Count]], firsts: Sequence[Mark], seconds: Sequence[Mark], policy: Policy) -> list[Mark]:
    height, width = len(firsts), len(seconds)
    arcs = list(table_arcs([[each.rows for each in row] for row in rows], height, width))
    inner = height * width
    given = dict(_given(rows, firsts, seconds, policy)) | dict(enumerate([*firsts, *seconds, Mark.SHOWN], inner))
    try:
        return protect(arcs, policy, given, is_alike=True)[:inner]
    except CannotProtect:
        return _all_hidden(inner)


def _given(rows: Sequence[Sequence[Count]], firsts: Sequence[Mark], seconds: Sequence[Mark], policy: Policy) -> Iterator[tuple[int, Mark]]:
    for at, row in enumerate(rows):
        for across, each in enumerate(row):
            if each.is_few(policy) or Mark.HIDDEN in (firsts[at], seconds[across]):
                yield at * len(row) + across, Mark.HIDDEN


def _all_hidden(count: int) -> list[Mark]:
    return [Mark.HIDDEN] * count


def _shown(counts: Sequence[int], marks: Sequence[Mark]) -> tuple[Shown, ...]:
    return tuple(count if mark is Mark.SHOWN else None for count, mark in zip(counts, marks, strict=True))
