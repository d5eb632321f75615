"""How do a profile and a vacancy of the database stand before the engine of `placements.matching`?"""

import re
from collections.abc import Collection, Mapping
from functools import cache, lru_cache

from ruta.employers.models import Vacancy
from ruta.placements import matching
from ruta.placements.enums import LanguageLevel, ProfileState
from ruta.placements.matching import Language, Skill, Work
from ruta.placements.models import SeekerProfile
from ruta.placements.rules.hours import PARTS_OF, licences_held, licences_lacking
from ruta.taxonomy.models import EducationLevel
from ruta.taxonomy.selectors import skills_of

SPOKEN = {LanguageLevel.BASIC: 2, LanguageLevel.CONVERSATION: 3, LanguageLevel.FLUENT: 5, LanguageLevel.NATIVE: 6}


@cache
def education_steps() -> dict[str, int]:
    """The ISCED level of each level of schooling; they change with a release, not while the process lives."""
    levels = {code: re.match(r"\d", isced) for code, isced in EducationLevel.objects.values_list("code", "isced")}
    return {code: int(found[0]) for code, found in levels.items() if found}


@lru_cache(maxsize=4096)
def needs_of(occupation: str) -> frozenset[str]:
    """The essential skills of an occupation; they change with a release, not while the process lives."""
    return frozenset(each.code for each in skills_of(occupation) if each.is_essential)


def essentials_for(vacancy: Vacancy, held: Collection[str] | None = None) -> dict[str, frozenset[str]]:
    """What is presumed of whoever has held the very occupation of a vacancy; nothing where it is none of those `held`."""
    if held is not None and vacancy.occupation not in held:
        return {}
    return {vacancy.occupation: needs_of(vacancy.occupation)}


def as_profile(row: SeekerProfile, country: str, sends: int, education: Mapping[str, int]) -> matching.Profile:
    """A profile for vacancies of one country: whoever goes abroad goes to any that asks."""
    abroad = {country} if row.goes_abroad and country != matching.COUNTRY else set()
    return matching.Profile(
        id=str(row.pk),
        works=tuple(Work(each["code"], round(12 * each["years"])) for each in row.occupations),
        skills=tuple(Skill(each["code"], each["level"]) for each in row.skills),
        is_complete=row.state == ProfileState.COMPLETE,
        education=education.get(row.education),
        languages=tuple(Language(each["code"], SPOKEN[each["level"]]) for each in row.languages),
        hours=frozenset(row.shifts),
        papers=licences_held(row.licences),
        papers_lacking=licences_lacking(row.licences, is_complete=row.state == ProfileState.COMPLETE),
        available_from=row.available_from,
        home=row.person.municipality_id or None,
        places=frozenset({*row.places, *abroad}),
        wage_min=row.wage_min,
        contracts=frozenset(row.contracts),
        sends=sends,
    )


def as_vacancy(row: Vacancy, education: Mapping[str, int]) -> matching.Vacancy:
    """A vacancy with what it asks."""
    return matching.Vacancy(
        id=str(row.pk),
        occupation=row.occupation,
        skills=tuple(Skill(code) for code in row.skills_essential),
        desirable=tuple(Skill(code) for code in row.skills_optional),
        months=row.experience_months or None,
        education=education.get(row.education) or None,
        languages=tuple(Language(code, SPOKEN[LanguageLevel.CONVERSATION]) for code in row.languages),
        hours=PARTS_OF.get(row.schedule, frozenset()),
        papers=frozenset(row.licences),
        place=row.country if row.is_abroad else row.municipality or row.department or None,
        wage_max=row.wage_max or row.wage_min,
        contract=row.contract,
        openings=row.left,
    )
