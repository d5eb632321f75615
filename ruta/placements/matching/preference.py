"""Is it what the person wishes: wage, contract, near home?"""

from collections.abc import Iterator

from ruta.placements.matching.facts import Profile, Vacancy
from ruta.placements.matching.reasons import Fact
from ruta.placements.matching.weights import Weights


def preferences(profile: Profile, vacancy: Vacancy, weights: Weights) -> Iterator[Fact]:
    """One fact for each that the vacancy tells."""
    if vacancy.wage_max:
        cost = _wage(profile.wage_min, vacancy.wage_max, weights)
        yield Fact("wage", weights.facts["wage"], cost, "", profile.wage_min, vacancy.wage_max)
    if vacancy.contract:
        cost = None if not profile.contracts else weights.cost(vacancy.contract in profile.contracts)
        yield Fact("contract", weights.facts["contract"], cost, vacancy.contract)
    if vacancy.place:
        yield Fact("nearness", weights.facts["nearness"], _nearness(profile.home, vacancy.place, weights), vacancy.place, profile.home)


def _wage(wanted: int | None, paid: int, weights: Weights) -> float | None:
    if wanted is None:
        return None
    if paid >= wanted:
        return 0.0
    return weights.cost(weights.degrees["wage_near"] if 10 * paid >= 9 * wanted else 0)


def _nearness(home: str | None, place: str, weights: Weights) -> float | None:
    """The municipality of the person, its department, or elsewhere; a vacancy that tells only its department is near all of it."""
    if home is None:
        return None
    if home.startswith(place):
        return 0.0
    return weights.cost(weights.degrees["same_department" if home[:2] == place[:2] else "elsewhere"])
