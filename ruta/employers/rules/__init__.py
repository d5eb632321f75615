"""Which step follows which, which wage is too low, and which words shut somebody out? Pure: neither Django nor the database."""

from ruta.employers.rules.fairs import GOOD, STEPS, entry_problem, fair_after, fair_verbs, readable, satisfied_share
from ruta.employers.rules.reaching import is_mobile, way_to
from ruta.employers.rules.seasons import level_of, months_of
from ruta.employers.rules.states import (
    OPEN,
    REFRESH_AFTER,
    STALE_AFTER,
    TRANSITIONS,
    closing_of,
    closing_problems,
    open_verbs,
    stands_until,
    state_after,
)
from ruta.employers.rules.wages import Floor, floor_for, is_under
from ruta.employers.rules.wording import Finding, Pattern, excluding_words

__all__ = [
    "GOOD", "OPEN", "REFRESH_AFTER", "STALE_AFTER", "STEPS", "TRANSITIONS", "Finding", "Floor", "Pattern", "closing_of", "closing_problems",
    "entry_problem", "excluding_words",
    "fair_after", "fair_verbs", "floor_for", "is_mobile", "is_under", "level_of", "months_of", "open_verbs", "readable", "satisfied_share",
    "stands_until", "state_after", "way_to",
]  # fmt: skip
