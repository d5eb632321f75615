"""What hangs on a person, and what becomes of it when two records become one? Each floor says so for its own tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruta.base.context import Actor

Twins = Callable[[int, int], list[int]]
Tell = Callable[[Sequence[int]], Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Moving:
    """A table whose rows go over. `twins`: those that would stand there twice and stay; `tell`: rows in words, where one is chosen by hand."""

    table: str
    column: str
    label: str
    twins: Twins | None = None
    tell: Tell | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One way to answer a question; an absent `why_not` lets it be chosen."""

    code: str
    words: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What a floor above must know before it can join what it keeps."""

    code: str
    words: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """How a floor above joins what cannot stand twice, tells what undoing means, and undoes it."""

    code: str
    ask: Callable[[Actor, int, int], Question | None]
    settle: Callable[[Actor, int, int, str], dict[str, Any]]
    restore: Callable[[Actor, dict[str, Any]], None]


_moving: dict[tuple[str, str], Moving] = {}
_following: dict[tuple[str, str], str] = {}
_staying: dict[tuple[str, str], str] = {}
_along: list[tuple[str, str, Twins]] = []
_clashes: dict[str, Clash] = {}


def moves(table: str, label: str, *, column: str = "person_id", twins: Twins | None = None, tell: Tell | None = None) -> None:
    """Rows of `table` go over with the person whom `column` names; its migration says `Movable`. `label` is marked for translation."""
    _moving[table, column] = Moving(table, column, label, twins, tell)


def follows(table: str, parent: str, *, column: str = "person_id") -> None:
    """Rows of `table` follow those of `parent` by a composite key."""
    _following[table, column] = parent


def stays(table: str, why: str, *, column: str = "person_id") -> None:
    """Rows of `table` keep naming the record that they were written for."""
    _staying[table, column] = why


def goes_along(table: str, rows: Twins, *, column: str = "person_id") -> None:
    """When a merge is undone, what came later and belongs to something that goes back: `rows(survivor, absorbed)` finds it."""
    _along.append((table, column, rows))


def settles(clash: Clash) -> None:
    """Let a floor above ask, join and part what cannot stand twice."""
    _clashes[clash.code] = clash


def moving() -> list[Moving]:
    """The tables whose rows go over, in the order in which their floors said so: lower ones first."""
    return list(_moving.values())


def along() -> list[tuple[str, str, Twins]]:
    """Who goes along when a merge is undone."""
    return list(_along)


def clashes() -> list[Clash]:
    """What has to be asked."""
    return list(_clashes.values())


def known() -> dict[tuple[str, str], str]:
    """Every table and column that names a person, and in one word what becomes of it."""
    return {
        **dict.fromkeys(_moving, "moves"),
        **dict.fromkeys(_following, "follows"),
        **dict.fromkeys(_staying, "stays"),
    }
