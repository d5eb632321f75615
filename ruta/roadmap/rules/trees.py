"""How does the tree of a plan file become rows in the order of the document, and does it hold together?"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Item = Mapping[str, Any]
# What an activity of the sequence takes from the measure whose code it cites, when it does not say otherwise.
INHERITED = ("title", "priority", "territories")


@dataclass(frozen=True)
class Row:
    """One item of a plan with its place in the tree."""

    key: str
    parent: str | None
    depth: int
    section: str
    item: Item


def flattened(items: Sequence[Item]) -> list[Row]:
    """Every item, parents before their children, in the order of the document."""
    return list(_below(items, None, 0))


def _below(items: Sequence[Item], parent: Row | None, depth: int) -> Iterator[Row]:
    for item in items:
        section = item.get("section") or (parent.section if parent else "")
        row = Row(item.get("key") or item["code"], parent.key if parent else None, depth, section, _completed(item, parent))
        yield row
        yield from _below(item.get("items", ()), row, depth + 1)


def _completed(item: Item, parent: Row | None) -> Item:
    if parent is None or item["kind"] != "activity" or parent.item["kind"] != "measure":
        return item
    return {name: parent.item[name] for name in INHERITED if name in parent.item} | dict(item)


def plan_problems(content: Mapping[str, Any]) -> list[str]:
    """What a well-shaped file still says wrongly: keys twice, no title, codes that nothing defines."""
    rows = flattened(content["items"])
    keys = Counter(row.key for row in rows)
    found = [f"{key}: repeated" for key, times in keys.items() if times > 1]
    found += [f"{row.key}: no title" for row in rows if not row.item.get("title")]
    for row in rows:
        found += [
            f"{row.key}: depends on {key}, which is not there"
            for key in row.item.get("depends_on", ())
            if key not in keys or key == row.key
        ]
        found += [f"{row.key}: {name} {code} is not defined" for name, code in _unknown(row.item, content)]
    return found


def _unknown(item: Item, content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    known = {name: {"", *(each["code"] for each in content.get(name, ()))} for name in ("periods", "axes", "terms", "funding")}
    for name, held in (("axis", "axes"), ("term", "terms")):
        if (code := item.get(name, "")) not in known[held]:
            yield name, code
    for target in item.get("targets", ()):
        yield from (("period", code) for code in target["periods"] if code not in known["periods"])
    for line in item.get("budget", ()):
        if line.get("period", "") not in known["periods"]:
            yield "period", line["period"]
        if line["source"] not in known["funding"]:
            yield "source", line["source"]
