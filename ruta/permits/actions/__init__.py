"""Which verbs change dossiers and certificates? The only writers of these rows."""

from ruta.permits.actions.certificates import step_certificate
from ruta.permits.actions.linking import make_dossier_link, token_hash
from ruta.permits.actions.noting import MeasureTerms, finish_measure, note_inside, note_measure, note_payment
from ruta.permits.actions.papers import give_paper, judge_requirement
from ruta.permits.actions.receiving import DossierTerms, receive_dossier
from ruta.permits.actions.stepping import step_dossier

__all__ = [
    "DossierTerms", "MeasureTerms", "finish_measure", "give_paper", "judge_requirement", "make_dossier_link", "note_inside", "note_measure", "note_payment",
    "receive_dossier", "step_certificate", "step_dossier", "token_hash",
]  # fmt: skip
