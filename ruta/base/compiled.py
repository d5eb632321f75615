"""How is a query that a page asks at every look compiled once, and not at every look?

Django spends about a millisecond on the words of a query that the database answers in one. The words stay the same for all
who share a role: only the numbers of user, office and institution change, and those are put in at each asking.
"""

from collections.abc import Callable, Hashable, Mapping
from copy import copy
from dataclasses import replace
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
_kept: dict[tuple[Any, ...], "_Compiled"] = {}


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
        if not self.is_empty:
            self.compiler = rows.query.get_compiler(using=rows.db)
            self.sql, self.values = self.compiler.as_sql()

    def ask(self, numbers: Mapping[str, Any]) -> list[Any]:
        ready = copy(self.compiler)
        ready.connection = connections[self.rows.db]  # each thread has its own
        values = tuple(numbers[value.name] if isinstance(value, _Place) else value for value in self.values)
        ready.as_sql = lambda *_args, **_kwargs: (self.sql, values)  # type: ignore[method-assign]
        found = self.rows.all()
        found.query.get_compiler = lambda *_args, **_kwargs: ready  # type: ignore[method-assign]
        with ready.connection.kept_words():
            return list(found)


def asked(build: Build, actor: Actor, *values: Hashable) -> list[Any]:
    """The rows of `build(actor, *values)`, a function that gives a queryset; its words are kept for a minute.

    What `build` reads of the clock may therefore be a minute old. It must not compare the actor's numbers itself: it gets places for
    them. Give it as values only what few askings differ in, such as a day.
    """
    key = (build, values, actor.kind, actor.role, actor.sees_strict, *(getattr(actor, name) is None for name in IDS))
    return _rows(key, lambda: build(_with_places(actor), *values), {name: getattr(actor, name) for name in IDS})


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


def _rows(key: tuple[Any, ...], build: Callable[[], "QuerySet[Any]"], numbers: Mapping[str, Any]) -> list[Any]:
    moment, found = now(), _kept.get(key)
    if found is None or not found.made_at <= moment < found.made_at + A_WHILE:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        found = _kept[key] = _Compiled(build(), moment)
    return [] if found.is_empty else found.ask(numbers)


def _with_places(actor: Actor) -> Actor:
    places: dict[str, Any] = {name: _Place(name) for name in IDS if getattr(actor, name) is not None}
    return replace(actor, **places)
