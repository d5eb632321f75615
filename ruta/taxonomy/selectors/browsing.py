"""What does the page of one occupation show?"""

from dataclasses import dataclass

from django.utils.translation import get_language

from ruta.taxonomy.models import EscoOccupation, LocalName, Occupation
from ruta.taxonomy.selectors.skills import GROUP, AskedSkill, occupation_label, skills_of

Coded = tuple[str, str]


@dataclass(frozen=True, slots=True)
class OccupationPage:
    """A group or an occupation: where it stands, what is in it, how people call it, what it asks for."""

    code: str
    label: str
    above: tuple[Coded, ...]
    within: tuple[Coded, ...]
    local_names: tuple[str, ...]
    other_names: tuple[str, ...]
    description: str
    essential: tuple[AskedSkill, ...]
    optional: tuple[AskedSkill, ...]
    is_esco: bool


def occupation_page(code: str) -> OccupationPage | None:
    """The page of a group of any depth or of an occupation of ESCO; None if there is no such code."""
    esco = EscoOccupation.objects.filter(code=code).first() if "." in code else None
    if esco is None and not Occupation.objects.filter(code=code).exists():
        return None
    within = _within(code)
    asked = skills_of(code)
    return OccupationPage(
        code, occupation_label(code), _above(code), within, _local_names(code), _other_names(esco),
        esco.description_es if esco else "",
        tuple(each for each in asked if each.is_essential), tuple(each for each in asked if not each.is_essential),
        is_esco=esco is not None or any("." in inner for inner, _label in within),
    )  # fmt: skip


def _above(code: str) -> tuple[Coded, ...]:
    digits = code[:GROUP]
    codes = [digits[:depth] for depth in range(1, len(digits) + 1) if digits[:depth] != code]
    return tuple((group.code, _name(group)) for group in Occupation.objects.filter(code__in=codes).order_by("level"))


def _within(code: str) -> tuple[Coded, ...]:
    if "." in code:
        return ()
    if len(code) < GROUP:
        return tuple((group.code, _name(group)) for group in Occupation.objects.filter(parent_id=code).order_by("code"))
    rows = EscoOccupation.objects.filter(code__startswith=f"{code}.", is_retired=False).order_by("name_es").defer("description_es")
    return tuple((row.code, _name(row)) for row in rows)


def _local_names(code: str) -> tuple[str, ...]:
    return tuple(LocalName.objects.filter(occupation_code=code).order_by("text").values_list("text", flat=True))


def _other_names(esco: EscoOccupation | None) -> tuple[str, ...]:
    return tuple(sorted(esco.other_names_es, key=str.casefold)) if esco else ()


def _name(row: Occupation | EscoOccupation) -> str:
    return (row.name_en if (get_language() or "es").startswith("en") else "") or row.name_es
