"""How does the curve of Beveridge look: unemployment along, vacant posts up, one point a quarter? Lengths for SVG, no colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from ruta.base.charts import nice_step
from ruta.insights.selectors import PostRate

WIDE, TALL = 600, 320
LEFT, RIGHT, TOP, FOOT = 62, 24, 30, 44
NAME_WIDE, NAME_TALL = 62, 16
LEAST = 2
"""One point alone is no curve."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on an axis, or a quarter."""

    x: str
    y: str
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Curve:
    """Everything that is drawn."""

    line: str
    dots: list[Mark]
    across: list[Mark]
    up: list[Mark]
    width: int = WIDE
    height: int = TALL
    left: int = LEFT
    right: int = WIDE - RIGHT
    base: int = TALL - FOOT


def curve_of(rates: Sequence[PostRate]) -> Curve | None:
    """The quarters that have both rates, in their order; nothing where there are fewer than two."""
    told = [(each.unemployment, each.rate, str(each.quarter)) for each in rates]
    points = [(along, up, name) for along, up, name in told if along is not None and up is not None]
    if len(points) < LEAST:
        return None
    foot, head = _axis([along for along, _up, _name in points]), _axis([0, *(up for _along, up, _name in points)])

    def x(value: float) -> float:
        return LEFT + (value - foot[0]) / (foot[-1] - foot[0]) * (WIDE - LEFT - RIGHT)

    def y(value: float) -> float:
        return TALL - FOOT - (value - head[0]) / (head[-1] - head[0]) * (TALL - FOOT - TOP)

    dots = _named([(x(along), y(up), name) for along, up, name in points])
    across = [Mark(f"{x(value):.1f}", str(TALL - FOOT + 18), f"{value:.4g}") for value in foot]
    up = [Mark(str(LEFT - 8), f"{y(value):.1f}", f"{value:.4g}") for value in head]
    return Curve(" ".join(f"{dot.x},{dot.y}" for dot in dots), dots, across, up)


def _named(points: Sequence[tuple[float, float, str]]) -> list[Mark]:
    """Each dot, the newest with its name first; a name that would cover another is left to the table."""
    named: list[tuple[float, float]] = []
    found = []
    for across, up, name in reversed(points):
        is_free = all(abs(across - other) > NAME_WIDE or abs(up - above) > NAME_TALL for other, above in named)
        if is_free:
            named.append((across, up))
        found.append(Mark(f"{across:.1f}", f"{up:.1f}", name if is_free else "", "end" if across > WIDE - NAME_WIDE - RIGHT else "start"))
    return found[::-1]


def _axis(values: Sequence[float]) -> list[float]:
    """Round values from under the least to over the greatest."""
    low, high = min(values), max(values)
    step = nice_step(max(high - low, high / 10))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [at * step for at in range(first, max(last, first + 1) + 1)]
