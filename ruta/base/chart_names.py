"""Where does the name of a line stand, so that it covers the least of the other lines, bars and names?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

LETTER = 6.8  # mean width of a letter of 12 px
TALL = 15
COVERS_NAME = 10  # a covered name or bar is as bad as ten covered points of a line

Point = tuple[float, float]
Line = Sequence[Point | None]


@dataclass(frozen=True)
class Box:
    """A rectangle of the drawing, corners at top left and bottom right."""

    x1: float
    y1: float
    x2: float
    y2: float

    def meets(self, other: "Box") -> bool:
        """Whether both share some area."""
        return self.x1 < other.x2 and other.x1 < self.x2 and self.y1 < other.y2 and other.y1 < self.y2

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether the point lies inside."""
        return self.x1 <= point[0] <= self.x2 and self.y1 <= point[1] <= self.y2


def place_names(lines: Sequence[tuple[str, Line]], taken: Sequence[Box], right: float, base: float) -> list[Box | None]:
    """A box for each name, over or under its own line; None where there is no room at all."""
    blocked = list(taken)
    points = [point for _, line in lines for point in _along(line)]
    placed: list[Box | None] = []
    for name, line in lines:
        boxes = list(_candidates(name, line, right, base))
        best = min(reversed(boxes), key=lambda box: _covered(box, blocked, points), default=None)
        placed.append(best)
        blocked.extend([best] if best else [])
    return placed


def _covered(box: Box, blocked: Sequence[Box], points: Sequence[tuple[float, float]]) -> int:
    return COVERS_NAME * sum(map(box.meets, blocked)) + sum(map(box.holds, points))


def _candidates(name: str, line: Line, right: float, base: float) -> Iterator[Box]:
    wide = LETTER * len(name)
    for point in line:
        if point is None:
            continue
        x = min(point[0], right - wide)
        for y in (point[1] - TALL - 6, point[1] + 5):
            if y >= 0 and y + TALL <= base:
                yield Box(x, y, x + wide, y + TALL)


def _along(line: Line) -> Iterator[tuple[float, float]]:
    """Points along a line, four to a step."""
    for one, two in pairwise(line):
        if one is not None and two is not None:
            yield from ((one[0] + (two[0] - one[0]) * part / 4, one[1] + (two[1] - one[1]) * part / 4) for part in range(5))
