"""Two proposals on one version: what of mine still holds on theirs, and where do both say something else?"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ruta.roadmap.planning.difference import difference
from ruta.roadmap.planning.edits import Edit, Said, Tree, Unfit, apply_one


@dataclass(frozen=True)
class Clash:
    """An edit of mine that meets another; `theirs` is what the plan says now. What lost its place cannot be kept."""

    edit: Edit
    theirs: Any
    can_keep: bool = True


@dataclass
class Merged:
    """What holds as it is, and what somebody must decide."""

    edits: list[Edit] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)


def merged(base: Sequence[Said], theirs: Sequence[Said], mine: Sequence[Said]) -> Merged:
    """My edits of the base, judged against what the plan says now. What both say is dropped."""
    done = difference(base, theirs)
    by_slot = {edit.slot: edit for edit in done}
    touched = {edit.key for edit in done} | {edit.new["parent"] for edit in done if edit.verb in {"add", "move"}}
    found, tree = Merged(), Tree.of(theirs)
    for edit in difference(base, mine):
        other = by_slot.get(edit.slot)
        if _is_said(edit, other, tree):
            continue
        if _meets(edit, other, touched, tree):
            found.clashes.append(Clash(_on(edit, tree), _theirs(edit, tree), can_keep=_fits(edit, theirs)))
        elif _fits_in(edit, tree):
            found.edits.append(edit)
        else:
            found.clashes.append(Clash(edit, None, can_keep=False))
    return found


def _is_said(edit: Edit, other: Edit | None, tree: Tree) -> bool:
    """The plan says it already."""
    if edit.verb == "remove":
        return edit.key not in tree.items
    return other is not None and (other.verb, other.new) == (edit.verb, edit.new)


def _meets(edit: Edit, other: Edit | None, touched: set[str | None], tree: Tree) -> bool:
    if edit.verb == "remove":
        return bool(touched & set(tree.branch(edit.key)))
    return other is not None or (edit.verb != "add" and edit.key not in tree.items)


def _theirs(edit: Edit, tree: Tree) -> Any:
    item = tree.items.get(edit.key)
    if item is None or edit.verb == "remove":
        return None
    if edit.verb in {"add", "move"}:
        return tree.place(edit.key)
    if edit.verb == "set":
        return item.get(edit.field)
    series, _bar, period = edit.field.partition("|")
    aimed = next((each for each in item.get("targets", ()) if each["series"] == series), None)
    return aimed["periods"].get(period) if aimed and edit.verb == "target" else aimed


def _on(edit: Edit, tree: Tree) -> Edit:
    """The same edit, told from what the plan says now."""
    return edit if edit.verb in {"add", "remove"} else replace(edit, old=_theirs(edit, tree))


def _fits(edit: Edit, rows: Sequence[Said]) -> bool:
    return _fits_in(edit, Tree.of(rows))


def _fits_in(edit: Edit, tree: Tree) -> bool:
    """Whether it can be done; done on this tree when it can, so that the next edit finds it."""
    try:
        apply_one(tree, edit)
    except Unfit:
        return False
    return True
