"""Where do the given names end in a name that is written whole?"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from ruta.people.linkage.kernel.spreading import Cutting
from ruta.people.linkage.model import default_frequencies
from ruta.people.linkage.normal import tokens
from ruta.people.linkage.spelling import sound

_UNKNOWN = 2e-5
_SAMPLE = 2_000
_USUAL = {2: (1,), 3: (1, 2), 4: (2,), 5: (2, 3), 6: (3, 2)}
"""How many words of a name of that length usually are given names."""
_UNUSUAL = -3.0
_MOST_WORDS = 8
"""From so many words on, names are cut alike."""


class NameSplitter(NamedTuple):
    """Cuts whole names; a file writes either given names or surnames first."""

    surnames_first: bool = False

    @classmethod
    def of(cls, column: pa.ChunkedArray) -> "NameSplitter":
        """The order in which a file writes, by what its first names look like."""
        names = [name for name in column[:_SAMPLE].to_pylist() if name]
        usual = sum(_best(tokens(name))[0] for name in names)
        turned = sum(_best(tokens(name)[::-1])[0] for name in names)
        return cls(surnames_first=turned > usual)

    def cutting(self, words: Sequence[str]) -> Cutting:
        """The same knowledge as arrays, for the words of an encoder."""
        given, family = _tables()
        told = [[log(table.get(sound(word), _UNKNOWN)) for word in words] for table in (given, family)]
        unusual = np.full((_MOST_WORDS + 1, _MOST_WORDS + 1), _UNUSUAL)
        for count in range(_MOST_WORDS + 1):
            unusual[count, list(_USUAL.get(count, (2, 3)))] = 0.0
        return Cutting(np.array(told[0]), np.array(told[1]), unusual, self.surnames_first)

    def split(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The words of the given names and those of the surnames."""
        if "," in name:
            family, _, given = name.partition(",")
            return tokens(given), tokens(family)
        words = tokens(name)
        if self.surnames_first:
            turned = words[::-1]
            cut = _best(turned)[1]
            return turned[:cut][::-1], turned[cut:][::-1]
        cut = _best(words)[1]
        return words[:cut], words[cut:]


def _best(words: tuple[str, ...]) -> tuple[float, int]:
    """The likelihood of the best cut, given names first, and how many words stand before it."""
    if len(words) < 2:
        return 0.0, len(words)
    return max((_likelihood(words, cut), -cut) for cut in range(1, len(words)))[0], _cut(words)


def _cut(words: tuple[str, ...]) -> int:
    return max(range(1, len(words)), key=lambda cut: (_likelihood(words, cut), -cut))


def _likelihood(words: tuple[str, ...], cut: int) -> float:
    is_usual = cut in _USUAL.get(len(words), (2, 3))
    given, family = _tables()
    told = sum(log(given.get(sound(word), _UNKNOWN)) for word in words[:cut])
    told += sum(log(family.get(sound(word), _UNKNOWN)) for word in words[cut:])
    return told + (0.0 if is_usual else _UNUSUAL)


@lru_cache(maxsize=1)
def _tables() -> tuple[Mapping[str, float], Mapping[str, float]]:
    known = default_frequencies()
    return known.given, known.surname
