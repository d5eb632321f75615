"""Which words is a name made of, once accents, case, particles and short forms are set aside?"""

import csv
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "data"
OF_PERSONS = 10_000
"""How many answers about words of single persons are remembered: those of a few thousand rows, not of a register, which would fill the memory and repeat nothing."""
PARTICLES = frozenset(["de", "del", "la", "las", "los", "el", "y", "e", "da", "do", "dos", "san", "viuda", "vda"])
_WORDS = re.compile(r"[a-z]+")


class Familiar(NamedTuple):
    """Short forms of names, as data: what each stands for."""

    whole: dict[str, str]
    """Abbreviations and joined particles: always replaced."""
    nicknames: dict[str, tuple[str, ...]]
    """Familiar forms and the given names they may stand for."""
    variants: dict[str, str]
    """Foreign spellings that no rule of sound can reach, and the one they are read like."""


@lru_cache(maxsize=1)
def familiar() -> Familiar:
    """The familiar forms, abbreviations and joined particles of `data/familiar.csv`."""
    known = Familiar({}, {}, {})
    with (DATA / "familiar.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            form, full = plain(row["form"]), row["full"]
            if row["kind"] == "nickname":
                known.nicknames[form] = tuple(full.split("|"))
            elif row["kind"] == "variant":
                known.variants[form] = full
            else:
                known.whole[form] = full
    return known


@lru_cache(maxsize=OF_PERSONS)
def plain(text: str) -> str:
    """Lower case without accents; ñ becomes n, so that keyboards without it find the same person."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=OF_PERSONS)
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name in the order written, without particles; a name of particles alone keeps them.

    >>> tokens("María de los Ángeles Núñez")
    ('maria', 'angeles', 'nunez')
    """
    words = bare_words(name)
    kept = [word for word in words if word not in PARTICLES] or words
    return tuple(map(whole_form, kept))


def bare_words(name: str) -> list[str]:
    """The words of a name as written, particles among them."""
    return _WORDS.findall(plain(name).replace("'", "").replace("’", ""))


def whole_form(word: str) -> str:
    """The name that an abbreviation or a joined particle always stands for, else the word itself."""
    return familiar().whole.get(word, word)


def full_forms(token: str) -> tuple[str, ...]:
    """The given names that a familiar form may stand for; none for any other word."""
    return familiar().nicknames.get(token, ())


def is_nickname_pair(left: str, right: str) -> bool:
    """Whether one word is a familiar form of the other, or both stand for one name."""
    known = familiar().nicknames
    if left not in known and right not in known:
        return False
    left_full, right_full = full_forms(left), full_forms(right)
    return right in left_full or left in right_full or bool(set(left_full) & set(right_full))
