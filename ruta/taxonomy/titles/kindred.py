"""Which labels name the same thing, and what does that tell about a title that is like one of them?

A thing (an occupation of ESCO) is as like a title as the mean of two: its likest label, and all its names and its description read as one
text. Each label takes over the likeness of its thing; its own likeness orders it among its sisters. The two are summed as ranked lists are
(CombSUM, Fox and Shaw 1994): a label of no known thing is not in the second list and has half of its own likeness. An encoder of the user's own, if there is one, counts half of what a label says.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ruta.base.spelling import folded
from ruta.taxonomy.titles.encoders import Embedded, Encode
from ruta.taxonomy.titles.likeness import AT_ONCE, Found, Labels, best

AMONG_SISTERS = 1e-3  # orders the labels of one thing, never two things


class Thing(NamedTuple):
    """What is known of one thing: its names and what it is about."""

    names: Sequence[str]
    about: str = ""


class Kindred:
    """A list of labels, some of which name the same thing; ready to be compared with titles."""

    def __init__(self, labels: Sequence[str], things: Sequence[Thing] = (), encode: Encode | None = None) -> None:
        """Find out which labels are names of which thing: those written alike, accents and capitals aside."""
        self._own = Labels(labels)
        self._encoded = Embedded(labels, encode) if encode else None
        self._pairs = _pairs(labels, things)
        self._texts = Labels([". ".join([*thing.names, thing.about]) for thing in things]) if len(self._pairs) else None

    def rank(self, titles: Sequence[str], most: int) -> Iterator[Found]:
        """For each title, in order, the labels most like it, at the most so many."""
        for begin in range(0, len(titles), AT_ONCE):
            for row in self._alike(titles[begin : begin + AT_ONCE]):
                places = np.flatnonzero(row > 0)
                yield best(places, row[places], most)

    def _alike(self, titles: Sequence[str]) -> NDArray[np.float64]:
        own = self._own.alike(titles).toarray()
        if self._encoded:
            own = (own + self._encoded.alike(titles)) / 2
        return self._with_sisters(own, titles) if self._texts else own

    def _with_sisters(self, own: NDArray[np.float64], titles: Sequence[str]) -> NDArray[np.float64]:
        assert self._texts is not None  # noqa: S101 - asked for only then
        things, labels = self._pairs[:, 0], self._pairs[:, 1]
        starts = np.flatnonzero(np.diff(things, prepend=-1))
        likest = np.maximum.reduceat(own[:, labels], starts, axis=1)
        of_thing = (likest + self._texts.alike(titles).toarray()[:, things[starts]]) / 2
        order = np.argsort(labels, kind="stable")
        first = np.flatnonzero(np.diff(labels[order], prepend=-1))
        which = np.cumsum(np.diff(things, prepend=-1) != 0) - 1
        alike = own / 2
        alike[:, labels[order][first]] = np.maximum.reduceat(of_thing[:, which[order]], first, axis=1)
        whole: NDArray[np.float64] = (alike + AMONG_SISTERS * own) / (1 + AMONG_SISTERS)
        return whole


def _pairs(labels: Sequence[str], things: Sequence[Thing]) -> Any:
    """Rows of (thing, label), in the order of the things."""
    written: dict[str, list[int]] = {}
    for place, label in enumerate(labels):
        written.setdefault(folded(label), []).append(place)
    found = {(number, place) for number, thing in enumerate(things) for name in thing.names for place in written.get(folded(name), ())}
    return np.array(sorted(found), dtype=np.int64).reshape(-1, 2)
