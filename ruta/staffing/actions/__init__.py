"""Which verbs write posts, structures and what is supposed?"""

from ruta.staffing.actions.posts import PostTerms, approve_post, discard_post, save_post
from ruta.staffing.actions.structures import SeatTerms, approve_structure, discard_structure, save_structure
from ruta.staffing.actions.supposing import ActionTerms, dedicate, drop_programmed, program_action, suppose

__all__ = [
    "ActionTerms",
    "PostTerms",
    "SeatTerms",
    "approve_post",
    "approve_structure",
    "dedicate",
    "discard_post",
    "discard_structure",
    "drop_programmed",
    "program_action",
    "save_post",
    "save_structure",
    "suppose",
]
