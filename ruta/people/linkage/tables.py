"""How does a model look to the compiled loop? As arrays, in the order of `levels.py`."""

from math import log2

import numpy as np

from ruta.people.linkage.kernel.shapes import Tables
from ruta.people.linkage.levels import FIELDS, LEVELS, WORD
from ruta.people.linkage.model import CROSSED, Weights
from ruta.people.linkage.score import LADDER_STEP


def tables_of(weights: Weights, extras: int = 0) -> Tables:
    """A model as arrays, in the order of `levels.py`."""
    deepest = max(len(ladder) for ladder in LEVELS.values())
    fields = np.zeros((len(FIELDS), deepest))
    for row, field in enumerate(FIELDS):
        for column, level in enumerate(LEVELS[field]):
            fields[row, column] = weights.levels[field].get(level, 0.0)
    named = ("given", "surname", *FIELDS, CROSSED)
    same, related = weights.chances
    return Tables(
        words=np.array([[weights.levels[group].get(level, 0.0) for level in WORD] for group in named[:2]]),
        agreeing=np.array([log2(weights.agreeing[group]) for group in named[:2]]),
        fields=fields,
        extras=np.array(
            [[weights.levels.get(f"extra{at}", {}).get(level, 0.0) for level in LEVELS["extra"]] for at in range(extras)]
        ).reshape(extras, 4),
        extra_agreeing=np.array([log2(weights.agreeing.get(f"extra{at}", 0.9)) for at in range(extras)]),
        place_agreeing=log2(weights.agreeing["municipality"]),
        dni_place_agreeing=log2(weights.agreeing["dni_place"]),
        explains=np.array([[relation.share(field) for field in named] for relation in weights.household]).reshape(-1, len(named)),
        chances=np.array(related),
        prior=float(np.log2(same)),
        step=LADDER_STEP,
    )
