"""In what do two states of a plan differ, as the fewest edits that lead from one to the other?"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from ruta.roadmap.planning.edits import Edit, Said, Tree

APART = {"targets"}  # told value by value


def difference(old: Sequence[Said], new: Sequence[Said]) -> list[Edit]:
    """Rows added or moved first (in the order of the new document), then what rows say, then what goes (children before parents)."""
    before, after = Tree.of(old), Tree.of(new)
    moved = _moved(before, after)
    edits = [edit for row in new for edit in _placed(row, before, after, moved)]
    edits += [edit for row in new if row.key in before.items for edit in _fields(row.key, before.items[row.key], row.item)]
    gone = [row for row in reversed(old) if row.key not in after.items]
    return [*edits, *(Edit("remove", row.key, old=before.place(row.key) | {"item": row.item}) for row in gone)]


def _placed(row: Said, before: Tree, after: Tree, moved: set[str]) -> Iterator[Edit]:
    if row.key not in before.items:
        yield Edit("add", row.key, new=after.place(row.key) | {"item": row.item})
    elif row.key in moved:
        yield Edit("move", row.key, old=before.place(row.key), new=after.place(row.key))


def _moved(before: Tree, after: Tree) -> set[str]:
    """Rows under another parent, and those that left the longest common order of their siblings."""
    moved: set[str] = set()
    for parent, siblings in after.below.items():
        now = [key for key in siblings if key in before.items]
        then = [key for key in before.below.get(parent, ()) if key in set(now)]
        kept = SequenceMatcher(None, then, now, autojunk=False).get_matching_blocks()
        moved |= set(now) - {key for block in kept for key in now[block.b : block.b + block.size]}
    return moved


def _fields(key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Edit]:
    names = [*new, *(name for name in old if name not in new)]
    for name in names:
        if name not in APART and old.get(name) != new.get(name):
            yield Edit("set", key, name, old.get(name), new.get(name))
    yield from _targets(key, old.get("targets", ()), new.get("targets", ()))


def _targets(key: str, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> Iterator[Edit]:
    then, now = ({each["series"]: each for each in said} for said in (old, new))
    for series in dict.fromkeys([*then, *now]):
        was, is_now = then.get(series), now.get(series)
        if was and is_now and _head(was) == _head(is_now):
            yield from _values(key, series, was["periods"], is_now["periods"])
        elif was != is_now:
            yield Edit("aim", key, series, was, is_now)


def _head(target: Mapping[str, Any]) -> dict[str, Any]:
    return {name: said for name, said in target.items() if name != "periods"}


def _values(key: str, series: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Edit]:
    for period in dict.fromkeys([*old, *new]):
        if old.get(period) != new.get(period):
            yield Edit("target", key, f"{series}|{period}", old.get(period), new.get(period))
