"""By when is what is still open to be done? A term that passed was agreed anew at a later visit; a few have just passed again."""

import numpy as np

from ruta.demo.generator.streams import Flag, Real, chance

LATE_STEPS, LATE_NEEDS = 0.35, 0.12  # guesses: share of the terms once passed that are late again
LATE_BY, LATE_AT_MOST = 6.0, 30.0  # guesses: working days, on the average and at most
AHEAD = 18.0  # guess: mean working days until a term agreed anew


def agreed_anew(rng: np.random.Generator, due: Real, is_open: Flag, now: float, late_share: float) -> Real:
    """Return the terms as they stand now: what is open is late by days or weeks at the most, and mostly due in the coming weeks."""
    size = len(due)
    delay = np.minimum(rng.gamma(1.5, LATE_BY / 1.5, size), LATE_AT_MOST)
    ahead = now + 0.5 + rng.exponential(AHEAD, size)
    again = np.where(chance(rng, late_share, size), np.maximum(due, now - 1 - delay), ahead)
    return np.where(is_open & (due < now), again, due)
