"""May this person work there at all? Place, hours and legal requirements; only what is known to hinder closes the gate."""

from collections.abc import Iterator

from ruta.placements.matching.facts import COUNTRY, WORLD, Profile, Vacancy
from ruta.placements.matching.reasons import MISSING_FROM, Fact
from ruta.placements.matching.weights import Weights


def closed_by(profile: Profile, vacancy: Vacancy, weights: Weights) -> Iterator[Fact]:
    """What closes the gate; nothing when it is open."""
    if not accepts_place(profile, vacancy.place):
        yield Fact("place", 1.0, MISSING_FROM, vacancy.place or "")
    if vacancy.hours and profile.hours and not vacancy.hours & profile.hours:
        yield Fact("hours", 1.0, MISSING_FROM, " ".join(sorted(vacancy.hours)))
    closes = weights.closing.get("papers")
    for paper in sorted(vacancy.papers & profile.papers_lacking):
        yield Fact("papers", 1.0, MISSING_FROM, paper, closes=closes)


def accepts_place(profile: Profile, place: str | None) -> bool:
    """Whether the person accepts work there. Who has named no place may be asked about any in the country, not about one abroad."""
    if place is None:
        return True
    zones = zones_of(profile)
    return any(zone in zones for zone in zones_around(place))


def zones_of(profile: Profile) -> frozenset[str]:
    """The widest zones that a person accepts, none within another; `~DD` says that some municipality of a department is accepted."""
    places = profile.places or frozenset({COUNTRY})
    if WORLD in places:
        return frozenset({WORLD})
    if COUNTRY in places:
        return frozenset(place for place in places if not place.isdigit())
    alone = {place for place in places if not (len(place) == 4 and place.isdigit() and place[:2] in places)}
    return frozenset(alone | {f"~{place[:2]}" for place in alone if len(place) == 4 and place.isdigit()})


def zones_around(place: str) -> tuple[str, ...]:
    """The zones that hold a place: whoever accepts one of them accepts the place, and accepts it by one of them only."""
    if not place.isdigit():
        return (place, WORLD)
    if len(place) == 4:
        return (place, place[:2], COUNTRY, WORLD)
    return (f"~{place}", place, COUNTRY, WORLD)
