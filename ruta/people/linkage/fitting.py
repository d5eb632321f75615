"""What of a model belongs to one register? Counter, nightly pass, import and batch all fit a model here, so that a pair has one probability."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from ruta.people.linkage.model import Frequencies, Weights


class Particulars(NamedTuple):
    """What was counted in a register: its persons, how often somebody sought is in it, its relatives, its names and places."""

    size: int
    share: float
    rates: Mapping[str, float]
    frequencies: Frequencies


def fitted(weights: Weights, found: Particulars) -> Weights:
    """The model for this register: the prior follows from its size, the rarity of names and places from its counts."""
    return replace(
        weights,
        register_size=max(found.size, 2),
        registered_share=found.share,
        rates=found.rates,
        frequencies=found.frequencies,
    )
