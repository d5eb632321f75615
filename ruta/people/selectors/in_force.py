"""Which weights and which threshold are in force in the actor's institution? Asked each time, so that no process is behind another."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from ruta.people.linkage import Scorer, Weights, weights_from
from ruta.people.linkage.rank import default_scorer

STAGE_FROM = 50
"""From this score on a person decides, until a steward approves another; below, siblings and namesakes would drown the few that matter."""
FIRST = 1
CURRENT = """
SELECT id, approved_at, number, stage_from FROM people_linkagemodel
WHERE owner_institution_id = (SELECT ruta_me()) AND approved_at IS NOT NULL ORDER BY number DESC LIMIT 1
"""
WEIGHTS = "SELECT weights::text FROM people_linkagemodel WHERE id = %s"


@dataclass(frozen=True, slots=True)
class InForce:
    """The version that counter, import and nightly pass go by; version 1 is the engine's own."""

    scorer: Scorer
    number: int = FIRST
    stage_from: int = STAGE_FROM

    @property
    def sure_from(self) -> int:
        """From this score on it is almost surely the same person."""
        return self.scorer.weights.bands["sure"]


def in_force() -> InForce:
    """What the institution of the actor goes by. One query of one row; the weights of a version are read once by each process."""
    with connection.cursor() as cursor:
        cursor.execute(CURRENT)
        row = cursor.fetchone()
    return version_of(row) if row else InForce(default_scorer())


def version_of(row: Sequence[Any]) -> InForce:
    """A row of `CURRENT`, which another question may bring with its own; of blanks where there is none."""
    model_id, approved_at, number, stage_from = row
    return InForce(_scorer_of(model_id, approved_at), number, stage_from) if model_id is not None else InForce(default_scorer())


def scorer_for(raw: dict[str, Any]) -> Scorer:
    """The scorer of a version; one without weights of its own goes by the engine's."""
    return Scorer(whole(weights_from(raw), default_scorer().weights)) if raw else default_scorer()


def whole(kept: Weights, engine: Weights) -> Weights:
    """What a version does not say, the engine says: it may have been learned before the engine compared some field, and never counts names."""
    return replace(
        kept,
        levels={**engine.levels, **kept.levels},
        agreeing={**engine.agreeing, **kept.agreeing},
        m={**engine.m, **kept.m},
        u={**engine.u, **kept.u},
        rates=kept.rates or engine.rates,
        frequencies=kept.frequencies or engine.frequencies,
    )


@lru_cache(maxsize=64)
def _scorer_of(model_id: int, approved_at: datetime) -> Scorer:
    """An approved version never changes; the time tells it from one of the same number in a restored database."""
    del approved_at
    with connection.cursor() as cursor:
        cursor.execute(WEIGHTS, [model_id])
        raw = json.loads(cursor.fetchone()[0])
    return scorer_for(raw)
