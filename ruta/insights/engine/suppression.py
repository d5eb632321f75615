"""Which cells of a list, a table or a tree of counts may be published, so that nobody is recognised?"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from ruta.insights.engine.hiding import Arc, CannotProtect, Mark, Policy, protect

__all__ = [
    "Branch",
    "CannotProtect",
    "Cell",
    "Mark",
    "Policy",
    "SafeBranch",
    "SafeList",
    "SafeTable",
    "can_trade",
    "safe_share",
    "suppress_crossing",
    "suppress_linked",
    "suppress_list",
    "suppress_parts",
    "suppress_table",
    "suppress_tree",
]  # fmt: skip

DEFAULT = Policy()
# A total serves every reader: hide ten cells of its size first, and the whole last of all.
MARGIN, WHOLE = 10, 1000
Pair = tuple[str, str]
CORNERS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A count as it may be shown: None when it is hidden."""

    count: int | None
    mark: Mark

    @property
    def is_shown(self) -> bool:
        """Tell whether the number may be read."""
        return self.mark is Mark.SHOWN


@dataclass(frozen=True, slots=True)
class SafeList:
    """Counts and their total."""

    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class SafeTable:
    """Rows, the totals of rows and columns, and the whole."""

    rows: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...]
    column_totals: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class Branch:
    """A place and its parts (country, department, municipality). A part without parts carries the count."""

    code: str
    count: int = 0
    parts: tuple["Branch", ...] = ()

    @property
    def whole(self) -> int:
        """Add up the parts; the count of a branch with parts is not asked."""
        return sum(part.whole for part in self.parts) if self.parts else self.count


@dataclass(frozen=True, slots=True)
class SafeBranch:
    """A place and its parts as they may be shown."""

    code: str
    cell: Cell
    parts: tuple["SafeBranch", ...] = ()


def suppress_list(counts: Sequence[int], policy: Policy = DEFAULT) -> SafeList:
    """Hide small counts, and others so that the total does not give them away."""
    arcs = [Arc(0, 1, count, count + 1) for count in counts]
    arcs.append(Arc(1, 0, sum(counts), (sum(counts) + 1) * WHOLE))
    cells = _cells(arcs, policy)
    return SafeList(cells[:-1], cells[-1])


def suppress_table(rows: Sequence[Sequence[int]], policy: Policy = DEFAULT) -> SafeTable:
    """Hide small counts, small totals, and others so that no sum of a row or a column gives them away."""
    height, width = len(rows), len(rows[0]) if rows else 0
    if any(len(row) != width for row in rows):
        message = "every row must be equally long"
        raise ValueError(message)
    cells = _cells(list(table_arcs(rows, height, width)), policy)
    inner, margins = cells[: height * width], cells[height * width :]
    return SafeTable(
        rows=tuple(inner[row * width : (row + 1) * width] for row in range(height)),
        row_totals=margins[:height],
        column_totals=margins[height:-1],
        total=margins[-1],
    )


def suppress_linked(rows: Sequence[Sequence[int]], spine: SafeList, policy: Policy = DEFAULT) -> SafeTable:
    """Protect one of several tables that share the totals of their rows, published once as `spine`, whatever the others show.

    A total that the spine shows is never hidden here, nor moved to protect a cell: each table is safe whatever the others say. Of a row whose
    total is hidden every cell is, so that the same person more or less fits into every table. What cannot be protected so is hidden whole.
    """
    height, width = len(rows), len(rows[0]) if rows else 0
    hidden = Cell(None, Mark.HIDDEN)
    arcs, inner = list(table_arcs(rows, height, width)), height * width
    given = {inner + row: cell.mark for row, cell in enumerate(spine.cells)} | {len(arcs) - 1: spine.total.mark}
    given |= {row * width + at: Mark.HIDDEN for row, cell in enumerate(spine.cells) if not cell.is_shown for at in range(width)}
    nothing = SafeTable(((hidden,) * width,) * height, spine.cells, (hidden,) * width, spine.total)
    if not spine.total.is_shown:
        return nothing
    try:
        cells = _marked(arcs, protect(arcs, policy, given))
    except CannotProtect:
        return nothing
    return SafeTable(
        tuple(cells[row * width : (row + 1) * width] for row in range(height)), spine.cells, cells[inner + height : -1], spine.total
    )


def suppress_parts(counts: Sequence[int], closed: Collection[int] = (), policy: Policy = DEFAULT) -> tuple[Cell, ...]:
    """Protect the parts of a total that is shown, whatever they show. What is `closed` is hidden whatever it counts; all are hidden alike."""
    arcs = [Arc(0, 1, count, count + 1) for count in counts]
    arcs.append(Arc(1, 0, sum(counts), 0))
    given = {at: Mark.HIDDEN for at, count in enumerate(counts) if at in closed or policy.hides(count)}
    return _under(arcs, len(counts), given, policy)


def suppress_crossing(
    rows: Sequence[Sequence[int]],
    firsts: Sequence[Cell],
    seconds: Sequence[Cell],
    policy: Policy = DEFAULT,
    closed: Collection[tuple[int, int]] = (),
) -> tuple[tuple[Cell, ...], ...]:
    """Cross two lists of totals that are published elsewhere; of a total hidden there every cell is hidden, and what is `closed` too.

    No total is moved to protect a cell: what protects it lies inside the crossing, whatever else is told of the totals. What cannot be
    protected so is hidden whole.
    """
    height, width = len(firsts), len(seconds)
    shown = [[first.is_shown and second.is_shown for second in seconds] for first in firsts]
    given = {
        at * width + across: Mark.HIDDEN
        for at, across in product(range(height), range(width))
        if not shown[at][across] or (at, across) in closed or policy.hides(rows[at][across])
    }
    cells = _under(list(table_arcs(rows, height, width)), height * width, given, policy)
    return tuple(cells[at * width : (at + 1) * width] for at in range(height))


def can_trade(hidden: Iterable[Pair], places: Iterable[Mapping[Pair, int]]) -> bool:
    """Tell whether each hidden cell of a crossing is another where two rows of one place trade one of their categories.

    All that is told of a place, or of the whole, by one dimension stays as it is when two of its rows do so: whoever reads all of it, and
    knows that the same persons stand behind it, knows no hidden cell.
    """
    left, safe = set(hidden), set[Pair]()
    for place in places:
        for one, other in combinations([cell for cell, count in place.items() if count], 2):
            corners = {one, other, (one[0], other[1]), (other[0], one[1])}
            if len(corners) == CORNERS and corners <= left:
                safe |= corners
    return left <= safe


def suppress_tree(root: Branch, policy: Policy = DEFAULT) -> SafeBranch:
    """Hide small places, and others so that no parent minus its shown parts gives one away."""
    cells = iter(_cells(list(_tree_arcs(root)), policy))
    return _safe(root, cells)


def safe_share(part: Cell, whole: Cell) -> float | None:
    """Give a share only when both its numbers may be read: a percentage would tell the hidden one."""
    if part.count is None or not whole.count:
        return None
    return part.count / whole.count


def _cells(arcs: list[Arc], policy: Policy) -> tuple[Cell, ...]:
    return _marked(arcs, protect(arcs, policy))


def _under(arcs: Sequence[Arc], inner: int, given: Mapping[int, Mark], policy: Policy) -> tuple[Cell, ...]:
    """The first `inner` cells, under totals that stay as they are."""
    try:
        marks = protect(arcs, policy, dict.fromkeys(range(inner, len(arcs)), Mark.SHOWN) | dict(given), is_alike=True)[:inner]
    except CannotProtect:
        marks = [Mark.HIDDEN] * inner
    return _marked(arcs[:inner], marks)


def _marked(arcs: Sequence[Arc], marks: Sequence[Mark]) -> tuple[Cell, ...]:
    return tuple(Cell(arc.count if mark is Mark.SHOWN else None, mark) for arc, mark in zip(arcs, marks, strict=True))


def table_arcs(rows: Sequence[Sequence[int]], height: int, width: int) -> Iterator[Arc]:
    """Row sums are nodes 0…height, column sums follow; the last of each is the margin."""
    last_row, last_column = height, height + 1 + width
    for number, row in enumerate(rows):
        yield from (Arc(number, height + 1 + column, count, count + 1) for column, count in enumerate(row))
    for number, row in enumerate(rows):
        yield Arc(last_column, number, sum(row), (sum(row) + 1) * MARGIN)
    for column in range(width):
        count = sum(row[column] for row in rows)
        yield Arc(height + 1 + column, last_row, count, (count + 1) * MARGIN)
    whole = sum(sum(row) for row in rows)
    yield Arc(last_row, last_column, whole, (whole + 1) * WHOLE)


def _tree_arcs(root: Branch) -> Iterator[Arc]:
    """Each branch with parts is a sum; 0 is the world outside. Walked in the same order as `_safe`."""
    numbers = iter(range(1, 10**9))

    def walk(branch: Branch, above: int) -> Iterator[Arc]:
        here = next(numbers) if branch.parts else 0
        price = branch.whole + 1
        yield Arc(above, here, branch.whole, price * (WHOLE if above == 0 else MARGIN) if branch.parts else price)
        for part in branch.parts:
            yield from walk(part, here)

    return walk(root, 0)


def _safe(branch: Branch, cells: Iterator[Cell]) -> SafeBranch:
    cell = next(cells)
    return SafeBranch(branch.code, cell, tuple(_safe(part, cells) for part in branch.parts))
