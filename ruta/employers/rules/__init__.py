"""Which step follows which, which wage is too low, and which words shut somebody out? Pure: neither Django nor the database."""

from ruta.employers.rules.states import (
    OPEN,
    REFRESH_AFTER,
    STALE_AFTER,
    TRANSITIONS,
    closing_of,
    closing_problems,
    open_verbs,
    state_after,
)
from ruta.employers.rules.wages import Floor, floor_for, is_under
from ruta.employers.rules.wording import Finding, Pattern, excluding_words

__all__ = [
    "OPEN", "REFRESH_AFTER", "STALE_AFTER", "TRANSITIONS", "Finding", "Floor", "Pattern", "closing_of", "closing_problems", "excluding_words",
    "floor_for", "is_under", "open_verbs", "state_after",
]  # fmt: skip
