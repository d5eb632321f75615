"""How mature is a cluster, how does it look as a radar, and which factors are gaps?"""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin

SEVEN_VALUES = (10, 20, 35, 50, 65, 80, 100)
REACHED = 65  # parameters exist and are applied
CENTRE, RADIUS = 160, 110


def mean(values: Sequence[int]) -> float | None:
    """Sum by number scored; nothing when none is (I21)."""
    return sum(values) / len(values) if values else None


def reached_of(values: Mapping[str, int], whole: int) -> float:
    """Percent of all the factors at 65 or more; one without a value counts as not reached (I22)."""
    return 100 * sum(value >= REACHED for value in values.values()) / whole if whole else 0.0


def radar(values: Sequence[float | None]) -> str:
    """The corners of the polygon, from the top clockwise, as an SVG attribute; what has no value lies in the middle."""
    corners = (_corner(place, len(values), (value or 0) / 100) for place, value in enumerate(values))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


def axes(labels: Sequence[str]) -> list[dict[str, str]]:
    """Where each axis ends, and where its name stands."""
    found = []
    for place, label in enumerate(labels):
        x, y = _corner(place, len(labels), 1)
        at_x, at_y = _corner(place, len(labels), 1.16)
        anchor = "middle" if abs(at_x - CENTRE) < RADIUS / 3 else "start" if at_x > CENTRE else "end"
        found.append(
            {"x": f"{x:.1f}", "y": f"{y:.1f}", "text_x": f"{at_x:.1f}", "text_y": f"{at_y + 4:.1f}", "anchor": anchor, "label": label}
        )
    return found


def _corner(place: int, among: int, share: float) -> tuple[float, float]:
    turn = 2 * pi * place / among - pi / 2
    return CENTRE + RADIUS * share * cos(turn), CENTRE + RADIUS * share * sin(turn)
