"""Which verbs write the bank?"""

from ruta.projects.actions.belonging import (
    ContactTerms,
    DocumentTerms,
    ResultTerms,
    add_contact,
    add_document,
    add_result,
    remove_contact,
    remove_document,
    remove_result,
)
from ruta.projects.actions.moving import judge_project, move_project, publish_project, verify_project, withdraw_project
from ruta.projects.actions.writing import ProjectTerms, save_project

__all__ = [
    "ContactTerms", "DocumentTerms", "ProjectTerms", "ResultTerms", "add_contact", "add_document", "add_result", "judge_project", "move_project",
    "publish_project", "remove_contact", "remove_document", "remove_result", "save_project", "verify_project", "withdraw_project",
]  # fmt: skip
