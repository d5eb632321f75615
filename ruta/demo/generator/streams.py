"""How is chance drawn so that the same seed always gives the same population?"""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Index = NDArray[np.int64]
Flag = NDArray[np.bool_]
Real = NDArray[np.float64]
Text = NDArray[np.object_]


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the random stream of one stage; a new stage never shifts the draws of another."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, zlib.crc32(name.encode())])))


def pick(rng: np.random.Generator, weights: ArrayLike, size: int) -> Index:
    """Draw `size` indices in proportion to `weights`."""
    cumulative = np.cumsum(np.asarray(weights, dtype=np.float64))
    drawn = np.searchsorted(cumulative, rng.random(size) * cumulative[-1], side="right")
    return np.minimum(drawn, len(cumulative) - 1).astype(np.int64)


def pick_by(rng: np.random.Generator, group: Index, weights: Real) -> Index:
    """Draw one index for each row by the weights of its group (`weights`: groups × choices); -1 where all are zero."""
    choices = weights.shape[1]
    totals = weights.sum(axis=1)
    steps = np.cumsum(weights / np.where(totals > 0, totals, 1)[:, None], axis=1)
    steps[:, -1] = 1.0
    ladder = (steps + np.arange(len(steps))[:, None]).ravel()
    found = np.searchsorted(ladder, group + rng.random(len(group)), side="right") - group * choices
    return np.where(totals[group] > 0, np.clip(found, 0, choices - 1), -1).astype(np.int64)


def texts(values: Sequence[str]) -> Text:
    """Return an object array of strings (indexing it shares the strings instead of copying them)."""
    array = np.empty(len(values), dtype=object)
    array[:] = list(values)
    return array


def chance(rng: np.random.Generator, probability: ArrayLike, size: int) -> Flag:
    """Return a flag for each row, true with the given probability."""
    return rng.random(size) < np.asarray(probability, dtype=np.float64)


def one_of(values: Text, *codes: str) -> Flag:
    """Return whether each text is one of the codes (without the copy that `isin` makes of texts)."""
    found = np.zeros(len(values), dtype=bool)
    for code in codes:
        found |= values == code
    return found


def coded(values: Text) -> tuple[list[str], Index]:
    """Return the different texts, sorted, and the position of each value among them."""
    known = sorted(set(values.tolist()))
    place = {text: position for position, text in enumerate(known)}
    return known, np.fromiter((place[text] for text in values.tolist()), dtype=np.int64, count=len(values))


def label(size: int, default: str, *cases: tuple[Flag, str]) -> Text:
    """Return for each row the text of the first case that holds; equal texts are one object in memory."""
    column = np.full(size, default, dtype=object)
    for holds, text in reversed(cases):
        column[holds] = text
    return column
