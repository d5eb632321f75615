"""Which place does somebody mean who asks what is near?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest

from ruta.directory.selectors import Spot, places_named, spot_of

LONGEST = 80


@dataclass(frozen=True)
class Where:
    """The place that somebody means: known, one of several, or none that we know."""

    typed: str = ""
    spot: Spot | None = None
    choices: list[Spot] = field(default_factory=list)

    @property
    def is_unknown(self) -> bool:
        """Whether something was typed that names no place."""
        return bool(self.typed) and self.spot is None and not self.choices

    @property
    def kept(self) -> dict[str, str]:
        """What the addresses of the list carry along."""
        return {"lugar": self.spot.code} if self.spot else {}


def where_of(query: Mapping[str, str]) -> Where:
    """What was typed, or the code that an address carries along."""
    typed = " ".join(query.get("donde", "").split())[:LONGEST]
    if not typed:
        return Where(spot=spot_of(query.get("lugar", "")))
    found = places_named(typed)
    return Where(typed, found[0]) if len(found) == 1 else Where(typed, None, found)


def without_place(request: HttpRequest) -> str:
    """The same list wherever it is."""
    return _address(request, lugar="")


def place_links(request: HttpRequest, where: Where) -> list[tuple[Spot, str]]:
    """The places that may be meant, each with the address of its list."""
    return [(spot, _address(request, lugar=spot.code)) for spot in where.choices]


def _address(request: HttpRequest, **words: str) -> str:
    query = request.GET.copy()
    for name in ("donde", "despues", "antes", *words):
        query.pop(name, None)
    for name, value in words.items():
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}"
