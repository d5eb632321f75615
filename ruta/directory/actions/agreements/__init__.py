"""Which verbs write an agreement?"""

from ruta.directory.actions.agreements.belonging import (
    ClauseTerms,
    GrantTerms,
    PartyTerms,
    UnitTerms,
    add_clause,
    add_grant,
    add_party,
    add_unit,
    remove_clause,
    remove_grant,
    remove_party,
    remove_unit,
)
from ruta.directory.actions.agreements.following import (
    ContactTerms,
    OpinionTerms,
    PaperTerms,
    ResultTerms,
    add_contact,
    add_opinion,
    add_paper,
    add_result,
    content_of_paper,
    remove_contact,
    remove_paper,
    verify_contact,
)
from ruta.directory.actions.agreements.moving import expire_agreements, move_agreement, publish_revision, show_agreement
from ruta.directory.actions.agreements.writing import AgreementTerms, open_revision, renew_agreement, save_agreement, undo_revision

__all__ = [
    "AgreementTerms", "ClauseTerms", "ContactTerms", "GrantTerms", "OpinionTerms", "PaperTerms", "PartyTerms", "ResultTerms", "UnitTerms",
    "add_clause", "add_contact", "add_grant", "add_opinion", "add_paper", "add_party", "add_result", "add_unit", "content_of_paper",
    "expire_agreements",
    "move_agreement", "open_revision", "publish_revision", "remove_clause", "remove_contact", "remove_grant", "remove_paper", "remove_party",
    "remove_unit", "renew_agreement", "save_agreement", "show_agreement", "undo_revision", "verify_contact",
]  # fmt: skip
