"""Which municipality does a code or a name mean, and which ones lie beside each other?"""

import csv
from functools import lru_cache
from math import cos, hypot, radians
from typing import NamedTuple

from ruta.people.linkage.normal import DATA, tokens

NEIGHBOUR_KM = 25.0
"""Centres this close are one labour market: people move across such a border without changing their life."""
_KM_PER_DEGREE = 111.2
_MIDDLE_LATITUDE = 14.8


class Place(NamedTuple):
    """A municipality: the department of its code, and where its centre lies, in kilometres on a plane."""

    code: str
    department: int
    east: float
    north: float


@lru_cache(maxsize=1)
def places() -> dict[str, Place]:
    """The 298 municipalities by code."""
    width = _KM_PER_DEGREE * cos(radians(_MIDDLE_LATITUDE))
    with (DATA / "municipalities.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["codigo"]: Place(
                row["codigo"], int(row["departamento_codigo"]), float(row["lon"]) * width, float(row["lat"]) * _KM_PER_DEGREE
            )
            for row in csv.DictReader(lines)
        }


def place_of(code: str) -> Place | None:
    """The municipality of a code, or nothing where the text is no code."""
    return places().get(code)


def are_neighbours(one: Place, other: Place) -> bool:
    """Whether the centres of two municipalities lie near each other."""
    return hypot(one.east - other.east, one.north - other.north) <= NEIGHBOUR_KM


@lru_cache(maxsize=1)
def _codes_by_name() -> dict[tuple[str, ...], tuple[str, ...]]:
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    with (DATA / "municipalities.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            words = tokens(row["nombre"])
            known[words] = (*known.get(words, ()), row["codigo"])
    return known


@lru_cache(maxsize=100_000)
def municipality_code(text: str) -> str:
    """The code that a text stands for (a code, or the name of one municipality only), else the text in plain words."""
    bare = text.strip()
    if bare.isdigit() and len(bare) in (3, 4):
        return bare.zfill(4)
    words = tokens(bare)
    codes = _codes_by_name().get(_CAPITAL if words in _CAPITAL_NAMES else words, ())
    return codes[0] if len(codes) == 1 else " ".join(words)


_CAPITAL = ("distrito", "central")
_CAPITAL_NAMES = frozenset([("tegucigalpa",), ("comayaguela",), ("tegucigalpa", "mdc"), ("mdc",)])
