"""How common is each name and each place among the persons of a file? Counts replace the estimates that come with the engine."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ruta.people.linkage.encode import Encoder
from ruta.people.linkage.kernel.shapes import Rows
from ruta.people.linkage.model import Frequencies, default_frequencies
from ruta.people.linkage.record import MOST_TOKENS
from ruta.people.linkage.spelling import sound

_TRUSTED = 1_000
"""Persons that the estimates of the engine are worth beside the counts of a file."""
_CROWD = 12
"""A telephone of more persons than a household has belongs to an office: it tells nobody apart."""


def counted_frequencies(encoder: Encoder, rows: Rows) -> Frequencies:
    """Shares of the words by sound and of the places, blended with the estimates of the engine where the file is small."""
    words = encoder.known_words
    slots, estimates = encoder.scorer.weights.frequency["slots"], default_frequencies()
    tables = []
    for box, known in ((0, estimates.given), (1, estimates.surname)):
        start = box * MOST_TOKENS
        told = _words_counts(rows.words[:, start : start + MOST_TOKENS], len(words))
        persons = max(int((rows.counts[:, box] > 0).sum()), 1)
        tables.append(_blended(words, told, persons, known, slots))
    return Frequencies(tables[0], tables[1], _places(encoder, rows))


def _words_counts(numbers: NDArray[np.int32], size: int) -> NDArray[np.int64]:
    flat = numbers.ravel()
    return np.bincount(flat[flat >= 0], minlength=size)


def _blended(words: Sequence[str], told: NDArray[np.int64], persons: int, known: Mapping[str, float], slots: float) -> dict[str, float]:
    by_sound: dict[str, float] = {}
    for word, count in zip(words, told.tolist(), strict=True):
        if count:
            by_sound[sound(word)] = by_sound.get(sound(word), 0.0) + count
    trusted = min(_TRUSTED, persons)
    return {
        heard: (count / slots + trusted * known.get(heard, count / slots / persons)) / (persons + trusted)
        for heard, count in by_sound.items()
    }


def _places(encoder: Encoder, rows: Rows) -> dict[str, float]:
    texts = encoder.known_texts
    at = rows.place[rows.place >= 0]
    counts = np.bincount(at, minlength=len(texts)) if len(at) else np.zeros(len(texts), np.int64)
    return {text: count / len(at) for (domain, text), count in zip(texts, counts.tolist(), strict=True) if domain == "place" and count}


def count_extras(encoder: Encoder, rows: Rows) -> None:
    """Tell the encoder how common each value of the extra columns is."""
    texts = encoder.known_texts
    shares = []
    for extra in range(encoder.extras):
        at = rows.extras[:, extra]
        at = at[at >= 0]
        counts = np.bincount(at, minlength=len(texts))
        shares.append({texts[number][1]: counts[number] / len(at) for number in np.flatnonzero(counts)})
    encoder.extra_shares = tuple(shares)


def forget_crowds(rows: Rows) -> None:
    """Blank the telephones and DNI that too many persons bear: switchboards, and digits typed to get past a form."""
    known = rows.phones[:, 0] >= 0
    rows.phones[known & _is_crowd(rows.phones[:, 0])] = -1
    crowd = (rows.dni_length > 0) & _is_crowd(rows.dni)
    rows.dni[crowd], rows.dni_length[crowd] = 0, 0


def _is_crowd(numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
    _, inverse, counts = np.unique(numbers, return_inverse=True, return_counts=True)
    return counts[inverse] > _CROWD
