"""Which municipality does somebody mean who types a name, and where does it lie?"""

from dataclasses import dataclass

from django.db.models import F, Q

from ruta.base.spelling import folded
from ruta.territory.models import Municipality
from ruta.territory.selectors import municipalities

MOST = 8
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Spot:
    """A place from which distances are counted."""

    code: str
    name: str
    department: str
    latitude: float | None
    longitude: float | None


def spot_of(code: str) -> Spot | None:
    """The municipality with this code."""
    row = municipalities().filter(pk=code).first() if code.isdecimal() else None
    return _spot(row) if row else None


def places_named(text: str) -> list[Spot]:
    """The municipalities that a typed name may mean: exactly so, else a department by its seat, else beginning so, else holding it."""
    name, _comma, department = (part.strip() for part in folded(text[:LONGEST]).partition(","))
    if not name:
        return []
    within = Q(department__sort_name__startswith=department) if department else Q()
    ways = (
        Q(sort_name=name),
        Q(pk__in=_seats(name)),
        Q(sort_name__startswith=name),
        Q(sort_name__contains=name) | Q(other_names__icontains=name),
    )
    for way in ways:
        found = [_spot(row) for row in municipalities().filter(way & within).order_by("sort_name", "pk")[:MOST]]
        if found:
            return found
    return []


def _seats(name: str) -> list[str]:
    """The seat of the department that is called so."""
    return list(Municipality.objects.filter(department__sort_name=name, department__seat_code=F("code")).values_list("pk", flat=True))


def _spot(row: Municipality) -> Spot:
    return Spot(row.code, row.name, row.department.name, row.latitude, row.longitude)
