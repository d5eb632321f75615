"""How are weights learned from the register of one institution, without labels? Read in pieces, never all at once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from ruta.base.context import Actor, acting_as
from ruta.people.duplicates.changed import everybody_after
from ruta.people.imports.matching import records_of
from ruta.people.linkage import Record, Scorer, Weights
from ruta.people.models import Person

CHUNK = 5_000
FEWEST = 1_000
"""Fewer persons teach nothing: the proposal would be the version in force again."""
SEED = 1
KEPT = ("dni", "document")
"""Within one institution nobody shares a document: a register without such pairs must not teach that they mean nothing."""
SOURCE = "Aprendido sin respuestas dadas (EM) del registro de la institución"
Tell = Callable[[int, int], None]


class ApartFromItself:
    """The encoder of a register that is compared with itself: nobody is paired with their own row, which would pass for a stranger who is alike."""

    def __init__(self, encoder: Any) -> None:
        """`encoder` numbered the rows."""
        self.encoder, self.extras = encoder, encoder.extras

    def score(self, left: Any, right: Any, ones: NDArray[np.int64], others: NDArray[np.int64]) -> Any:
        """As the encoder scores, without the pairs of a row and itself."""
        apart = ones != others
        return self.encoder.score(left, right, ones[apart], others[apart])


class Lesson(NamedTuple):
    """A register as rows of numbers, compared with itself."""

    encoder: Any
    register: Any
    file: Any
    codes: NDArray[np.int64]


def learned_weights(actor: Actor, scorer: Scorer, tell: Tell) -> tuple[Weights, int]:
    """The weights that the register of the actor's institution teaches, and of how many persons."""
    from ruta.people.linkage.batch.learning import learn

    lesson = _lesson(actor, scorer, tell)
    learned = learn(lesson, scorer.weights, SEED)  # type: ignore[arg-type]
    return replace(with_kept(learned, scorer.weights), source=SOURCE), len(lesson.register.dni)


def with_kept(learned: Weights, before: Weights) -> Weights:
    """The learned weights, but for the fields that this register cannot teach."""
    return replace(
        learned,
        levels=dict(learned.levels) | {field: before.levels[field] for field in KEPT},
        agreeing=dict(learned.agreeing) | {field: before.agreeing[field] for field in KEPT},
        m=dict(learned.m) | {field: before.m[field] for field in KEPT},
        u=dict(learned.u) | {field: before.u[field] for field in KEPT},
    )


def register_size(actor: Actor) -> int:
    """How many persons there are to learn from."""
    with acting_as(actor), transaction.atomic():
        return Person.objects.filter(owner_institution=actor.institution_id, merged_into=None).count()


def _lesson(actor: Actor, scorer: Scorer, tell: Tell) -> Lesson:
    from ruta.people.linkage.batch.counting import forget_crowds
    from ruta.people.linkage.batch.keys import word_codes
    from ruta.people.linkage.encode import Encoder
    from ruta.people.linkage.kernel.shapes import Rows

    encoder, whole, parts, done = Encoder(scorer), register_size(actor), [], 0
    for records in _pieces(actor):
        parts.append(encoder.encode(records))
        done += len(records)
        tell(done, max(whole, done))
    rows = Rows(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    forget_crowds(rows)
    return Lesson(ApartFromItself(encoder), rows, rows, word_codes(encoder))


def _pieces(actor: Actor) -> Iterator[list[Record]]:
    """The register in pieces, each in a transaction of its own: nothing is held open for minutes."""
    last = 0
    while True:
        with acting_as(actor), transaction.atomic():
            ids = everybody_after(actor.institution_id or 0, last, CHUNK)
            records = records_of(ids)
        if not ids:
            return
        yield records
        last = ids[-1]
