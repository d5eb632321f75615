"""What becomes of a change that was written far away, and which code stands on a form of paper? Pure values: no Django, no database."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Values = Mapping[str, Any]
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What nobody confuses by hand: no 0 and O, no 1, I and L. They are 31, a prime, so that one wrong letter, or two exchanged, is always found."""
SAID = 7  # letters before the one that proves them


@dataclass(frozen=True, slots=True)
class Merged:
    """What may be written at once, and which fields have two answers."""

    write: dict[str, Any]
    clash: tuple[str, ...]


def merge(now_is: Values, seen: Values, mine: Values) -> Merged:
    """Three-way by field: untouched there, mine is written; alike on both sides, nothing is left to do; else both values stand."""
    write, clash = {}, []
    for name, value in mine.items():
        there = now_is.get(name)
        if there == value or (name in seen and seen[name] == value):
            continue
        if name in seen and seen[name] == there:
            write[name] = value
        else:
            clash.append(name)
    return Merged(write, tuple(clash))


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple | list) else value


def new_code() -> str:
    """A code that nobody guesses: seven letters and the one that proves them."""
    said = "".join(secrets.choice(LETTERS) for _ in range(SAID))
    return said + _proof(said)


def read_code(text: str) -> str:
    """The code in what was typed or scanned, a whole address too; empty where a letter is wrong or lacks."""
    code = "".join(letter for letter in text.strip().rstrip("/").rsplit("/", 1)[-1].upper() if letter.isalnum())
    is_whole = len(code) == SAID + 1 and set(code) <= set(LETTERS)
    return code if is_whole and _proof(code[:SAID]) == code[SAID] else ""


def written_code(code: str) -> str:
    """As people copy it: ABCD-2345."""
    return f"{code[:4]}-{code[4:]}"


def _proof(said: str) -> str:
    return LETTERS[sum((place + 2) * LETTERS.index(letter) for place, letter in enumerate(said)) % len(LETTERS)]
