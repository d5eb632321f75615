"""What happened to a case, told in one line: its own rows and what the floors above contribute."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ruta.base.context import Actor
from ruta.cases.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One stop of the line. `kind`: hand (changed hands), event, or ahead (not yet happened: also a stop of the track)."""

    at: datetime
    source: str
    who: str
    title: str
    note: str = ""
    kind: str = "event"
    place: str = ""  # of one ahead: the institution or office that will have it
    url: str = ""
    is_protected: bool = False  # only that something happened is shown, neither what nor who


Selector = Callable[[Actor, Case], list[Entry]]


@dataclass(frozen=True, slots=True)
class Source:
    """A floor that adds entries, with the word of its filter."""

    label: Any
    entries: Selector


_sources: dict[str, Source] = {}


def contribute(name: str, label: Any, selector: Selector) -> None:
    """Let a floor above add its steps to the line of a case; call it when the application starts."""
    _sources[name] = Source(label, selector)


def contributed(actor: Actor, case: Case) -> list[Entry]:
    """The entries of every floor above."""
    return [entry for source in _sources.values() for entry in source.entries(actor, case)]


def source_labels() -> dict[str, Any]:
    """The words of the filters of the floors above."""
    return {name: source.label for name, source in _sources.items()}
