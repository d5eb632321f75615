"""Which model would these data teach? m and u without labels, what is counted in the register, and how it came about, as one proposal."""

from dataclasses import replace

from ruta.people.linkage.batch import learning
from ruta.people.linkage.batch.linking import Job, Tell, prepare
from ruta.people.linkage.model import Weights, expert_weights


def propose(job: Job, tell: Tell, *, seed: int = 1, trust: float = learning.M_TRUST) -> Weights:
    """A model learned from a register and a file (or from one file against itself), starting from the guesses of the experts."""
    start = expert_weights()
    ready = prepare(replace(job, weights=start, as_counter=False), tell)
    tell("Aprendiendo", 0, 1)
    learned = learning.learn(ready, ready.encoder.scorer.weights, seed, trust)
    tell("Aprendiendo", 1, 1)
    settings = {
        "register_rows": len(ready.register_people),
        "file_rows": len(ready.file_people),
        "against_itself": job.is_self,
        "seed": seed,
        "trust": trust,
        "start": start.version,
        "random_pairs": learning.RANDOM_PAIRS,
        "pairs_per_family": learning.SESSION_PAIRS,
        "families": {name: list(fields) for name, fields in learning.SESSIONS.items()},
        "rounds": learning.ROUNDS,
        "misses": learning.MISSES,
        "fixed_by_hand": {"u": [*sorted(learning.FIXED_U), *learning.FIXED_LEVELS]},
    }
    source = "Aprendido sin etiquetas (esperanza y maximización) de los archivos dados"
    return replace(learned, source=source, settings=settings, registered_share=start.registered_share)


def without_counts(weights: Weights) -> Weights:
    """The model without what was counted in the register, for one who has another: names and relatives as estimated."""
    return replace(weights, rates={}, frequencies=None)
