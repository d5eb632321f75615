"""Which verbs change employers and vacancies? The only writers of their rows."""

from ruta.employers.actions.asking import QUESTION, answer_question, ask_if_open, mint_question
from ruta.employers.actions.attending import Comer, Opinion, check_in, keep_opinion, note_interview
from ruta.employers.actions.chambers import (
    ChamberTerms,
    add_chamber_contact,
    join_chamber,
    leave_chamber,
    remove_chamber_contact,
    save_chamber,
)
from ruta.employers.actions.contacting import ContactTerms, add_place, remove_contact, remove_place, save_contact
from ruta.employers.actions.ending import Ending, close_vacancy, withdraw_vacancy
from ruta.employers.actions.fairs import (
    FairTerms,
    answer_invitation,
    invite_employers,
    publish_results,
    save_fair,
    step_fair,
    tally_fair,
)
from ruta.employers.actions.filling import fill_opening, free_opening
from ruta.employers.actions.freshening import pause_stale, remind_stale
from ruta.employers.actions.inviting import (
    INVITATION,
    is_pointless,
    mint_invitation,
    write_invitations,
    write_that_it_is_off,
    write_that_it_moved,
)
from ruta.employers.actions.linking import make_employer_link, revoke_employer_link
from ruta.employers.actions.prospecting import (
    Said,
    cancel_visit,
    close_visit,
    keep_expectations,
    note_season,
    plan_visits,
    remove_season,
)
from ruta.employers.actions.registering import EmployerTerms, change_employer, register_employer, verify_employer
from ruta.employers.actions.stepping import step_vacancy
from ruta.employers.actions.writing import VacancyTerms, change_vacancy, draft_vacancy, propose_vacancy, take_vacancy

__all__ = [
    "INVITATION",
    "QUESTION",
    "ChamberTerms",
    "Comer",
    "ContactTerms",
    "EmployerTerms",
    "Ending",
    "FairTerms",
    "Opinion",
    "Said",
    "VacancyTerms",
    "add_chamber_contact",
    "add_place",
    "answer_invitation",
    "answer_question",
    "ask_if_open",
    "cancel_visit",
    "change_employer",
    "change_vacancy",
    "check_in",
    "close_vacancy",
    "close_visit",
    "draft_vacancy",
    "fill_opening",
    "free_opening",
    "invite_employers",
    "is_pointless",
    "join_chamber",
    "keep_expectations",
    "keep_opinion",
    "leave_chamber",
    "make_employer_link",
    "mint_invitation",
    "mint_question",
    "note_interview",
    "note_season",
    "pause_stale",
    "plan_visits",
    "propose_vacancy",
    "publish_results",
    "register_employer",
    "remind_stale",
    "remove_chamber_contact",
    "remove_contact",
    "remove_place",
    "remove_season",
    "revoke_employer_link",
    "save_chamber",
    "save_contact",
    "save_fair",
    "step_fair",
    "step_vacancy",
    "take_vacancy",
    "tally_fair",
    "verify_employer",
    "withdraw_vacancy",
    "write_invitations",
    "write_that_it_is_off",
    "write_that_it_moved",
]
