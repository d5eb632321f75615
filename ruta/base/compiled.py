"""How is a query that a page asks at every look compiled once, and not at every look?

Django spends about a millisecond on the words of a query that the database answers in one. The words stay the same for all
who share a role: only the numbers of user, office and institution change, and those are put in at each asking.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, QuerySet

from ruta.base.clock import now
from ruta.base.context import Actor

Build = Callable[..., "QuerySet[Any]"]
View = Callable[..., Any]
IDS = ("institution_id", "user_id", "membership_id", "office_id")
A_WHILE = timedelta(minutes=1)
MOST_KEPT = 1_000
Key = tuple[Any, ...]
RawRows = list[tuple[Any, ...]]
_kept: dict[Key, "_Compiled"] = {}
_habits: dict[Key, frozenset[Key]] = {}
"""What was asked the last time where several things are asked at once."""


@dataclass
class _Ahead:
    """What one actor was answered ahead, and what they then asked."""

    numbers: Mapping[str, Any]
    answers: dict[Key, RawRows]
    wanted: set[Key] = field(default_factory=set)

    def rows(self, key: Key, numbers: Mapping[str, Any]) -> RawRows | None:
        """The answer, when it is there and the same actor asks."""
        if numbers != self.numbers:
            return None
        self.wanted.add(key)
        return self.answers.get(key)


_ahead: ContextVar[_Ahead | None] = ContextVar("ahead", default=None)


class _Place(Expression):
    """Where a number of the actor goes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, Any]:
        return "%s", (self,)


class _Compiled:
    """A queryset with its words; `rows` asks them with the numbers of one actor."""

    def __init__(self, rows: "QuerySet[Any]", made_at: datetime) -> None:
        self.made_at, self.rows, self.is_empty = made_at, rows, rows.query.is_empty()
        self.converters: Any = None
        if not self.is_empty:
            self.compiler = rows.query.get_compiler(using=rows.db)
            self.sql, self.values = self.compiler.as_sql()

    def holds(self, moment: datetime) -> bool:
        return self.made_at <= moment < self.made_at + A_WHILE

    def with_numbers(self, numbers: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(numbers[value.name] if isinstance(value, _Place) else value for value in self.values)

    def converters_of(self, expressions: Sequence[Any]) -> Any:
        """How the values of these columns become Python's; the columns are those of the words, so they are asked once."""
        if self.converters is None:
            self.converters = self.compiler.get_converters(expressions)
        return self.converters

    def ask(self, numbers: Mapping[str, Any], answer: RawRows | None = None) -> list[Any]:
        ready = copy(self.compiler)
        ready.connection = connections[self.rows.db]  # each thread has its own
        ready.get_converters = self.converters_of  # type: ignore[method-assign]
        ready.as_sql = lambda *_args, **_kwargs: (self.sql, self.with_numbers(numbers))  # type: ignore[method-assign]
        if answer is not None:
            columns = ready.col_count if ready.has_extra_select else None  # as execute_sql does
            ready.execute_sql = lambda *_args, **_kwargs: [[row[:columns] for row in answer]]  # type: ignore[method-assign]
        found = self.rows.all()
        found.query.get_compiler = lambda *_args, **_kwargs: ready  # type: ignore[method-assign]
        with ready.connection.kept_words():
            return list(found)


def asked(build: Build, actor: Actor, *values: Hashable) -> list[Any]:
    """The rows of `build(actor, *values)`, a function that gives a queryset; its words are kept for a minute.

    What `build` reads of the clock may therefore be a minute old. It must not compare the actor's numbers itself: it gets places for
    them. Give it as values only what few askings differ in, such as a day.
    """
    key = (build, values, *_alike(actor))
    return _rows(key, lambda: build(_with_places(actor), *values), _numbers(actor))


def at_once(where: str, actor: Actor) -> AbstractContextManager[None]:
    """Whatever `asked` is asked in here travels to the database together, in one journey and not in one for each.

    What that will be is known from the last look here by somebody of the same role; anything else is asked alone, as ever. Only for
    what reads and writes nothing in between, and inside a transaction.
    """
    return _at_once((where, *_alike(actor)), _numbers(actor))


def at_once_of(where: str, value: int) -> AbstractContextManager[None]:
    """The same for what `asked_of` is asked of one row, such as everything that hangs on one case."""
    return _at_once((where,), {"value": value})


@contextmanager
def _at_once(habit: Key, numbers: Mapping[str, Any]) -> Iterator[None]:
    ahead = _Ahead(numbers, _answers(_habits.get(habit, frozenset()), numbers))
    mark = _ahead.set(ahead)
    try:
        yield
        _habits[habit] = frozenset(ahead.wanted)
    finally:
        _ahead.reset(mark)


def _answers(keys: frozenset[Key], numbers: Mapping[str, Any]) -> dict[Key, RawRows]:
    """What the database says to each key whose words are still kept."""
    moment, connection = now(), connections[DEFAULT_DB_ALIAS]
    ready = {key: found for key in keys if (found := _kept.get(key)) and found.holds(moment) and not found.is_empty}
    with connection.kept_words():  # type: ignore[attr-defined]
        connection.ensure_connection()
        cursors = {key: connection.cursor() for key in ready}
        with connection.connection.pipeline():
            for key, cursor in cursors.items():
                cursor.execute(ready[key].sql, ready[key].with_numbers(numbers))
        return {key: cursor.fetchall() for key, cursor in cursors.items()}


def asked_of(build: Callable[[Any], "QuerySet[Any]"], value: int | str | list[int] | None) -> list[Any]:
    """The rows of `build(value)`, a queryset of what hangs on one row, or with `any_of` on some; its words are kept for a minute."""
    if value is None or value == []:
        return []
    return _rows((build,), lambda: build(_Place("value")), {"value": value})


def keeps_words(view: View) -> View:
    """A page that is open all day: every query of it is read and planned once for a connection, those of lists and libraries too."""

    @wraps(view)
    def keeping(*args: Any, **kwargs: Any) -> Any:
        with connections[DEFAULT_DB_ALIAS].kept_words():  # type: ignore[attr-defined]
            return view(*args, **kwargs)

    return keeping


def _rows(key: Key, build: Callable[[], "QuerySet[Any]"], numbers: Mapping[str, Any]) -> list[Any]:
    moment, found, ahead = now(), _kept.get(key), _ahead.get()
    answer = ahead.rows(key, numbers) if ahead else None
    if found is None or not (found.holds(moment) or answer is not None):
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        found = _kept[key] = _Compiled(build(), moment)
    return [] if found.is_empty else found.ask(numbers, answer)


def _alike(actor: Actor) -> Key:
    """For whom the words are the same."""
    return actor.kind, actor.role, actor.sees_strict, *(getattr(actor, name) is None for name in IDS)


def _numbers(actor: Actor) -> dict[str, Any]:
    return {name: getattr(actor, name) for name in IDS}


def _with_places(actor: Actor) -> Actor:
    places: dict[str, Any] = {name: _Place(name) for name in IDS if getattr(actor, name) is not None}
    return replace(actor, **places)
