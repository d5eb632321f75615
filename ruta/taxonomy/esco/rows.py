"""What is kept of ESCO, whichever layout it came in?"""

from dataclasses import dataclass, field

LONGEST = 300  # characters of a name
KINDS = {"knowledge": "knowledge"}  # whatever else ESCO says is something one does


@dataclass(slots=True)
class OccupationRow:
    """An occupation, still under its address."""

    code: str
    uri: str
    name_es: str
    name_en: str = ""
    other_es: list[str] = field(default_factory=list)
    other_en: list[str] = field(default_factory=list)
    description: str = ""


@dataclass(slots=True)
class SkillRow:
    """A skill; its code is the last part of its address."""

    code: str
    kind: str
    reach: str
    name_es: str
    name_en: str = ""
    other_es: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Esco:
    """A whole edition: occupations by code, skills by code, and who asks for what (True: essential)."""

    edition: str
    sha256: str
    occupations: dict[str, OccupationRow]
    skills: dict[str, SkillRow]
    relations: dict[tuple[str, str], bool]
    left_out: int = 0


def last_part(uri: str) -> str:
    """The last part of an address."""
    return uri.strip().rstrip("/").rsplit("/", 1)[-1]


def names(cell: str, between: str, but: str = "") -> list[str]:
    """The names of a cell, each once, without the preferred one."""
    said = (name.strip()[:LONGEST] for name in cell.split(between))
    return [name for name in dict.fromkeys(said) if name and name != but]


def skill_kind(said: str) -> str:
    """The kind of a skill in our words."""
    return KINDS.get(said.strip(), "skill")
