"""Who may open the rows behind a figure, and who lets a report out?"""

from ruta.accounts.enums import CASE_ROLES, Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.insights.models import Publication, SheetText

FIGURE_ROLES = {*CASE_ROLES, Role.CENTRAL_COORDINATION, Role.OBSERVATORY_ANALYST, Role.ME_FOCAL_POINT, Role.TERRITORIAL_OFFICER,
                Role.PARTNER_OFFICER, Role.BROKER, Role.AUDITOR}  # fmt: skip


def can_open_rows(actor: Actor | None, institution_id: int) -> bool:
    """Whoever carries cases opens the rows of their own institution; nobody opens those of another."""
    return actor is not None and actor.institution_id == institution_id and has_role(actor, CASE_ROLES)


PAPER_ROLES = FIGURE_ROLES | {Role.ADMINISTRATOR}
PUBLISHER_ROLES = frozenset({Role.CENTRAL_COORDINATION, Role.ME_FOCAL_POINT, Role.ADMINISTRATOR, Role.OBSERVATORY_ANALYST})
DECIDER_ROLES = PUBLISHER_ROLES - {Role.OBSERVATORY_ANALYST}


def can_publish(actor: Actor | None) -> bool:
    """Whoever may propose that everybody reads a report, or take it back."""
    return has_role(actor, PUBLISHER_ROLES)


def can_decide(actor: Actor | None, publication: Publication) -> bool:
    """A second person: never whoever proposed it."""
    return has_role(actor, DECIDER_ROLES) and actor is not None and actor.user_id != publication.proposed_by


SHEET_WRITERS = frozenset({Role.TERRITORIAL_OFFICER, Role.CENTRAL_COORDINATION, Role.OFFICE_COORDINATOR, Role.OBSERVATORY_ANALYST})
SHEET_REVIEWERS = frozenset({Role.TERRITORIAL_OFFICER, Role.CENTRAL_COORDINATION, Role.ME_FOCAL_POINT})


def can_write_sheets(actor: Actor | None) -> bool:
    """Whoever writes what is known of a territory."""
    return has_role(actor, SHEET_WRITERS)


def can_review_sheets(actor: Actor | None, text: SheetText) -> bool:
    """A second person: never whoever wrote it."""
    return has_role(actor, SHEET_REVIEWERS) and actor is not None and actor.user_id != text.written_by
