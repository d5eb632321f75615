"""What is an occupation called, what is a skill called, and which skills does an occupation ask for?

Codes are text everywhere and may name rows that this installation has not loaded: a label is always given, of the CIUO-08 group or, at the
end, the code itself.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language

from ruta.taxonomy.models import EscoOccupation, Occupation, OccupationSkill, Skill

GROUP = 4  # digits of a CIUO-08 unit group
# A group asks for what this share of its ESCO occupations ask for.
ESSENTIAL_SHARE, OPTIONAL_SHARE = 0.5, 0.25


@dataclass(frozen=True, slots=True)
class AskedSkill:
    """A skill that an occupation asks for."""

    code: str
    label: str
    is_essential: bool


def occupation_label(code: str, lang: str | None = None) -> str:
    """The name of an occupation in this language (the active one by default); of its group when ESCO is not loaded."""
    return occupation_labels([code], lang)[code]


def occupation_labels(codes: Iterable[str], lang: str | None = None) -> dict[str, str]:
    """The names of many occupations, in two statements at most; every code asked for is in the answer."""
    asked = set(codes)
    groups = {code[:GROUP] for code in asked}
    named = {row.code: _named(row, lang) for row in Occupation.objects.filter(code__in=groups)}
    extended = {code for code in asked if "." in code}
    if extended:
        named |= {row.code: _named(row, lang) for row in EscoOccupation.objects.filter(code__in=extended).defer("description_es")}
    return {code: named.get(code) or named.get(code[:GROUP]) or code for code in asked}


def skill_label(code: str, lang: str | None = None) -> str:
    """The name of a skill in this language (the active one by default)."""
    return skill_labels([code], lang)[code]


def skill_labels(codes: Iterable[str], lang: str | None = None) -> dict[str, str]:
    """The names of many skills, in one statement; every code asked for is in the answer."""
    asked = set(codes)
    named = {row.code: _named(row, lang) for row in Skill.objects.filter(code__in=asked)} if asked else {}
    return {code: named.get(code) or code for code in asked}


def skills_of(occupation: str, lang: str | None = None) -> tuple[AskedSkill, ...]:
    """What an occupation asks for: essential ones first, each part in the order of its names.

    An occupation of ESCO asks for what ESCO says; a group, for what half of its ESCO occupations ask for (essential) or a quarter (optional).
    Our own list adds what it says of the group and of the groups around it.
    """
    asked = _own(occupation) | _official(occupation)
    labels = skill_labels(asked, lang)
    found = (AskedSkill(code, labels[code], is_essential) for code, is_essential in asked.items())
    return tuple(sorted(found, key=lambda each: (not each.is_essential, each.label.casefold(), each.code)))


def skill_relations() -> Iterator[tuple[str, str, bool]]:
    """Every row: occupation (or CIUO-08 group of one to four digits), skill, whether it is essential; for whoever weighs them all."""
    rows = OccupationSkill.objects.order_by().values_list("occupation_code", "skill_id", "is_essential")
    return rows.iterator(chunk_size=20_000)


def is_known_occupation(code: str) -> bool:
    """Whether this is a unit group of CIUO-08 or a loaded occupation of ESCO."""
    if "." in code:
        return EscoOccupation.objects.filter(code=code, is_retired=False).exists()
    return len(code) == GROUP and Occupation.objects.filter(code=code).exists()


def known_skills(codes: Iterable[str]) -> frozenset[str]:
    """Those of the codes that name a skill here."""
    return frozenset(Skill.objects.filter(code__in=set(codes), is_retired=False).order_by().values_list("code", flat=True))


def _own(occupation: str) -> dict[str, bool]:
    """What our list says of the group and of those around it; the nearest one decides."""
    group = occupation[:GROUP]
    around = [group[:digits] for digits in range(1, len(group) + 1)]
    rows = OccupationSkill.objects.filter(occupation_code__in=around).order_by("occupation_code").values_list("skill_id", "is_essential")
    return dict(rows)


def _official(occupation: str) -> dict[str, bool]:
    if "." in occupation:
        return dict(OccupationSkill.objects.filter(occupation_code=occupation).order_by().values_list("skill_id", "is_essential"))
    within = Q(occupation_code__startswith=f"{occupation}.")
    rows = list(OccupationSkill.objects.filter(within).order_by().values_list("occupation_code", "skill_id", "is_essential"))
    members = len({member for member, _skill, _essential in rows})
    essential = Counter(skill for _member, skill, is_essential in rows if is_essential)
    asked = Counter(skill for _member, skill, _essential in rows)
    return {
        skill: essential[skill] >= members * ESSENTIAL_SHARE
        for skill, count in asked.items()
        if count >= members * OPTIONAL_SHARE
    }  # fmt: skip


def _named(row: Occupation | EscoOccupation | Skill, lang: str | None) -> str:
    wanted = lang or get_language() or "es"
    return (row.name_en if wanted.startswith("en") else "") or row.name_es or row.name_en
