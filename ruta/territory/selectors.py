"""Which places are there, and which is nearer?"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import Q, QuerySet

from ruta.territory import rules
from ruta.territory.models import Department, Municipality, Territory

OUTLINES = Path(__file__).parent / "data" / "contornos.json"


@dataclass(frozen=True)
class Outlines:
    """A small map of the country: its size, the outline of each department, and how a point falls on it."""

    width: int
    height: int
    west: float
    north: float
    across: float
    down: float
    outlines: dict[str, str]

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a point lies on the drawing."""
        return round((longitude - self.west) * self.across, 1), round((self.north - latitude) * self.down, 1)


@cache
def outlines() -> Outlines:
    """The outlines of the departments, coarse, for orientation."""
    return Outlines(**json.loads(OUTLINES.read_text(encoding="utf-8")))


def departments() -> QuerySet[Department]:
    """The 18 departments in alphabetical order."""
    return Department.objects.all()


def municipalities(department_code: str | None = None) -> QuerySet[Municipality]:
    """The municipalities of a department, or all 298, with their department."""
    found = Municipality.objects.select_related("department")
    return found if department_code is None else found.filter(department_id=department_code)


def municipalities_named() -> tuple[tuple[str, str], ...]:
    """Code and name with department of each, to be found by either, in alphabetical order; they change with a release, as countries do."""
    found = _municipalities_named()
    if not found:
        _municipalities_named.cache_clear()  # read before they were loaded
    return found


@cache
def _municipalities_named() -> tuple[tuple[str, str], ...]:
    rows = Municipality.objects.order_by("sort_name", "code").values_list("code", "name", "department__name")
    return tuple((code, f"{name}, {department}") for code, name, department in rows)


def municipality(code: str) -> Municipality:
    """The municipality with this DDMM code, with its department."""
    return Municipality.objects.select_related("department").get(code=code)


def territories(*, priority_only: bool = False) -> QuerySet[Territory]:
    """The territories of SI EMPLEO, or only the priority ones of the roadmap."""
    found = Territory.objects.select_related("municipality__department")
    return found.filter(is_priority=True) if priority_only else found


def territory_of(municipality_code: str) -> Territory | None:
    """The territory that covers this municipality: the one seated there, else the one that covers its department."""
    place = Municipality.objects.get(code=municipality_code)
    seated = Q(municipality_id=place.code)
    covering = Q(scope="department", municipality__department_id=place.department_id)
    found = list(territories().filter(seated | covering))
    return min(found, key=lambda each: each.municipality_id != place.code, default=None)


def nearest_municipality(latitude: float, longitude: float) -> tuple[str, float]:
    """The code of the municipality whose point is nearest, and how many kilometres away it lies."""
    known = Municipality.objects.order_by("code").values_list("code", "latitude", "longitude")
    points = [(code, rules.Point(north, east)) for code, north, east in known if north is not None and east is not None]
    far, code = min((rules.distance_km(rules.Point(latitude, longitude), there), code) for code, there in points)
    return code, far


def distances_from(municipality_code: str) -> dict[str, float]:
    """Kilometres from this municipality to every other one with a known point, by code."""
    known = Municipality.objects.values_list("code", "latitude", "longitude")
    points = {
        code: rules.Point(latitude, longitude) for code, latitude, longitude in known if latitude is not None and longitude is not None
    }
    here = points.get(municipality_code)
    return {} if here is None else {code: rules.distance_km(here, there) for code, there in points.items()}
