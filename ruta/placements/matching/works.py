"""How near are the occupations of the person to that of the vacancy, and how long were they practised?"""

from collections.abc import Iterator

from ruta.placements.matching.facts import Profile, Vacancy
from ruta.placements.matching.nearness import Essentials, cost_of, is_related
from ruta.placements.matching.reasons import Fact
from ruta.placements.matching.weights import Weights


def occupation(profile: Profile, vacancy: Vacancy, essentials: Essentials, weights: Weights) -> Iterator[Fact]:
    """The nearest occupation, and the longest practice in one that is near enough."""
    costs = _costs(profile, vacancy, essentials, weights)
    if vacancy.occupation:
        best = min(costs, key=costs.__getitem__, default=None)
        yield Fact("occupation", weights.facts["occupation"], costs[best] if best else None, vacancy.occupation, best, vacancy.occupation)
    if vacancy.months:
        yield _experience(profile, vacancy.months, costs, weights)


def _costs(profile: Profile, vacancy: Vacancy, essentials: Essentials, weights: Weights) -> dict[str, float]:
    if not vacancy.occupation:
        return {}
    return {work.occupation: cost_of(work.occupation, vacancy.occupation, essentials, weights) for work in profile.works}


def _experience(profile: Profile, asked: int, costs: dict[str, float], weights: Weights) -> Fact:
    months = _practice(profile, costs, weights)
    cost = None if months is None else weights.cost(months / asked)
    closes = weights.closing.get("experience") if cost != 0 else None
    return Fact("experience", weights.facts["experience"], cost, "", months, asked, closes=closes)


def _practice(profile: Profile, costs: dict[str, float], weights: Weights) -> int | None:
    """The longest known practice in a related occupation; not known when none is known, or when nothing is known to relate."""
    if not costs:
        return None
    related = [work.months for work in profile.works if is_related(costs[work.occupation], weights)]
    known = [months for months in related if months is not None]
    return max(known) if known else (None if related else 0)
