"""Does a catalogue or instrument have the shape that its schema asks for?"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from jsonschema import Draft202012Validator


def shape_problems(content: Any, schema: Mapping[str, Any], *, limit: int = 20) -> list[str]:
    """What does not fit the schema, one line each with the place where it is."""
    errors = sorted(Draft202012Validator(schema).iter_errors(content), key=lambda error: list(map(str, error.path)))
    return [f"{'/'.join(map(str, error.path)) or '.'}: {error.message[:200]}" for error in errors[:limit]]


def duplicated_codes(content: Mapping[str, Any]) -> list[str]:
    """The codes that appear twice in the same list. A segment may: the first condition that holds decides."""
    found = []
    for section, rows in content.items():
        if isinstance(rows, list) and section != "segments":
            codes = Counter(row["code"] for row in rows if isinstance(row, Mapping) and "code" in row)
            found += [f"{section}/{code}: repeated" for code, times in codes.items() if times > 1]
    return found


def vanished_codes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The codes that a new version lost: rows of people point to them, so they are retired and never removed."""
    found = []
    for section, rows in before.items():
        if isinstance(rows, list):
            kept = {row.get("code") for row in after.get(section, ()) if isinstance(row, Mapping)}
            old = (row["code"] for row in rows if isinstance(row, Mapping) and "code" in row)
            found += [f"{section}/{code}: removed; mark it `retired: true` instead" for code in old if code not in kept]
    return found
