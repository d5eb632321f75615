"""Are weights that an institution learns from its own register at least as good there? By the answer key of the demonstration.

`python -m bench.bench_proposals [--institutions SETRASS-DGE SENAF …] [--key var/demo/answer_key.csv]`, after `ruta demo --persons 100000`:
every pair of the register whose keys meet, weighed by the weights of the engine and by those learned from the register.
"""

import argparse
import csv
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

INSTITUTIONS = ("SETRASS-DGE", "SENAF", "SRECI")
CHUNK = 4_000


class Quality(NamedTuple):
    """What the scores of all pairs are worth."""

    f1: float
    precision: float
    recall: float
    asked: int
    log_loss: float

    def __str__(self) -> str:
        at_half = f"from 50 on: precision {self.precision:.4f}, recall {self.recall:.4f} ({self.asked:,} pairs asked)"
        return f"best F1 {self.f1:.4f}; {at_half}; log loss of a pair {self.log_loss:.5f}"


def main() -> None:
    """Learn and judge in each institution."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--institutions", nargs="+", default=INSTITUTIONS)
    parser.add_argument("--key", type=Path)
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruta.config.settings")
    from ruta.config import installation
    from ruta.config.database import prepare

    prepare()
    import django

    django.setup()
    truth = _truth(chosen.key or installation.VAR / "demo" / "answer_key.csv")
    for code in chosen.institutions:
        for name, quality in judged(code, truth):
            print(f"{code}, {name}: {quality}", flush=True)


def judged(code: str, truth: set[tuple[int, int]]) -> Iterator[tuple[str, Quality]]:
    """Each version with its quality."""
    from ruta.base.context import system
    from ruta.directory.models import Institution
    from ruta.people.duplicates.learning import learned_weights
    from ruta.people.linkage import Scorer
    from ruta.people.linkage.rank import default_scorer

    actor = system(Institution.objects.get(code=code).pk, "bench")
    pairs = _Pairs(actor)
    known = np.array([tuple(sorted(pair)) in truth for pair in pairs.ids])
    register = set(pairs.people)
    sought = sum(one in register and other in register for one, other in truth)
    learned, _persons = learned_weights(actor, default_scorer(), lambda *_told: None)
    versions = {"of the engine": default_scorer(), "learned": Scorer(learned)}
    for name, scorer in versions.items():
        yield f"{name} ({len(register):,} persons, {sought} repeated)", _quality(pairs.weights(scorer), known, sought)


class _Pairs:
    """Every pair of a register whose keys meet, and the records of both."""

    def __init__(self, actor: Any) -> None:
        from django.db import transaction

        from ruta.base.context import acting_as
        from ruta.people.duplicates.changed import everybody_after
        from ruta.people.duplicates.comparing import meet

        self.records: dict[int, Any] = {}
        found: set[tuple[int, int]] = set()
        self.people: list[int] = []
        while True:
            with acting_as(actor), transaction.atomic():
                ids = everybody_after(actor.institution_id, self.people[-1] if self.people else 0, CHUNK)
                met = meet(ids) if ids else None
            if met is None:
                break
            self.people += ids
            found.update(met.pairs)
            self.records.update(met.records)
        self.ids = sorted(found)

    def weights(self, scorer: Any) -> NDArray[np.float64]:
        """The odds of each pair, in bits."""
        from ruta.people.linkage.encode import Encoder

        encoder, order = Encoder(scorer), {person: at for at, person in enumerate(self.records)}
        rows = encoder.encode(list(self.records.values()))
        ones, others = (np.array([order[pair[side]] for pair in self.ids], np.int64) for side in (0, 1))
        weights: NDArray[np.float64] = encoder.score(rows, rows, ones, others).weights
        return weights


def _quality(weights: NDArray[np.float64], known: NDArray[np.bool_], sought: int) -> Quality:
    chances = 1.0 / (1.0 + np.exp2(-np.clip(weights, -40.0, 40.0)))
    order = np.argsort(-weights, kind="stable")
    met = np.cumsum(known[order])
    asked = chances >= 0.5
    right, shown = int((asked & known).sum()), int(asked.sum())
    best = float((2 * met / (np.arange(1, len(order) + 1) + sought)).max())
    loss = -np.log(np.where(known, chances, 1.0 - chances).clip(1e-12)).mean()
    return Quality(best, right / max(shown, 1), right / max(sought, 1), shown, float(loss))


def _truth(path: Path) -> set[tuple[int, int]]:
    """Pairs of ids that are one person."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows: list[Mapping[str, str]] = list(csv.DictReader(lines))
    both = [(int(row["original_person_id"]), int(row["duplicate_person_id"])) for row in rows]
    return {(min(pair), max(pair)) for pair in both}


if __name__ == "__main__":
    main()
