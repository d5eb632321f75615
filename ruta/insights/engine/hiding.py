"""Which further cells must be hidden so that no hidden cell can be computed back? One exact rule for lists, tables and trees.

A table whose cells each stand in at most two sums (its row and its column, or its parent and its children) is a network:
sums are nodes, cells are arcs, counts are flows. A hidden cell can be computed back exactly when no round trip over hidden
cells passes through it, because along such a trip one person more here and one less there leave every shown number as it
is. So each exposed cell gets the cheapest round trip, and the shown cells on it are hidden too.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Trip = tuple[int, ...]


class Mark(StrEnum):
    """How a cell may be shown: hidden for being small, hidden to protect others, or hidden without saying which."""

    SHOWN = "shown"
    PRIMARY = "primary"
    COMPLEMENTARY = "complementary"
    HIDDEN = "hidden"


class CannotProtect(ValueError):
    """No set of cells protects this table; it must not be published."""


@dataclass(frozen=True, slots=True)
class Arc:
    """One count between two sums; `price` is what hiding it costs the reader."""

    tail: int
    head: int
    count: int
    price: int


@dataclass(frozen=True, slots=True)
class Policy:
    """Counts under `threshold` are hidden. `zeros_public` shows zeros: nobody is in them, yet they say so."""

    threshold: int = 5
    zeros_public: bool = False

    def hides(self, count: int) -> bool:
        """Tell whether a count is hidden for its own smallness."""
        return count < self.threshold and not (self.zeros_public and count == 0)

    def bounds(self, mark: Mark) -> tuple[int, float]:
        """Tell what a reader knows of a hidden cell from its mark alone."""
        least = self.threshold if mark is Mark.COMPLEMENTARY else int(self.zeros_public)
        return least, (self.threshold - 1 if mark is Mark.PRIMARY else float("inf"))


def protect(arcs: Sequence[Arc], policy: Policy, given: Mapping[int, Mark] | None = None, *, is_alike: bool = False) -> list[Mark]:
    """Mark every cell; raise `CannotProtect` rather than leave one exposed.

    Where the two marks themselves would tell (four ones under a total marked small), every hidden cell is marked alike; `is_alike` asks
    for that from the start. `given` marks were published elsewhere already: they stay, what they show is never hidden.
    """
    if any(arc.count < 0 for arc in arcs):
        message = "a count is negative"
        raise ValueError(message)
    known, alike = given or {}, (Mark.HIDDEN, Mark.HIDDEN)
    try:
        return _protect(_Network(arcs, policy, alike if is_alike else (Mark.PRIMARY, Mark.COMPLEMENTARY), known))
    except CannotProtect:
        if is_alike:
            raise
        return _protect(_Network(arcs, policy, alike, known))


def _protect(network: "_Network") -> list[Mark]:
    safe: set[int] = set()
    for cell in [cell for cell, mark in enumerate(network.marks) if mark is not Mark.SHOWN]:
        if cell not in safe:
            trip = network.cheapest_trip(cell)
            if trip is None:
                message = f"cell {cell} cannot be protected"
                raise CannotProtect(message)
            network.hide(trip)
            safe |= {cell, *trip}
    return network.marks


class _Network:
    """The arcs by node, and what is hidden so far. Hiding more never exposes what was safe."""

    def __init__(self, arcs: Sequence[Arc], policy: Policy, marks: tuple[Mark, Mark], given: Mapping[int, Mark]) -> None:
        small, others = marks
        self.arcs, self.others = arcs, others
        self.marks = [given.get(cell, small if policy.hides(arc.count) else Mark.SHOWN) for cell, arc in enumerate(arcs)]
        self.fixed = {cell for cell, mark in given.items() if mark is Mark.SHOWN}
        self.bounds = {mark: policy.bounds(mark) for mark in Mark} | {Mark.SHOWN: policy.bounds(others)}
        size = 1 + max((max(arc.tail, arc.head) for arc in arcs), default=0)
        self.touching: list[list[int]] = [[] for _ in range(size)]
        for cell, arc in enumerate(arcs):
            self.touching[arc.tail].append(cell)
            self.touching[arc.head].append(cell)

    def hide(self, trip: Trip) -> None:
        """Hide what is still shown on a trip."""
        for cell in trip:
            if self.marks[cell] is Mark.SHOWN:
                self.marks[cell] = self.others

    def cheapest_trip(self, cell: int) -> Trip | None:
        """Find the cheapest way round through a cell: one more in it, or one less."""
        arc = self.arcs[cell]
        found = []
        if self._may_rise(cell):
            found.append(self._path(arc.head, arc.tail, without=cell))
        if self._may_fall(cell):
            found.append(self._path(arc.tail, arc.head, without=cell))
        trips = [trip for trip in found if trip is not None]
        return min(trips)[1] if trips else None

    def _path(self, start: int, goal: int, *, without: int) -> tuple[int, Trip] | None:
        """Dijkstra; ties are broken by the number of cells and their order, so that the same table is always hidden alike."""
        edge: list[tuple[int, int, int, int, int]] = [(0, 0, -1, start, -1)]
        came: dict[int, tuple[int, int]] = {}
        while edge:
            price, steps, cell, node, before = heapq.heappop(edge)
            if node in came:
                continue
            came[node] = (cell, before)
            if node == goal:
                return price, _back(came, goal)
            for move, there in self._moves(node, without):
                if there not in came:
                    heapq.heappush(edge, (price + self._price(move), steps + 1, move, there, node))
        return None

    def _moves(self, node: int, without: int) -> Iterator[tuple[int, int]]:
        for cell in self.touching[node]:
            arc = self.arcs[cell]
            if cell == without or cell in self.fixed:
                continue
            if arc.tail == node and self._may_rise(cell):
                yield cell, arc.head
            elif arc.head == node and self._may_fall(cell):
                yield cell, arc.tail

    def _price(self, cell: int) -> int:
        return self.arcs[cell].price if self.marks[cell] is Mark.SHOWN else 0

    def _may_rise(self, cell: int) -> bool:
        least, most = self.bounds[self.marks[cell]]
        return least <= self.arcs[cell].count < most

    def _may_fall(self, cell: int) -> bool:
        """A count outside the bounds of its mark (a public zero hidden as a complement) would be a lie: it stays shown."""
        least, most = self.bounds[self.marks[cell]]
        return least < self.arcs[cell].count <= most


def _back(came: dict[int, tuple[int, int]], goal: int) -> Trip:
    trip: list[int] = []
    node = goal
    while came[node][0] >= 0:
        cell, node = came[node]
        trip.append(cell)
    return tuple(reversed(trip))
