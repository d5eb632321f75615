"""What is one change of a plan, and what does the plan say after it?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# What a place says: the row above, and the sibling that stands before (none: the first).
Place = Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """One row of a plan as its file would say it, with the row that it stands below."""

    key: str
    parent: str | None
    item: Mapping[str, Any]


@dataclass(frozen=True)
class Edit:
    """One change of one row: `set` a field, `target` one value (series|period), `aim` a whole target, `add`, `remove` or `move` the row."""

    verb: str
    key: str
    field: str = ""
    old: Any = None
    new: Any = None

    @property
    def slot(self) -> tuple[str, str, str]:
        """What two edits must share to contradict each other."""
        return (self.key, "place" if self.verb in {"add", "move", "remove"} else self.verb, self.field)


class Unfit(Exception):
    """An edit that has no place in the plan as it stands; `why` is a code."""

    def __init__(self, edit: Edit, why: str) -> None:
        """`why`: gone, there, parent, own, target."""
        super().__init__(f"{edit.verb} {edit.key}: {why}")
        self.edit, self.why = edit, why


@dataclass
class Tree:
    """Rows that can be changed: each item by its key, and the order below each row."""

    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    above: dict[str, str | None] = field(default_factory=dict)
    below: dict[str | None, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Said]) -> "Tree":
        """The rows of a statement."""
        tree = cls()
        for row in rows:
            tree.items[row.key] = dict(row.item)
            tree.above[row.key] = row.parent
            tree.below.setdefault(row.parent, []).append(row.key)
        return tree

    def rows(self, parent: str | None = None) -> list[Said]:
        """The statement again, parents before their children."""
        found: list[Said] = []
        for key in self.below.get(parent, ()):
            found.append(Said(key, parent, self.items[key]))
            found += self.rows(key)
        return found

    def place(self, key: str) -> dict[str, Any]:
        """Where a row stands."""
        siblings = self.below[self.above[key]]
        at = siblings.index(key)
        return {"parent": self.above[key], "after": siblings[at - 1] if at else None}

    def put(self, key: str, place: Place) -> None:
        """Set a row after a sibling; last when that sibling is not there, first when none is named."""
        siblings = self.below.setdefault(place["parent"], [])
        before = place.get("after")
        at = 0 if before is None else siblings.index(before) + 1 if before in siblings else len(siblings)
        siblings.insert(at, key)
        self.above[key] = place["parent"]

    def take(self, key: str) -> None:
        """Lift a row off its place; what is below it comes along."""
        self.below[self.above[key]].remove(key)

    def branch(self, key: str) -> list[str]:
        """A row and all that is below it."""
        return [key, *(each for child in self.below.get(key, ()) for each in self.branch(child))]


def applied(rows: Iterable[Said], edits: Iterable[Edit]) -> list[Said]:
    """What the plan says after the edits, in their order; `Unfit` says which one has no place."""
    tree = Tree.of(rows)
    for edit in edits:
        apply_one(tree, edit)
    return tree.rows()


def apply_one(tree: Tree, edit: Edit) -> None:
    """Change the tree by one edit."""
    if (edit.key in tree.items) == (edit.verb == "add"):
        raise Unfit(edit, "there" if edit.verb == "add" else "gone")
    VERBS[edit.verb](tree, edit)


def _set(tree: Tree, edit: Edit) -> None:
    item = tree.items[edit.key]
    if edit.new in (None, "", []):
        item.pop(edit.field, None)
    else:
        item[edit.field] = edit.new


def _target(tree: Tree, edit: Edit) -> None:
    series, _bar, period = edit.field.partition("|")
    targets = [dict(each) for each in tree.items[edit.key].get("targets", ())]
    aimed = next((each for each in targets if each["series"] == series), None)
    if aimed is None:
        raise Unfit(edit, "target")
    periods = {code: value for code, value in aimed["periods"].items() if code != period}
    aimed["periods"] = periods if edit.new is None else periods | {period: edit.new}
    tree.items[edit.key]["targets"] = targets


def _aim(tree: Tree, edit: Edit) -> None:
    others = [each for each in tree.items[edit.key].get("targets", ()) if each["series"] != edit.field]
    said = [*others, edit.new] if edit.new else others
    tree.items[edit.key].pop("targets", None)
    if said:
        tree.items[edit.key]["targets"] = said


def _add(tree: Tree, edit: Edit) -> None:
    if edit.new["parent"] is not None and edit.new["parent"] not in tree.items:
        raise Unfit(edit, "parent")
    tree.items[edit.key] = dict(edit.new["item"])
    tree.put(edit.key, edit.new)


def _move(tree: Tree, edit: Edit) -> None:
    parent = edit.new["parent"]
    if parent is not None and parent not in tree.items:
        raise Unfit(edit, "parent")
    if parent in tree.branch(edit.key):
        raise Unfit(edit, "own")
    tree.take(edit.key)
    tree.put(edit.key, edit.new)


def _remove(tree: Tree, edit: Edit) -> None:
    gone = set(tree.branch(edit.key))
    tree.take(edit.key)
    for key in gone:
        del tree.items[key], tree.above[key]
        tree.below.pop(key, None)
    for item in tree.items.values():  # nothing waits for what is not done any more
        if gone & set(item.get("depends_on", ())):
            item["depends_on"] = [key for key in item["depends_on"] if key not in gone]
            if not item["depends_on"]:
                del item["depends_on"]


VERBS = {"set": _set, "target": _target, "aim": _aim, "add": _add, "move": _move, "remove": _remove}


def nested(rows: Sequence[Said]) -> list[dict[str, Any]]:
    """The rows as the tree of a plan file."""
    tree = Tree.of(rows)

    def below(parent: str | None) -> list[dict[str, Any]]:
        found = []
        for key in tree.below.get(parent, ()):
            children = below(key)
            found.append({"key": key} | tree.items[key] | ({"items": children} if children else {}))
        return found

    return below(None)
