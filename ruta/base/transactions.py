"""How does a verb run? In one transaction, by one named actor."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction

from ruta.base.context import Actor, acting_as, current_actor

P = ParamSpec("P")
R = TypeVar("R")
TURN = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


def action(verb: Callable[P, R]) -> Callable[P, R]:
    """Mark a writer: keywords only, `actor` given, one transaction bound to that actor."""
    return _verb(verb, transaction.atomic)


def asking(verb: Callable[P, R]) -> Callable[P, R]:
    """Mark a verb that writes by one statement and then only reads: within a transaction it needs no savepoint, two journeys to the database."""
    return _verb(verb, lambda: nullcontext() if connection.in_atomic_block else transaction.atomic())


def _verb(verb: Callable[P, R], begin: Callable[[], AbstractContextManager[None]]) -> Callable[P, R]:
    @wraps(verb)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        actor: Any = kwargs.get("actor")
        if args or not isinstance(actor, Actor):
            message = f"{verb.__name__} takes keywords only, and an actor"
            raise TypeError(message)
        with _acting(actor), begin():
            return verb(*args, **kwargs)

    run.is_action = True  # type: ignore[attr-defined]
    return run


def _acting(actor: Actor) -> AbstractContextManager[None]:
    """Bind only when the context is not this actor already, which saves a round trip in a request."""
    return nullcontext() if current_actor() == actor else acting_as(actor)


def wait_for_turn(*keys: str) -> None:
    """Whoever names one of these in another transaction waits until this one ends; named in one order everywhere, so that nobody waits in a ring."""
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute(TURN, [key])
