"""Which verbs change who looks for work and where? The only writers of these rows."""

from ruta.placements.actions.applying import apply_alone, close_of_vacancy, step_application, suggest
from ruta.placements.actions.contracts import CHECKLIST, check_contract, report_breach, resolve_breach, weigh_contracts
from ruta.placements.actions.following import begin_step, follow_placement, forget_placement, withdraw_unallowed
from ruta.placements.actions.gaps import plan_gap
from ruta.placements.actions.hiring import ask_person_too, say_of_hire
from ruta.placements.actions.keeping import answer_alone, record_contact
from ruta.placements.actions.seekers import draft_profile, save_profile
from ruta.placements.actions.shortlisting import (
    mint_application_link,
    mint_shortlist_link,
    send_shortlist,
    sign_shortlist,
    take_back_shortlist,
    token_hash,
)
from ruta.placements.actions.stepping import Said
from ruta.placements.actions.telling import ask_how_it_goes, revoke_application_links, write_to_person

__all__ = [
    "CHECKLIST",
    "Said",
    "answer_alone",
    "apply_alone",
    "ask_how_it_goes",
    "ask_person_too",
    "begin_step",
    "check_contract",
    "close_of_vacancy",
    "draft_profile",
    "follow_placement",
    "forget_placement",
    "mint_application_link",
    "mint_shortlist_link",
    "plan_gap",
    "record_contact",
    "report_breach",
    "resolve_breach",
    "revoke_application_links",
    "save_profile",
    "say_of_hire",
    "send_shortlist",
    "sign_shortlist",
    "step_application",
    "suggest",
    "take_back_shortlist",
    "token_hash",
    "weigh_contracts",
    "withdraw_unallowed",
    "write_to_person",
]  # fmt: skip
