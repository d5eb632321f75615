"""Which verbs change dossiers and certificates? The only writers of these rows."""

from ruta.permits.actions.certificates import step_certificate
from ruta.permits.actions.linking import make_dossier_link, token_hash
from ruta.permits.actions.noting import MeasureTerms, finish_measure, note_inside, note_measure, note_payment
from ruta.permits.actions.papers import give_paper, judge_requirement
from ruta.permits.actions.receiving import DossierTerms, receive_dossier
from ruta.permits.actions.stepping import step_dossier
from ruta.permits.actions.telling import DOSSIER_LINK, endangers, reached_by, write_link, write_of_stage

__all__ = [
    "DOSSIER_LINK", "DossierTerms", "MeasureTerms", "endangers", "finish_measure", "give_paper", "judge_requirement", "make_dossier_link", "note_inside", "note_measure", "note_payment",
    "reached_by", "receive_dossier", "step_certificate", "step_dossier", "token_hash", "write_link", "write_of_stage",
]  # fmt: skip
