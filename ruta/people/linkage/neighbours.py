"""Which number is a key, so that those which one search asks for lie together? All that it asks of a day, or of two words, is in a group.

A number of 64 bits: forty of its group, twenty-four of its place in it. A key without a group fills all 64.
"""

from datetime import date
from functools import lru_cache
from hashlib import blake2b

_PLACE_BITS, _TEXT_BITS = 24, 22
OF_WORDS = 40_000
"""How many pairs of words are remembered: those that many persons share."""
YEARS, PLACES, NOTHING, THIRDS = (kind << _TEXT_BITS for kind in range(4))
"""What stands beside two words of a name: a year, a municipality, nothing, a third word."""
_LEAST = -(1 << 63)


def key_of(material: str) -> int:
    """A stable signed 64-bit number for the text of a key that has no neighbours."""
    return _number(material, 8) + _LEAST


def group_of(text: str) -> int:
    """Where the keys of a group begin: one page of the index holds all that a search asks of them, unless very many share it."""
    return (_number(text, 5) << _PLACE_BITS) + _LEAST


@lru_cache(maxsize=200_000)
def day_group(day: date) -> int:
    """The group of a day of birth, a place for each word."""
    return group_of(f"b|{day.isoformat()}")


@lru_cache(maxsize=OF_WORDS)
def pair_group(pair: str) -> int:
    """The group of two words of a name: years as they follow, so that the year before and the year after are beside it."""
    return group_of(f"n|{pair}")


@lru_cache(maxsize=200_000)
def place_within(text: str) -> int:
    """Where a word or a municipality stands in its group."""
    return _number(text, 4) % (1 << _TEXT_BITS)


def triple_key(triple: str) -> int:
    """Three words stand with the first two of them."""
    pair, _, third = triple.rpartition("|")
    return pair_group(pair) + THIRDS + place_within(third)


def _number(text: str, size: int) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=size).digest(), "big")
