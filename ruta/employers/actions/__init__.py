"""Which verbs change employers and vacancies? The only writers of their rows."""

from ruta.employers.actions.contacting import ContactTerms, add_place, remove_contact, remove_place, save_contact
from ruta.employers.actions.filling import fill_opening, free_opening
from ruta.employers.actions.freshening import pause_stale, remind_stale
from ruta.employers.actions.linking import make_employer_link, revoke_employer_link
from ruta.employers.actions.registering import EmployerTerms, change_employer, register_employer, verify_employer
from ruta.employers.actions.stepping import Ending, close_vacancy, step_vacancy
from ruta.employers.actions.writing import VacancyTerms, change_vacancy, draft_vacancy, propose_vacancy, take_vacancy

__all__ = [
    "ContactTerms",
    "EmployerTerms",
    "Ending",
    "VacancyTerms",
    "add_place",
    "change_employer",
    "change_vacancy",
    "close_vacancy",
    "draft_vacancy",
    "fill_opening",
    "free_opening",
    "make_employer_link",
    "pause_stale",
    "propose_vacancy",
    "register_employer",
    "remind_stale",
    "remove_contact",
    "remove_place",
    "revoke_employer_link",
    "save_contact",
    "step_vacancy", "take_vacancy",
    "verify_employer",
]  # fmt: skip
