"""What does a list or a map show of each service?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import slugify

from ruta.base.clock import now, today
from ruta.directory.models import Office, Service
from ruta.directory.rules import is_stale
from ruta.directory.selectors import Spot, opening_of, shown_place
from ruta.portal.directory.words import Said, cost_said, opening_said

LONGEST = 70
NEAR_KM = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """One service, as its card shows it."""

    number: int
    service: Service
    name: str
    place: Office | None
    km: int | None
    opening: Said
    is_open: bool
    cost: str
    is_stale: bool
    path: str


def hits(rows: Iterable[Service], spot: Spot | None) -> list[Hit]:
    """The rows of a page, numbered as the map numbers them."""
    moment, day = now(), today()
    found = []
    for number, row in enumerate(rows, start=1):
        place, opening = shown_place(row), opening_of(row, moment)
        found.append(
            Hit(
                number=number, service=row, name=str(row), place=place, km=kilometres(row, place) if spot else None, opening=opening_said(opening, moment),
                is_open=opening is not None and opening.is_open, cost=cost_said(row), is_stale=is_stale(row.verified_on, day), path=path_of(row),
            )
        )  # fmt: skip
    return found


def slug_of(service: Service) -> str:
    """The words of an address: the service and its place, nothing of a place that is kept secret."""
    place = shown_place(service)
    return slugify(f"{service} {place.municipality.name if place else ''}")[:LONGEST].strip("-") or "servicio"


def path_of(service: Service) -> str:
    """The one address of a service."""
    return reverse("portal:service_page", args=[service.pk, slug_of(service)])


def kilometres(row: Service, place: Office | None) -> int | None:
    """How far its place is from the spot that it was searched from; nothing without a place or a spot."""
    away = getattr(row, "away_hm", None)
    return None if place is None or away is None else max(NEAR_KM, round(away / 10))
