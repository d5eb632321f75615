"""Which profile do the answers of the employability profile draw? A draft: the person completes it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruta.placements.enums import Availability, LanguageLevel, Licence, Where
from ruta.placements.rules.profile import MOST_WAGE, LanguageKnown, OccupationDone, ProfileDraft, SkillHeld

YEARS = {"none": 0.0, "under_1": 0.5, "y1_3": 2.0, "y3_5": 4.0, "over_5": 6.0, "over_3": 4.0}
ENGLISH = {"little": LanguageLevel.BASIC, "conversation": LanguageLevel.CONVERSATION, "fluent": LanguageLevel.FLUENT}
# Option of the instrument → level of studies of the register.
STUDIES = {
    "none": "SIN_NIVEL", "some_primary": "BASICA_I", "primary": "BASICA_II", "basic_9": "BASICA_III", "secondary": "MEDIA_BCH",
    "technical_higher": "TEC_SUP", "university": "UNIV",
}  # fmt: skip
UNKNOWN_STUDIES = {"", "NS_NR"}
OWN_TONGUE = "es"
NONE = "none"
BOUND = "very_hard"  # to travel to work each day


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What is known already: answers, and what the register says of studies, languages and home."""

    answers: Mapping[str, Any]
    education: str = ""
    languages: Sequence[str] = ()
    municipality: str = ""


def drafted(heard: Heard, occupation_of: Callable[[str], str], skills_of: Callable[[str], Sequence[str]]) -> ProfileDraft:
    """`occupation_of` finds the code of what was said ("" when unsure), `skills_of` the skills that "I can do…" stands for."""
    answers = heard.answers
    availability = str(answers.get("availability", ""))
    return ProfileDraft(
        occupations=tuple(_occupations(answers, occupation_of)),
        skills=tuple(_skills(answers, skills_of)),
        education=_education(heard),
        languages=tuple(_languages(heard)),
        licences=tuple(code for code in _several(answers, "licences") if code in set(Licence)),
        availability=availability if availability in set(Availability) else "",
        places=_places(heard),
        goes_abroad="work_abroad" in _several(answers, "paths"),
        wage_min=_wage(answers.get("wage_expected")),
    )


def _occupations(answers: Mapping[str, Any], occupation_of: Callable[[str], str]) -> list[OccupationDone]:
    """The trade done best comes first; the same trade abroad is one line that counts both."""
    best, abroad = (occupation_of(str(answers.get(name, ""))) for name in ("main_occupation", "abroad_occupation"))
    found = []
    if best:
        where = Where.BOTH if best == abroad else Where.HERE
        found.append(OccupationDone(best, YEARS.get(str(answers.get("years_experience")), 0.0), where))
    if abroad and abroad != best:
        found.append(OccupationDone(abroad, YEARS.get(str(answers.get("abroad_years")), 0.0), Where.ABROAD))
    return found


def _skills(answers: Mapping[str, Any], skills_of: Callable[[str], Sequence[str]]) -> list[SkillHeld]:
    codes = [code for said in _several(answers, "can_do") if said != NONE for code in skills_of(said)]
    return [SkillHeld(code) for code in dict.fromkeys(codes)]


def _education(heard: Heard) -> str:
    if heard.education not in UNKNOWN_STUDIES:
        return heard.education
    return STUDIES.get(str(heard.answers.get("education_level")), "")


def _places(heard: Heard) -> tuple[str, ...]:
    """The department of the home: what nobody was asked closes no door of the next town. Who can hardly travel stays near."""
    is_bound = heard.answers.get("transport") == BOUND
    return (heard.municipality if is_bound else heard.municipality[:2],) if heard.municipality else ()


def _languages(heard: Heard) -> list[LanguageKnown]:
    found = {code: LanguageLevel.NATIVE if code == OWN_TONGUE else LanguageLevel.CONVERSATION for code in heard.languages}
    english = ENGLISH.get(str(heard.answers.get("english_level")))
    if english:
        found["en"] = english
    return [LanguageKnown(code, level) for code, level in found.items()]


def _several(answers: Mapping[str, Any], name: str) -> list[str]:
    value = answers.get(name, ())
    return [str(each) for each in value] if isinstance(value, list | tuple) else []


def _wage(value: Any) -> int | None:
    return int(value) if isinstance(value, int | float) and 0 < value <= MOST_WAGE else None
