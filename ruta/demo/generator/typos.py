"""How does the same person come to be written differently? One function for each kind of slip."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from unicodedata import combining, normalize

import numpy as np

Rng = np.random.Generator
NEIGHBOURS = {
    "a": "sqz", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "kñ", "m": "n", "n": "mb", "o": "ip", "p": "o", "q": "w", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
SOUNDS = (
    ("v", "b"),
    ("b", "v"),
    ("z", "s"),
    ("s", "z"),
    ("ll", "y"),
    ("y", "ll"),
    ("h", ""),
    ("ce", "se"),
    ("ci", "si"),
    ("gi", "ji"),
    ("ge", "je"),
    ("k", "c"),
)
NICKNAMES = {
    "José": "Chepe", "Francisco": "Chico", "María": "Mari", "Guadalupe": "Lupe", "Concepción": "Concha",
    "Jesús": "Chuy", "Manuel": "Meme", "Ignacio": "Nacho", "Roberto": "Beto", "Alberto": "Beto", "Luis": "Lucho",
    "Carlos": "Carlitos", "Juan": "Juancho", "Antonio": "Toño", "Rosa": "Rosita", "Ana": "Anita", "Carmen": "Carmencita",
    "Juana": "Juanita", "Dolores": "Lola", "Teresa": "Tere", "Mercedes": "Meche", "Pedro": "Pepe", "Santos": "Santitos",
    "Marvin": "Marvincito", "Óscar": "Osquitar", "Wilmer": "Wil", "Jorge": "Coque", "Miguel": "Migue", "Karla": "Karlita",
}  # fmt: skip


@dataclass(frozen=True)
class Writing:
    """What somebody wrote down about a person at a counter."""

    given_names: str
    first_surname: str
    second_surname: str
    birth_date: date
    dni: str
    phone: str
    known_as: str = ""


def without_accents(text: str) -> str:
    """Return the text without accents; ñ becomes n, as on many keyboards."""
    return "".join(c for c in normalize("NFD", text) if not combining(c))


def neighbour_key(rng: Rng, text: str) -> str:
    """Return the text with one letter replaced by a neighbour on the keyboard."""
    places = [i for i, c in enumerate(text) if c.lower() in NEIGHBOURS]
    if not places:
        return text
    at = places[int(rng.integers(len(places)))]
    options = NEIGHBOURS[text[at].lower()]
    letter = options[int(rng.integers(len(options)))]
    return text[:at] + (letter.upper() if text[at].isupper() else letter) + text[at + 1 :]


def typing_slip(rng: Rng, text: str) -> str:
    """Return the text with one letter lost, doubled or swapped with the next."""
    if len(text) < 3:
        return text
    at, how = int(rng.integers(1, len(text) - 1)), int(rng.integers(3))
    return [text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:], _swap(text, at)][how]


def by_sound(rng: Rng, text: str) -> str:
    """Return the text with one spelling that sounds the same (b/v, s/z, ll/y, silent h)."""
    lowered = text.lower()
    options = [(i, old, new) for old, new in SOUNDS for i in range(len(text)) if lowered.startswith(old, i)]
    if not options:
        return text
    at, old, new = options[int(rng.integers(len(options)))]
    changed = text[:at] + new + text[at + len(old) :]
    return changed[:1].upper() + changed[1:] if text[:1].isupper() else changed


def wrong_digit(rng: Rng, digits: str) -> str:
    """Return the number with one digit wrong."""
    if not digits:
        return digits
    at, shift = int(rng.integers(len(digits))), int(rng.integers(1, 10))
    return digits[:at] + str((int(digits[at]) + shift) % 10) + digits[at + 1 :]


def swapped_digits(rng: Rng, digits: str) -> str:
    """Return the number with two different neighbouring digits swapped."""
    places = [i for i in range(len(digits) - 1) if digits[i] != digits[i + 1]]
    return _swap(digits, places[int(rng.integers(len(places)))]) if places else digits


def swapped_day_and_month(day: date) -> date:
    """Return the date with day and month swapped, where that is a date."""
    return day.replace(day=day.month, month=day.day) if day.day <= 12 else day


def _swap(text: str, at: int) -> str:
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _name(change: Callable[[Rng, str], str]) -> Callable[[Rng, Writing], Writing]:
    """Return a slip that falls on one of the three names."""

    def slip(rng: Rng, writing: Writing) -> Writing:
        field = ("given_names", "first_surname", "second_surname")[int(rng.integers(3))]
        changed: str = change(rng, getattr(writing, field))
        return replace(writing, **{field: changed}) if changed else writing  # type: ignore[arg-type]

    return slip


def _nickname(_: Rng, w: Writing) -> Writing:
    first, *rest = w.given_names.split(" ")
    short = NICKNAMES.get(first, "")
    return replace(w, given_names=" ".join([short, *rest]), known_as=short) if short else w


def _accents(_: Rng, w: Writing) -> Writing:
    names = [without_accents(n) for n in (w.given_names, w.first_surname, w.second_surname)]
    return replace(w, given_names=names[0], first_surname=names[1], second_surname=names[2])


def _upper_case(_: Rng, w: Writing) -> Writing:
    names = [n.upper() for n in (w.given_names, w.first_surname, w.second_surname)]
    return replace(w, given_names=names[0], first_surname=names[1], second_surname=names[2])


def _swap_surnames(_: Rng, w: Writing) -> Writing:
    return replace(w, first_surname=w.second_surname, second_surname=w.first_surname) if w.second_surname else w


def _swap_given(_: Rng, w: Writing) -> Writing:
    return replace(w, given_names=" ".join(reversed(w.given_names.split(" "))))


def _near_date(rng: Rng, w: Writing) -> Writing:
    days = (1, -1, 10, -10, 365, -365)[int(rng.integers(6))]
    return replace(w, birth_date=w.birth_date + timedelta(days=days))


def _other_phone(rng: Rng, w: Writing) -> Writing:
    return replace(w, phone=f"7{int(rng.integers(10_000_000)):07d}")


# What may happen, and how often relative to the others: guesses.
SLIPS: dict[str, tuple[float, Callable[[Rng, Writing], Writing]]] = {
    "accents": (18, _accents),
    "sound": (16, _name(by_sound)),
    "keyboard": (9, _name(neighbour_key)),
    "typing": (9, _name(typing_slip)),
    "upper_case": (6, _upper_case),
    "nickname": (6, _nickname),
    "surnames_swapped": (5, _swap_surnames),
    "given_names_swapped": (4, _swap_given),
    "second_surname_missing": (12, lambda _, w: replace(w, second_surname="")),
    "second_given_name_missing": (12, lambda _, w: replace(w, given_names=w.given_names.split(" ")[0])),
    "day_and_month_swapped": (8, lambda _, w: replace(w, birth_date=swapped_day_and_month(w.birth_date))),
    "birth_date_near": (6, _near_date),
    "dni_missing": (25, lambda _, w: replace(w, dni="")),
    "dni_digit": (8, lambda r, w: replace(w, dni=wrong_digit(r, w.dni))),
    "dni_digits_swapped": (5, lambda r, w: replace(w, dni=swapped_digits(r, w.dni))),
    "phone_changed": (20, _other_phone),
}
