"""How far apart are two places?"""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map, in degrees."""

    latitude: float
    longitude: float


def distance_km(here: Point, there: Point) -> float:
    """The distance over the surface between two points, as the crow flies."""
    rise = sin(radians(there.latitude - here.latitude) / 2) ** 2
    run = sin(radians(there.longitude - here.longitude) / 2) ** 2
    chord = rise + cos(radians(here.latitude)) * cos(radians(there.latitude)) * run
    return 2 * EARTH_RADIUS_KM * asin(sqrt(chord))
