"""Who may open the rows behind a figure, and who lets a report, a study or a scenario out?"""

from django.utils.translation import gettext as _

from ruta.accounts.enums import CASE_ROLES, Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.insights.models import PlannedIssue, Publication, Scenario, SheetText, Study

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
    """A second person of the institution that answers for it: never whoever proposed it."""
    return has_role(actor, DECIDER_ROLES) and _is_of(actor, publication) and actor is not None and actor.user_id != publication.proposed_by


def can_withdraw(actor: Actor | None, publication: Publication) -> bool:
    """The institution that answers for it takes it back."""
    return can_publish(actor) and _is_of(actor, publication)


def can_move(actor: Actor | None, issue: PlannedIssue) -> bool:
    """The institution that announced it changes its day."""
    return can_publish(actor) and _is_of(actor, issue)


def _is_of(actor: Actor | None, row: Publication | PlannedIssue) -> bool:
    """Of what was kept before institutions were, everybody who publishes answers."""
    return actor is not None and row.institution_id in (None, actor.institution_id)


SHEET_WRITERS = frozenset({Role.TERRITORIAL_OFFICER, Role.CENTRAL_COORDINATION, Role.OFFICE_COORDINATOR, Role.OBSERVATORY_ANALYST})
SHEET_REVIEWERS = frozenset({Role.TERRITORIAL_OFFICER, Role.CENTRAL_COORDINATION, Role.ME_FOCAL_POINT})


def can_write_sheets(actor: Actor | None) -> bool:
    """Whoever writes what is known of a territory."""
    return has_role(actor, SHEET_WRITERS)


def can_review_sheets(actor: Actor | None, text: SheetText) -> bool:
    """A second person: never whoever wrote it."""
    return has_role(actor, SHEET_REVIEWERS) and actor is not None and actor.user_id != text.written_by


STUDY_READERS = PAPER_ROLES | {Role.LEGAL_OFFICER}
STUDY_WRITERS = frozenset({Role.OBSERVATORY_ANALYST, Role.CENTRAL_COORDINATION, Role.ME_FOCAL_POINT, Role.TERRITORIAL_OFFICER})
STUDY_PUBLISHERS = frozenset({Role.OBSERVATORY_ANALYST, Role.CENTRAL_COORDINATION, Role.ME_FOCAL_POINT})


def can_register(actor: Actor, institution_id: int) -> bool:
    """Whoever registers studies and writes scenarios, for their own institution."""
    return actor.institution_id == institution_id and (actor.kind == "system" or has_role(actor, STUDY_WRITERS))


def can_show(actor: Actor, row: Study | Scenario) -> bool:
    """A second person of the same institution lets everybody read it."""
    if actor.institution_id != row.institution_id:
        return False
    return actor.kind == "system" or (has_role(actor, STUDY_PUBLISHERS) and (row.noted_by is None or row.noted_by != actor.user_id))


def demand_registering(actor: Actor, institution_id: int) -> None:
    """Refuse whoever registers nothing here."""
    if not can_register(actor, institution_id):
        raise Refused(_("Los estudios de esa institución los registra su equipo de análisis. Pídalo ahí."))


def demand_showing(actor: Actor, row: Study | Scenario) -> None:
    """Refuse who registered it, and whoever has no say in it."""
    if not can_show(actor, row):
        raise Refused(_("Lo publica otra persona del equipo, no quien lo registró."))
