"""What does a list say about itself: its columns, filters and sorts?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

Rows = QuerySet[Any]
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Column:
    """One column of an export: its head and how a row gives its value (text, number, date or nothing)."""

    code: str
    label: Any
    value: Callable[[Any], Any]


@dataclass(frozen=True)
class Filter:
    """One filter: a choice among `choices`, or a tick when there are none. An unknown value filters nothing."""

    code: str
    label: Any
    narrow: Callable[[Rows, str], Rows]
    choices: Callable[[], Choices] | None = None

    def offered(self) -> Choices:
        """What can be chosen; a tick knows only itself."""
        return self.choices() if self.choices else [("1", self.label)]


@dataclass(frozen=True)
class Sort:
    """One order. `fields` are columns that are never null, the last one unique; all follow the direction of the sort."""

    code: str
    fields: tuple[str, ...]

    def ordering(self, *, descending: bool) -> list[str]:
        """What `order_by` takes."""
        return [f"-{name}" if descending else name for name in self.fields]


@dataclass(frozen=True)
class Listing:
    """A list: what can be filtered, sorted and exported. `order` is the first sort, `-name` for descending."""

    name: str
    sorts: Sequence[Sort]
    order: str
    filters: Sequence[Filter] = ()
    columns: Sequence[Column] = ()
    page_size: int = 25
    # How far a count goes before it says "more than".
    count_to: int = 1000

    def sort(self, order: str) -> tuple[Sort, bool, str]:
        """The sort that an address asks for, whether descending, and its name; an unknown one is the first."""
        for wanted in (order, self.order):
            descending = wanted.startswith("-")
            found = next((each for each in self.sorts if each.code == wanted.removeprefix("-")), None)
            if found:
                return found, descending, wanted
        message = f"the list {self.name} has no order {self.order}"
        raise LookupError(message)
