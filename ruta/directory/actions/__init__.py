"""How does the directory change, and how is everything of reference loaded?"""

from ruta.directory.actions.asking import answer_owner_question, ask_owners, mint_owner_link
from ruta.directory.actions.calls import CallTerms, add_call, change_call, drop_call
from ruta.directory.actions.continuity import (
    ContinuityTerms,
    Held,
    approve_continuity_plan,
    call_off_drill,
    mend_findings,
    plan_drill,
    record_drill,
    record_restore,
    save_continuity_plan,
)
from ruta.directory.actions.directory import load_directory
from ruta.directory.actions.indexing import describe, describe_all, learn_words
from ruta.directory.actions.owners import save_focal_point, save_programme
from ruta.directory.actions.proposals import decide_proposal, propose_change
from ruta.directory.actions.reference import load_reference_data
from ruta.directory.actions.services import ServiceTerms, save_service, verify_service

__all__ = [
    "CallTerms",
    "ContinuityTerms",
    "Held",
    "ServiceTerms",
    "add_call",
    "answer_owner_question",
    "approve_continuity_plan",
    "ask_owners",
    "call_off_drill",
    "change_call",
    "decide_proposal",
    "describe",
    "describe_all",
    "drop_call",
    "learn_words",
    "load_directory",
    "load_reference_data",
    "mend_findings",
    "mint_owner_link",
    "plan_drill",
    "propose_change",
    "record_drill",
    "record_restore",
    "save_continuity_plan",
    "save_focal_point",
    "save_programme",
    "save_service",
    "verify_service",
]
