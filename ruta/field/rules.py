"""What becomes of a change that was written far away, when the register moved on meanwhile? Pure values: no Django, no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Merged:
    """What may be written at once, and which fields have two answers."""

    write: dict[str, Any]
    clash: tuple[str, ...]


def merge(now_is: Values, seen: Values, mine: Values) -> Merged:
    """Three-way by field: untouched there, mine is written; alike on both sides, nothing is left to do; else both values stand."""
    write, clash = {}, []
    for name, value in mine.items():
        there = now_is.get(name)
        if there == value or (name in seen and seen[name] == value):
            continue
        if name in seen and seen[name] == there:
            write[name] = value
        else:
            clash.append(name)
    return Merged(write, tuple(clash))


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple | list) else value
