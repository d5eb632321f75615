"""Where did the last page end, and which rows come after it? Without OFFSET: page 1,000 costs what page 1 costs."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from operator import attrgetter
from typing import Any

from django.db.models import Q

Key = tuple[Any, ...]


def _text(said: Any) -> str:
    if "\0" in str(said):
        message = "no column holds this"
        raise ValueError(message)
    return str(said).encode().decode()  # half a sign is none either


KINDS: dict[str, Callable[[Any], Any]] = {
    "d": date.fromisoformat,
    "t": datetime.fromisoformat,
    "n": Decimal,
    "s": _text,
    "i": int,
    "b": bool,
}


def key_of(row: Any, fields: Sequence[str]) -> Key:
    """The values of a row that its place in the order depends on."""
    return tuple(reduce(lambda value, name: attrgetter(name)(value), name.split("__"), row) for name in fields)


def written(key: Key) -> str:
    """A key as an address carries it."""
    cells = [(_kind(value), value if isinstance(value, int) else str(_iso(value))) for value in key]
    return base64.urlsafe_b64encode(json.dumps(cells, separators=(",", ":")).encode()).decode().rstrip("=")


def read(text: str, width: int) -> Key | None:
    """The key of an address; None when it is not one of ours, so that a broken address shows the first page."""
    try:
        cells = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        key = tuple(KINDS[kind](value) for kind, value in cells)
    except (ValueError, KeyError, TypeError, ArithmeticError, RecursionError, binascii.Error):
        return None
    return key if len(key) == width else None


def after(fields: Sequence[str], key: Key, *, descending: bool) -> Q:
    """The rows behind a key: `a <= x AND (a < x OR (a = x AND b < y))`, whose first half an index can begin at."""
    less, at_most = ("lt", "lte") if descending else ("gt", "gte")
    beyond, equal = Q(), Q()
    for name, value in zip(fields, key, strict=True):
        beyond |= equal & Q(**{f"{name}__{less}": value})
        equal &= Q(**{name: value})
    return Q(**{f"{fields[0]}__{at_most}": key[0]}) & beyond


def _kind(value: Any) -> str:
    kinds = ((bool, "b"), (datetime, "t"), (date, "d"), (int, "i"), (Decimal, "n"))
    return next((letter for kind, letter in kinds if isinstance(value, kind)), "s")


def _iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
