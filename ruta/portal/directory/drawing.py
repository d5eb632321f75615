"""Where do the services of a page lie? A small map by the server: the departments around, numbered pins, and you."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ruta.directory.selectors import Spot
from ruta.portal.directory.hits import Hit
from ruta.territory.selectors import outlines

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
LEAST, MARGIN, DRAWN_WIDTH, TALL = 90.0, 0.18, 360.0, 1.1


@dataclass(frozen=True, slots=True)
class Pin:
    """One point with the numbers of the services that stand there."""

    x: float
    y: float
    label: str
    path: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Map:
    """What the template draws, in the units of the outlines; `scale` makes pins and words the same size at every zoom."""

    box: str
    scale: float
    shapes: list[tuple[str, bool]]
    pins: list[Pin]
    me: tuple[float, float] | None
    me_name: str


def drawn(found: Sequence[Hit], spot: Spot | None) -> Map:
    """The part of the country that holds the services of a page and whoever looks for them."""
    pins, me = _pins(found), _me(spot)
    left, top, width, height = _box([(pin.x, pin.y) for pin in pins] + ([me] if me else []))
    near = {hit.place.municipality.department_id for hit in found if hit.place}
    shapes = [(path, code in near) for code, path in outlines().outlines.items() if _touches(code, left, top, width, height)]
    return Map(f"{left:.0f} {top:.0f} {width:.0f} {height:.0f}", round(width / DRAWN_WIDTH, 3), shapes, pins, me, spot.name if spot else "")


def _pins(found: Sequence[Hit]) -> list[Pin]:
    at: dict[tuple[float, float], list[Hit]] = {}
    for hit in found:
        point = _point(hit)
        if point:
            at.setdefault(point, []).append(hit)
    return [Pin(x, y, _label([hit.number for hit in here]), here[0].path, any(hit.is_open for hit in here)) for (x, y), here in at.items()]


def _label(numbers: Sequence[int]) -> str:
    first, last = numbers[0], numbers[-1]
    if first == last:
        return str(first)
    return f"{first}–{last}" if last - first + 1 == len(numbers) else f"{first}+{len(numbers) - 1}"


def _point(hit: Hit) -> tuple[float, float] | None:
    if hit.place is None:
        return None
    town = hit.place.municipality
    latitude = town.latitude if hit.place.latitude is None else hit.place.latitude
    longitude = town.longitude if hit.place.longitude is None else hit.place.longitude
    return None if latitude is None or longitude is None else outlines().at(latitude, longitude)


def _me(spot: Spot | None) -> tuple[float, float] | None:
    if spot is None or spot.latitude is None or spot.longitude is None:
        return None
    return outlines().at(spot.latitude, spot.longitude)


def _box(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    if not points:
        return 0.0, 0.0, float(outlines().width), float(outlines().height)
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    width = max(LEAST, (max(xs) - min(xs)) * (1 + 2 * MARGIN), (max(ys) - min(ys)) * (1 + 2 * MARGIN) / TALL)
    height = min(width * TALL, max(width * 0.7, (max(ys) - min(ys)) * (1 + 2 * MARGIN)))
    return (min(xs) + max(xs) - width) / 2, (min(ys) + max(ys) - height) / 2, width, height


@cache
def _bounds(code: str) -> tuple[float, float, float, float]:
    """The corners of a department."""
    numbers = [float(number) for number in NUMBER.findall(outlines().outlines[code])]
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])


def _touches(code: str, left: float, top: float, width: float, height: float) -> bool:
    west, north, east, south = _bounds(code)
    return west < left + width and east > left and north < top + height and south > top
