"""Which value of each field stays when two records become one? What only one has is kept by itself; the rest is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ruta.base.spelling import folded
from ruta.people.models import Person

FIELDS = (
    "given_names", "surnames", "preferred_name", "sex", "birth_date", "nationality", "municipality_id", "place", "education", "dependants",
)  # fmt: skip
EMPTY = ("", None, "unknown")
SURVIVOR, ABSORBED = "survivor", "absorbed"


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of which both records say something else."""

    field: str
    survivor: Any
    absorbed: Any


def choices(survivor: Person, absorbed: Person) -> list[Choice]:
    """The fields that somebody has to choose."""
    both = [(field, getattr(survivor, field), getattr(absorbed, field)) for field in FIELDS]
    return [Choice(field, one, other) for field, one, other in both if one not in EMPTY and other not in EMPTY and one != other]


def changes(survivor: Person, absorbed: Person, chosen: Mapping[str, str]) -> dict[str, list[Any]]:
    """What becomes other on the survivor: column → [before, after], as JSON keeps it."""
    taken = {each.field for each in choices(survivor, absorbed) if chosen.get(each.field) == ABSORBED}
    taken |= {field for field in FIELDS if getattr(survivor, field) in EMPTY and getattr(absorbed, field) not in EMPTY}
    if "birth_date" in taken:
        taken.add("is_birth_date_estimated")
    made = {field: [_plain(getattr(survivor, field)), _plain(getattr(absorbed, field))] for field in sorted(taken)}
    spoken = [*survivor.languages, *(code for code in absorbed.languages if code not in survivor.languages)]
    if spoken != survivor.languages:
        made["languages"] = [list(survivor.languages), spoken]
    return {field: pair for field, pair in made.items() if pair[0] != pair[1]}


def applied(person: Person, values: Mapping[str, Any]) -> list[str]:
    """Put values on a person, with the name that lists sort by; gives the columns that changed."""
    for field, value in values.items():
        setattr(person, field, date.fromisoformat(value) if field == "birth_date" and value else value)
    person.sort_name = folded(f"{person.surnames} {person.given_names}")
    return [*values, "sort_name"]


def restorable(person: Person, fields: Mapping[str, list[Any]]) -> dict[str, Any]:
    """What goes back when a merge is undone: only what nobody changed since."""
    return {field: before for field, (before, after) in fields.items() if _plain(getattr(person, field)) == after}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
