"""Who of a file is in a register? Reading, meeting, scoring and deciding, in bounded memory."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ruta.people.linkage.batch.columns import encode_file
from ruta.people.linkage.batch.counting import count_extras, counted_frequencies, forget_crowds
from ruta.people.linkage.batch.deciding import KEPT_FROM, Decided, Kept, decide
from ruta.people.linkage.batch.household import with_counted_rates
from ruta.people.linkage.batch.keys import word_codes
from ruta.people.linkage.batch.learning import learn
from ruta.people.linkage.batch.meeting import Pairs, met_in_duckdb
from ruta.people.linkage.batch.reading import Extra, PeopleFile, read_people
from ruta.people.linkage.encode import Encoder, Scores
from ruta.people.linkage.kernel.shapes import Rows
from ruta.people.linkage.score import Scorer, Weights, default_weights

_SELF_SHARE = 0.05
_TELL = Callable[[str, int, int], None]
"""A step, how much is done and of how much."""


@dataclass(frozen=True)
class Job:
    """What is asked: two files (or one against itself), how, and with which model."""

    register: Path
    file: Path | None = None
    extras: tuple[Extra, ...] = ()
    engine: str = "duckdb"
    memory: str = "1GB"
    weights: Weights | None = None
    learn: bool = False

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


def link(job: Job, tell: _TELL) -> Linked:
    """Find the persons of a file in a register."""
    ready = prepare(job, tell)
    if job.learn:
        tell("Aprendiendo", 0, 1)
        learned = replace(learn(ready, ready.encoder.scorer.weights), source="Aprendido de los archivos, sin etiquetas")
        ready.encoder.reweigh(Scorer(learned, ready.encoder.scorer.frequencies))
        tell("Aprendiendo", 1, 1)
    weights = ready.encoder.scorer.weights
    compared, kept = (_by_spark if job.engine == "spark" else _by_duckdb)(job, ready, tell)
    decided = decide(kept, len(ready.file_people), weights.registered_share, is_self=job.is_self)
    return Linked(ready, decided, compared, weights)


def _by_duckdb(job: Job, ready: Prepared, tell: _TELL) -> tuple[int, Kept]:
    found: list[Kept] = []
    compared, size = 0, len(ready.file_people)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for pairs, done in _met(job, ready):
            scores = score_in_threads(ready, pairs, threads)
            compared += len(pairs.file_rows)
            found.append(_worth_keeping(pairs, scores))
            tell("Comparando", done, size)
    return compared, Kept(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _by_spark(job: Job, ready: Prepared, tell: _TELL) -> tuple[int, Kept]:
    from ruta.people.linkage.batch.spark import scored_in_spark

    tell("Comparando", 0, len(ready.file_people))
    scored = scored_in_spark(ready, is_self=job.is_self)
    columns = [scored[name].to_numpy() for name in ("file_row", "register_row", "weight", "pattern")]
    tell("Comparando", len(ready.file_people), len(ready.file_people))
    return scored.num_rows, _worth_keeping(Pairs(columns[0], columns[1]), Scores(columns[2], columns[3]))


def prepare(job: Job, tell: _TELL) -> Prepared:
    """Read and encode both files, and count their names."""
    tell("Leyendo", 0, 2)
    register_people = read_people(job.register, job.extras)
    tell("Leyendo", 1, 2)
    file_people = register_people if job.file is None else read_people(job.file, job.extras)
    exact = frozenset(at for at, extra in enumerate(job.extras) if extra.is_exact)
    encoder = Encoder(Scorer(_sized(job, len(register_people))), len(job.extras), exact)
    register = encode_file(encoder, register_people)
    file = register if job.is_self else encode_file(encoder, file_people)
    for rows in (register,) if job.is_self else (register, file):
        forget_crowds(rows)
    count_extras(encoder, register)
    scorer, codes = encoder.scorer, word_codes(encoder)
    counted = scorer.weights if job.is_self else with_counted_rates(scorer.weights, register, codes)
    encoder.reweigh(Scorer(counted, counted_frequencies(encoder, register, scorer)))
    tell("Leyendo", 2, 2)
    return Prepared(encoder, register_people, file_people, register, file, codes)


def _sized(job: Job, size: int) -> Weights:
    """The model with the prior of this register."""
    weights = job.weights or default_weights()
    share = _SELF_SHARE if job.is_self else weights.registered_share
    return replace(weights, register_size=max(size, 2), registered_share=share)


def _met(job: Job, ready: Prepared) -> Iterator[tuple[Pairs, int]]:
    done = 0
    for pairs in met_in_duckdb(ready.register, ready.file, ready.codes, is_self=job.is_self, memory=job.memory):
        done = max(done, int(pairs.file_rows.max(initial=done)))
        yield pairs, min(done + 1, len(ready.file_people))


def score_in_threads(ready: Prepared, pairs: Pairs, threads: ThreadPoolExecutor) -> Scores:
    """Score pairs on all processors; the loop holds no lock."""
    parts = np.array_split(np.arange(len(pairs.file_rows)), os.cpu_count() or 1)
    order = np.argsort(pairs.file_rows, kind="stable")
    jobs = [
        threads.submit(ready.encoder.score, ready.file, ready.register, pairs.file_rows[order[at]], pairs.register_rows[order[at]])
        for at in parts
    ]
    scores = [job.result() for job in jobs]
    weights, patterns = np.empty(len(order)), np.empty(len(order), np.int64)
    weights[order] = np.concatenate([each.weights for each in scores])
    patterns[order] = np.concatenate([each.patterns for each in scores])
    return Scores(weights, patterns)


def _worth_keeping(pairs: Pairs, scores: Scores) -> Kept:
    at = np.flatnonzero(scores.weights >= KEPT_FROM)
    return Kept(pairs.file_rows[at], pairs.register_rows[at], scores.weights[at], scores.patterns[at])


def extras_of(texts: Sequence[str]) -> tuple[Extra, ...]:
    """Extra columns as an operator writes them: `column` compares as a text, `column:exact` only as equal."""
    made = []
    for text in texts:
        column, _, how = text.partition(":")
        made.append(Extra(column, is_exact=how == "exact"))
    return tuple(made)
