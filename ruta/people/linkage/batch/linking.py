"""Who of a file is in a register? Reading, meeting, scoring and deciding, in bounded memory."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ruta.people.linkage.batch.columns import encode_file
from ruta.people.linkage.batch.counting import count_extras, counted_frequencies, forget_crowds
from ruta.people.linkage.batch.deciding import KEPT_FROM, Decided, Kept, Sides, decide, joined, nothing_kept, unsure_rows
from ruta.people.linkage.batch.errors import Unusable
from ruta.people.linkage.batch.household import counted_rates
from ruta.people.linkage.batch.keys import word_codes
from ruta.people.linkage.batch.learning import learn
from ruta.people.linkage.batch.meeting import Meetings, Pairs
from ruta.people.linkage.batch.reading import Extra, PeopleFile, read_people
from ruta.people.linkage.encode import Encoder
from ruta.people.linkage.fitting import Particulars, fitted
from ruta.people.linkage.kernel.shapes import Rows
from ruta.people.linkage.levels import MOST_EXTRAS
from ruta.people.linkage.model import Weights
from ruta.people.linkage.score import Scorer

_SELF_SHARE = 0.05
Tell = Callable[[str, int, int], None]
"""A step, how much is done and of how much."""


@dataclass(frozen=True)
class Job:
    """What is asked: two files (or one against itself), how, and with which model."""

    register: Path
    file: Path | None = None
    extras: tuple[Extra, ...] = ()
    engine: str = "duckdb"
    weights: Weights | None = None
    learn: bool = False
    as_counter: bool = False
    """Take the model as the counter does: nothing is counted in the register, nothing estimated from the rows of the file."""

    @property
    def is_self(self) -> bool:
        """Whether a file is compared with itself."""
        return self.file is None


class Prepared(NamedTuple):
    """Both files as rows of one encoder."""

    encoder: Encoder
    register_people: PeopleFile
    file_people: PeopleFile
    register: Rows
    file: Rows
    codes: NDArray[np.int64]


class Linked(NamedTuple):
    """What was found."""

    prepared: Prepared
    decided: Decided
    compared: int
    weights: Weights


def link(job: Job, tell: Tell) -> Linked:
    """Find the persons of a file in a register."""
    ready = prepare(job, tell)
    if job.learn:
        tell("Aprendiendo", 0, 1)
        learned = replace(learn(ready, ready.encoder.scorer.weights), source="Aprendido de los archivos, sin etiquetas")
        ready.encoder.reweigh(Scorer(learned))
        tell("Aprendiendo", 1, 1)
    weights = ready.encoder.scorer.weights
    compared, kept = (_by_spark if job.engine == "spark" else _by_threads)(job, ready, tell)
    sides = Sides(len(ready.file_people), len(ready.register_people), job.is_self)
    decided = decide(kept, sides, weights.registered_share, is_estimated=not job.as_counter)
    return Linked(ready, decided, compared, weights)


def _by_threads(job: Job, ready: Prepared, tell: Tell) -> tuple[int, Kept]:
    """Every processor compares some rows of the file at a time; the loops hold no lock."""
    meetings = Meetings.of(ready.register, ready.file, ready.codes, is_self=job.is_self)
    found: list[Kept] = [nothing_kept()]
    compared = 0
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for rows, count, kept in threads.map(partial(_compared, ready, meetings), meetings.parts()):
            compared += count
            found.append(kept)
            tell("Comparando", int(rows[-1]) + 1, len(ready.file_people))
    return compared, joined(found)


def _compared(ready: Prepared, meetings: Meetings, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], int, Kept]:
    """How many pairs these rows had, and those worth keeping; who is sure of one does not look further in a small register."""
    pairs = meetings.pairs(rows)
    kept = _worth_keeping(ready, pairs)
    more = meetings.more_pairs(unsure_rows(kept, rows, is_self=meetings.is_self))
    return rows, len(pairs.file_rows) + len(more.file_rows), joined([kept, _worth_keeping(ready, more)])


def _worth_keeping(ready: Prepared, pairs: Pairs) -> Kept:
    scores = ready.encoder.score(ready.file, ready.register, *pairs)
    at = np.flatnonzero(scores.weights >= KEPT_FROM)
    return Kept(pairs.file_rows[at], pairs.register_rows[at], scores.weights[at], scores.patterns[at])


def _by_spark(job: Job, ready: Prepared, tell: Tell) -> tuple[int, Kept]:
    from ruta.people.linkage.batch.spark import kept_by_spark

    tell("Comparando", 0, len(ready.file_people))
    found = kept_by_spark(ready, is_self=job.is_self)
    tell("Comparando", len(ready.file_people), len(ready.file_people))
    return found


def prepare(job: Job, tell: Tell) -> Prepared:
    """Read and encode both files, and count their names."""
    tell("Leyendo", 0, 2)
    with ThreadPoolExecutor(2) as threads:
        read = list(threads.map(partial(read_people, extras=job.extras), [path for path in (job.register, job.file) if path]))
    register_people, file_people = read[0], read[-1]
    tell("Leyendo", 1, 2)
    exact = frozenset(at for at, extra in enumerate(job.extras) if extra.is_exact)
    encoder = Encoder(Scorer(job.weights), len(job.extras), exact)
    register = encode_file(encoder, register_people)
    file = register if job.is_self else encode_file(encoder, file_people)
    for rows in (register,) if job.is_self else (register, file):
        forget_crowds(rows)
    count_extras(encoder, register)
    codes = word_codes(encoder)
    weights = encoder.scorer.weights if job.as_counter else _fitted(job, encoder, register, codes)
    encoder.reweigh(Scorer(weights))
    tell("Leyendo", 2, 2)
    return Prepared(encoder, register_people, file_people, register, file, codes)


def _fitted(job: Job, encoder: Encoder, register: Rows, codes: NDArray[np.int64]) -> Weights:
    """The model for this register."""
    weights = encoder.scorer.weights
    share = _SELF_SHARE if job.is_self else weights.registered_share
    rates = weights.rates if job.is_self else counted_rates(weights, register, codes)
    return fitted(weights, Particulars(len(register.dni), share, rates, counted_frequencies(encoder, register)))


def extras_of(texts: Sequence[str]) -> tuple[Extra, ...]:
    """Extra columns as an operator writes them: `column` compares as a text, `column:exact` only as equal."""
    if len(texts) > MOST_EXTRAS:
        raise Unusable(f"Se pidieron {len(texts)} columnas con --extra; caben {MOST_EXTRAS}. Quite las que menos distinguen.")
    made = []
    for text in texts:
        column, _, how = text.partition(":")
        made.append(Extra(column, is_exact=how == "exact"))
    return tuple(made)
