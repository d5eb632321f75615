"""Which occupation does somebody mean who is still typing? The likeness of whole stems and of pieces of words, the last word left open.

Every name of a thing stands for itself; a thing is as like what was typed as its likest name. Made once, asked on each key.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from ruta.taxonomy.titles.words import sounded, stems, words

SHORTEST, LONGEST = 2, 80  # letters typed: fewer say nothing, more are not a job's name
PIECES = range(3, 6)
LIKE_ENOUGH = 0.2
BESIDE_THE_BEST = 0.4  # what is less alike than this share of the likest only distracts
LOCAL = 1.1  # what people here say goes before what a classification says, when both are as alike
LOOKED_AT = 400  # names among which the best things are sought


class Name(NamedTuple):
    """One way to say a thing, and whether it is what people here say."""

    code: str
    text: str
    is_local: bool = False


class Meant(NamedTuple):
    """A thing that may be meant, how alike, and the name by which it was found."""

    code: str
    likeness: float
    said: str


class Typed:
    """Names of things, ready for what somebody types."""

    def __init__(self, names: Sequence[Name]) -> None:
        """Read the names; of a pair such as `cocinero/cocinera` each half counts alone."""
        from sklearn.feature_extraction.text import TfidfVectorizer  # a second and a half, that not every process should wait

        self._names = [Name(name.code, half, name.is_local) for name in names for half in halves(name.text) if words(half)]
        self._weights = np.array([LOCAL if name.is_local else 1.0 for name in self._names])
        self._stems = TfidfVectorizer(analyzer=_stems, sublinear_tf=True)
        self._pieces = TfidfVectorizer(analyzer=_closed, sublinear_tf=True)
        texts = [name.text for name in self._names]
        self._by_stem: Any = self._stems.fit_transform(texts).T.tocsr() if texts else None
        self._by_piece: Any = self._pieces.fit_transform(texts).T.tocsr() if texts else None
        self._open = TfidfVectorizer(analyzer=_open, sublinear_tf=True, vocabulary=self._pieces.vocabulary_) if texts else None
        if self._open:
            self._open.idf_ = self._pieces.idf_

    def __len__(self) -> int:
        """How many names there are."""
        return len(self._names)

    def __iter__(self) -> Iterator[Name]:
        """The names, each half of a pair alone."""
        return iter(self._names)

    def mean(self, text: str, most: int) -> list[Meant]:
        """The things that may be meant, the likest first, each once."""
        asked = text.strip()[:LONGEST]
        if len(asked) < SHORTEST or not self._names or not words(asked):
            return []
        likeness = self._likeness(asked)
        near = np.flatnonzero(likeness >= max(LIKE_ENOUGH, BESIDE_THE_BEST * likeness.max()))  # few of many: only they are put in order
        found: dict[str, Meant] = {}
        for place in near[np.argsort(-likeness[near], kind="stable")][:LOOKED_AT].tolist():
            name = self._names[place]
            found.setdefault(name.code, Meant(name.code, float(likeness[place]), name.text))
            if len(found) == most:
                break
        return list(found.values())

    def _likeness(self, asked: str) -> Any:
        """Pieces find a word half typed or badly typed; whole stems, where there are any, confirm it."""
        assert self._open is not None  # noqa: S101 - there are names
        pieces = self._flat(self._open.transform([asked]) @ self._by_piece)
        stem = self._flat(self._stems.transform([asked]) @ self._by_stem)
        return np.maximum(pieces, (pieces + stem) / 2) * self._weights

    def _flat(self, row: Any) -> Any:
        whole = np.zeros(len(self._names))
        whole[row.indices] = row.data
        return whole


def halves(text: str) -> tuple[str, ...]:
    """The names in a pair of genders, or the name alone.

    >>> halves("cocinero/cocinera")
    ('cocinero', 'cocinera')
    """
    return tuple(half.strip() for half in text.split("/") if half.strip())


def _stems(text: str) -> list[str]:
    return list(stems(text))


def _closed(text: str) -> list[str]:
    return list(_cut(f" {sounded(word)} " for word in words(text)))


def _open(text: str) -> list[str]:
    """The last word may go on, unless a space was typed after it."""
    said = words(text)
    last = said[-1:] if text[-1:].isalnum() else ()
    return list(_cut([*(f" {sounded(word)} " for word in said[: len(said) - len(last)]), *(f" {sounded(word)}" for word in last)]))


def _cut(padded: Any) -> Iterator[str]:
    for word in padded:
        for size in PIECES:
            yield from (word[at : at + size] for at in range(len(word) - size + 1))
