"""What is a profile made of, is it sound, and what does it still lack?"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from ruta.base.sentences import Sentence, gettext_noop
from ruta.placements.enums import Availability, Evidence, LanguageLevel, Licence, Shift, Shown, Where

OCCUPATION = re.compile(r"\d{4}(\.[\d.]+)?")
PLACE = re.compile(r"\d{2}(\d{2})?")
LEVELS = (1, 2, 3)
CONTRACTS = {"permanent", "fixed_term", "task", "seasonal", "hourly", "apprenticeship"}  # the kinds that vacancies have
MOST_YEARS, MOST_WAGE, MOST_ABOUT, MOST_ROWS = 60, 500_000, 600, 40


@dataclass(frozen=True, slots=True)
class OccupationDone:
    """A job that the person knows: how long and where they did it."""

    code: str
    years: float = 0
    where: str = Where.HERE
    note: str = ""


@dataclass(frozen=True, slots=True)
class SkillHeld:
    """Something the person can do, how well (1 begins, 2 does it alone, 3 teaches it) and how one knows."""

    code: str
    level: int = 2
    evidence: str = Evidence.OWN


@dataclass(frozen=True, slots=True)
class LanguageKnown:
    """A language and how well it is spoken."""

    code: str
    level: str = LanguageLevel.CONVERSATION


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileDraft:
    """All that a profile says; the names are those of its columns."""

    occupations: tuple[OccupationDone, ...] = ()
    skills: tuple[SkillHeld, ...] = ()
    education: str = ""
    languages: tuple[LanguageKnown, ...] = ()
    licences: tuple[str, ...] = ()
    availability: str = ""
    shifts: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ()
    available_from: date | None = None
    places: tuple[str, ...] = ()
    goes_abroad: bool = False
    wage_min: int | None = None
    about: str = ""
    shows: tuple[str, ...] = ()
    is_looking: bool = True

    @classmethod
    def of(cls, row: Any) -> "ProfileDraft":
        """Read a row that has these columns."""
        values = {name: getattr(row, name) for name in PARTS}
        for name, kind in (("occupations", OccupationDone), ("skills", SkillHeld), ("languages", LanguageKnown)):
            values[name] = tuple(kind(**each) for each in values[name])
        return cls(**values | {name: tuple(values[name]) for name in ("licences", "shifts", "contracts", "places", "shows")})

    def columns(self) -> dict[str, Any]:
        """The same as the columns keep it."""
        plain = asdict(self)
        return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}


PARTS = tuple(each.name for each in fields(ProfileDraft))


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one part."""

    part: str
    sentence: Sentence


WRONG_OCCUPATION = gettext_noop("Elija el oficio de la lista.")
WRONG_YEARS = gettext_noop("Los años van de 0 a 60.")
TWICE_OCCUPATION = gettext_noop("Ese oficio ya está. Sume los años en una sola línea.")
TWICE_SKILL = gettext_noop("Esa habilidad ya está en el perfil.")
WRONG_SKILL = gettext_noop("Diga qué tan bien lo hace y cómo se sabe.")
WRONG_LANGUAGE = gettext_noop("Diga cuánto habla cada idioma, una sola vez.")
WRONG_AVAILABILITY = gettext_noop("Diga cuánto tiempo puede trabajar.")
WRONG_PLACE = gettext_noop("Elija departamentos o municipios de la lista.")
WRONG_WAGE = gettext_noop("Escriba el salario al mes en lempiras, sin centavos.")
WRONG_CHOICE = gettext_noop("Elija una opción de la lista.")
TOO_LONG = gettext_noop("Caben 600 letras. Acórtelo un poco.")
TOO_MANY = gettext_noop("Son demasiadas líneas. Deje las que más le sirven para trabajar.")


def problems_of(draft: ProfileDraft) -> list[Problem]:
    """Everything that stands against keeping it, part by part."""
    return [Problem(part, Sentence(text)) for check in CHECKS for part, text in check(draft)]


def missing_parts(draft: ProfileDraft) -> list[str]:
    """What a complete profile needs and this one does not say; nothing here concerns who the person is."""
    needed = {"occupations": draft.occupations, "availability": draft.availability, "places": draft.places or draft.goes_abroad}
    return [part for part, said in needed.items() if not said]


def changed_parts(before: ProfileDraft, after: ProfileDraft) -> dict[str, Any]:
    """The parts that differ, with what stood there before, as JSON keeps it."""
    old, new = before.columns(), after.columns()
    return {part: _plain(old[part]) for part in PARTS if old[part] != new[part]}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _occupations(draft: ProfileDraft) -> Iterator[tuple[str, str]]:
    codes = [each.code for each in draft.occupations]
    if len(set(codes)) < len(codes):
        yield "occupations", TWICE_OCCUPATION
    for each in draft.occupations:
        if not OCCUPATION.fullmatch(each.code) or each.where not in set(Where):
            yield "occupations", WRONG_OCCUPATION
        elif not 0 <= each.years <= MOST_YEARS:
            yield "occupations", WRONG_YEARS


def _skills(draft: ProfileDraft) -> Iterator[tuple[str, str]]:
    codes = [each.code for each in draft.skills]
    if len(set(codes)) < len(codes):
        yield "skills", TWICE_SKILL
    if any(not each.code or each.level not in LEVELS or each.evidence not in set(Evidence) for each in draft.skills):
        yield "skills", WRONG_SKILL


def _languages(draft: ProfileDraft) -> Iterator[tuple[str, str]]:
    codes = [each.code for each in draft.languages]
    if len(set(codes)) < len(codes) or any(each.level not in set(LanguageLevel) for each in draft.languages):
        yield "languages", WRONG_LANGUAGE


def _choices(draft: ProfileDraft) -> Iterator[tuple[str, str]]:
    if draft.availability and draft.availability not in set(Availability):
        yield "availability", WRONG_AVAILABILITY
    if any(not PLACE.fullmatch(code) for code in draft.places):
        yield "places", WRONG_PLACE
    for part, known in KNOWN.items():
        if not set(getattr(draft, part)) <= known:
            yield part, WRONG_CHOICE


def _sizes(draft: ProfileDraft) -> Iterator[tuple[str, str]]:
    if draft.wage_min is not None and not 0 < draft.wage_min <= MOST_WAGE:
        yield "wage_min", WRONG_WAGE
    if len(draft.about) > MOST_ABOUT:
        yield "about", TOO_LONG
    for part in ("occupations", "skills", "languages", "places"):
        if len(getattr(draft, part)) > MOST_ROWS:
            yield part, TOO_MANY


KNOWN: Mapping[str, set[str]] = {"licences": set(Licence), "shifts": set(Shift), "contracts": CONTRACTS, "shows": set(Shown)}
CHECKS: tuple[Callable[[ProfileDraft], Iterator[tuple[str, str]]], ...] = (_occupations, _skills, _languages, _choices, _sizes)
