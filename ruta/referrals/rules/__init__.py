"""What may be done to a referral, by which side, and what then? Pure tables: no Django, no database."""

from ruta.referrals.rules.checking import NOT_YET, Attempt, StepProblem, check_step, needed_fields
from ruta.referrals.rules.reasons import NextStep, Reason, ReasonBook
from ruta.referrals.rules.ring import Ring, reached, ring, ring_of
from ruta.referrals.rules.table import (
    ROLES,
    TERMINAL,
    StepNotOpen,
    Transition,
    Wait,
    fold,
    next_state,
    open_verbs,
    transition,
    waits_on,
)

__all__ = [
    "NOT_YET",
    "ROLES",
    "TERMINAL",
    "Attempt",
    "NextStep",
    "Reason",
    "ReasonBook",
    "Ring",
    "StepNotOpen",
    "StepProblem",
    "Transition",
    "Wait",
    "check_step",
    "fold",
    "needed_fields",
    "next_state",
    "open_verbs",
    "reached",
    "ring",
    "ring_of",
    "transition",
    "waits_on",
]
