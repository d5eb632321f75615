"""What changed between two versions of an instrument, piece by piece?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

PARTS = ("sections", "questions", "option_sets", "scores", "segments", "suggests_plans", "raises_needs", "raises_barriers", "alerts")
NAMES = ("code", "need", "template", "barrier")
SKIPPED = ("version",)


@dataclass(frozen=True, slots=True)
class Change:
    """One piece that was added, taken away or written anew; `fields` are name, before and after of what differs."""

    part: str
    code: str
    label: str
    kind: Literal["added", "removed", "changed"]
    fields: tuple[tuple[str, str, str], ...] = ()


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Every difference, part by part, in the order of the later version."""
    found = list(_pieces_changed("general", {"": _general(before)}, {"": _general(after)}))
    for part in PARTS:
        found += _pieces_changed(part, _pieces(before, part), _pieces(after, part))
    if _order(before) != _order(after):
        found.append(Change("order", "", "", "changed"))
    return found


def _pieces_changed(part: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for code, piece in after.items():
        if code not in before:
            yield Change(part, code, _label(piece), "added")
        elif fields := tuple(_fields(before[code], piece)):
            yield Change(part, code, _label(piece), "changed", fields)
    yield from (Change(part, code, _label(piece), "removed") for code, piece in before.items() if code not in after)


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name in dict.fromkeys([*after, *before]):
        if before.get(name) != after.get(name):
            yield name, told(before.get(name)), told(after.get(name))


def told(value: Any) -> str:
    """A value of a content as a reader takes it in."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        name = value.get("label_es")
        extra = [
            f"{key} {each}"
            for key, each in value.items()
            if key not in ("label_es", "label_en", "code") and not isinstance(each, list | dict)
        ]
        return ", ".join([str(name or value.get("code") or ""), *extra]).strip(", ")
    if isinstance(value, list | tuple):
        return " · ".join(told(each) for each in value)
    return str(value)


def _general(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name not in PARTS and name not in SKIPPED}


def _pieces(content: Mapping[str, Any], part: str) -> dict[str, Any]:
    if part == "questions":
        return {row["code"]: row for section in content["sections"] for row in section["questions"]}
    if part == "sections":
        return {row["code"]: {name: each for name, each in row.items() if name != "questions"} for row in content["sections"]}
    if part == "option_sets":
        return {name: {"options": rows} for name, rows in content.get("option_sets", {}).items()}
    rows: dict[str, Any] = {}
    for row in content.get(part, ()):
        name = next((str(row[key]) for key in NAMES if key in row), "")
        rows[name if name not in rows else f"{name} ({row.get('when', len(rows))})"] = row
    return rows


def _order(content: Mapping[str, Any]) -> list[str]:
    return [row["code"] for section in content["sections"] for row in section["questions"]]


def _label(piece: Mapping[str, Any]) -> str:
    return str(piece.get("text_es") or piece.get("label_es") or piece.get("message_es") or piece.get("reason_es") or "")
