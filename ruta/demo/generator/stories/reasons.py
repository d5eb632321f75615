"""Why was a referral declined, missed, rerouted, withdrawn, disputed or left to expire?"""

import numpy as np

from ruta.demo.generator.catalogue import catalogue
from ruta.demo.generator.stories.routes import Walks
from ruta.demo.generator.stories.states import STATE
from ruta.demo.generator.streams import Flag, Index, Text, stream, texts

EXPIRED_IN = {
    "sent": "exp_not_acknowledged",
    "received": "exp_no_contact",
    "accepted": "exp_no_contact",
    "scheduled": "exp_no_result",
    "attended": "exp_no_result",
    "no_show": "exp_no_result",
}
KINDS = {"no_show": "no_show", "rerouted": "rerouted", "withdrawn": "withdrawn", "disputed": "disputed"}
NOT_CONFIRMED = "exp_not_confirmed"


def step_reasons(walks: Walks, row: Index, step: Index, seed: int) -> Text:
    """Return the reason of each step (`row`, `step`), '' for those that need none."""
    rng, reason = stream(seed, "reasons"), texts([""] * len(row))
    state, before = walks.states[row, step], walks.states[row, np.maximum(step - 1, 0)]
    for code, kind in KINDS.items():
        _draw(rng, reason, (state == STATE[code]) & (before != STATE["draft"]), kind)
    declined, by_person = state == STATE["declined"], walks.by_person[row]
    _draw(rng, reason, declined & by_person, "declined_by_person")
    _draw(rng, reason, declined & ~by_person, "declined_by_provider")
    for code, expired in EXPIRED_IN.items():
        reason[(state == STATE["expired"]) & (before == STATE[code])] = expired
    reason[(state == STATE["closed"]) & (before == STATE["delivered"])] = NOT_CONFIRMED
    return reason


def last_reasons(size: int, row: Index, reason: Text) -> Text:
    """Return for each referral the last reason that one of its steps carries."""
    latest = texts([""] * size)
    carries = reason != ""
    latest[row[carries]] = reason[carries]
    return latest


def _draw(rng: np.random.Generator, reason: Text, rows: Flag, kind: str) -> None:
    codes = texts(catalogue().reasons.get(kind, [""]))
    chosen = np.flatnonzero(rows)
    reason[chosen] = codes[rng.integers(0, len(codes), len(chosen))]
