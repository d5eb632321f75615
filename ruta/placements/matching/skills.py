"""Which of the skills that a vacancy names does the person have?"""

from collections.abc import Iterable, Iterator

from ruta.placements.matching.facts import Profile, Skill, Vacancy
from ruta.placements.matching.nearness import Essentials
from ruta.placements.matching.reasons import Fact
from ruta.placements.matching.weights import Weights

ANY_LEVEL = 99
"""Whoever has not told a level is taken to have the one that is asked."""


def essential_skills(profile: Profile, vacancy: Vacancy, essentials: Essentials, weights: Weights) -> Iterator[Fact]:
    """One fact for each essential skill; what is not told is presumed of who has held an occupation that needs it."""
    presumed = frozenset().union(*(essentials.get(work.occupation, frozenset()) for work in profile.works if work.months != 0))
    yield from _facts("skills", profile, vacancy.skills, presumed, weights)


def desirable_skills(profile: Profile, vacancy: Vacancy, weights: Weights) -> Iterator[Fact]:
    """One fact for each desirable skill that is not essential too."""
    essential = {skill.code for skill in vacancy.skills}
    yield from _facts("desirable", profile, (skill for skill in vacancy.desirable if skill.code not in essential), frozenset(), weights)


def levels_of(skills: Iterable[Skill], untold: int) -> dict[str, int]:
    """The highest level of each skill."""
    levels: dict[str, int] = {}
    for skill in skills:
        levels[skill.code] = max(levels.get(skill.code, 0), skill.level or untold)
    return levels


def _facts(name: str, profile: Profile, asked: Iterable[Skill], presumed: frozenset[str], weights: Weights) -> Iterator[Fact]:
    wanted, have = levels_of(asked, 0), levels_of(profile.skills, ANY_LEVEL)
    for code, level in wanted.items():
        cost = _cost(have.get(code), level, weights, is_presumed=code in presumed, is_complete=profile.is_complete)
        closes = weights.closing.get(name) if cost != 0 else None
        weight = weights.facts[name] / len(wanted)
        told = have.get(code)
        yield Fact(
            name,
            weight,
            cost,
            code,
            None if told == ANY_LEVEL else told,
            level or None,
            is_presumed=code not in have and code in presumed,
            closes=closes,
        )


def _cost(have: int | None, asked: int, weights: Weights, *, is_presumed: bool, is_complete: bool) -> float | None:
    if have is not None:
        return 0.0 if have >= asked else weights.cost(weights.degrees["skill_below"])
    if is_presumed:
        return weights.cost(weights.degrees["skill_presumed"])
    return weights.cost(0) if is_complete else None
