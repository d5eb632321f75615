"""Could this person begin: education, languages, the day and the hours?"""

from collections.abc import Iterator
from datetime import date

from ruta.placements.matching.facts import Language, Profile, Vacancy
from ruta.placements.matching.reasons import Fact
from ruta.placements.matching.weights import Weights

LATE_DAYS = 30


def readiness(profile: Profile, vacancy: Vacancy, weights: Weights) -> Iterator[Fact]:
    """One fact for education, each language, the day and the hours, where the vacancy asks for them."""
    if vacancy.education:
        yield _step("education", weights.facts["education"], (profile.education, vacancy.education), "", weights)
    yield from _languages(profile, vacancy, weights)
    if vacancy.starts_on:
        yield _start(profile.available_from, vacancy.starts_on, weights)
    if vacancy.hours:
        share = len(vacancy.hours & profile.hours) / len(vacancy.hours) if profile.hours else None
        missing = " ".join(sorted(vacancy.hours - profile.hours))
        yield Fact("hours", weights.facts["hours"], None if share is None else weights.cost(share), missing)


def _languages(profile: Profile, vacancy: Vacancy, weights: Weights) -> Iterator[Fact]:
    """A language that a list does not name is missing only when the list was completed with the person."""
    asked, have = highest(vacancy.languages), highest(profile.languages)
    for code, level in asked.items():
        told = have.get(code, 0 if profile.is_complete else None)
        yield _step("languages", weights.facts["languages"] / len(asked), (told, level), code, weights)


def highest(languages: tuple[Language, ...]) -> dict[str, int]:
    """The highest level of each language."""
    levels: dict[str, int] = {}
    for language in languages:
        levels[language.code] = max(levels.get(language.code, 0), language.level)
    return levels


def _step(name: str, weight: float, pair: tuple[int | None, int], subject: str, weights: Weights) -> Fact:
    """What is asked in steps: met, one step below, or not met; who has none of it is not one step below."""
    have, asked = pair
    below = weights.degrees["one_below"] if have and have == asked - 1 else 0
    cost = None if have is None else weights.cost(1 if have >= asked else below)
    return Fact(name, weight, cost, subject, have, asked, closes=weights.closing.get(name) if cost != 0 else None)


def _start(available: date | None, starts: date, weights: Weights) -> Fact:
    fact, late = weights.facts["start"], None if available is None else (available - starts).days
    degree = 1 if late is None or late <= 0 else weights.degrees["late"] if late <= LATE_DAYS else 0
    return Fact("start", fact, None if late is None else weights.cost(degree), "", available, starts)
