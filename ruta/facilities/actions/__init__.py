"""Which verbs look at an office, and bring what it lacks from need to upkeep?"""

from ruta.facilities.actions.looking import Line, add_photo, keep_survey, note_requirement, take_photo_back
from ruta.facilities.actions.moving import (
    add_evidence,
    buy_requirement,
    correct_requirement,
    drop_requirement,
    give_budget,
    note_upkeep,
    receive_requirement,
    step_back,
    take_delivery_back,
    take_evidence_back,
)

__all__ = [
    "Line", "add_evidence", "add_photo", "buy_requirement", "correct_requirement", "drop_requirement", "give_budget", "keep_survey", "note_requirement", "note_upkeep", "receive_requirement", "step_back",
    "take_delivery_back", "take_evidence_back", "take_photo_back",
]  # fmt: skip
