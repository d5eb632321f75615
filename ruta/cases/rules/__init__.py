"""What may be done to a case, by whom, and what does it lead to? Pure tables: no Django, no database."""

from ruta.cases.rules.guards import CaseFacts, ChildFacts, ClosingReason, missing_for_closing
from ruta.cases.rules.table import (
    Standing,
    Transition,
    VerbNotOpen,
    closing_problems,
    fold,
    needed_fields,
    next_state,
    open_verbs,
    standing,
    transition,
    waiting_verbs,
)

__all__ = [
    "CaseFacts",
    "ChildFacts",
    "ClosingReason",
    "Standing",
    "Transition",
    "VerbNotOpen",
    "closing_problems",
    "fold",
    "missing_for_closing",
    "needed_fields",
    "next_state",
    "open_verbs",
    "standing",
    "transition",
    "waiting_verbs",
]
