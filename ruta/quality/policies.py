"""Who asks for an opinion, who reads what was answered, who looks into it, and who answers what lies in the box?"""

from django.utils.translation import gettext as _

from ruta.accounts.enums import CASE_ROLES, Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.quality.enums import WrittenState
from ruta.quality.models import OpinionAlert, Practice, Suggestion
from ruta.taxonomy.selectors import CatalogueContent

ASKER_ROLES = CASE_ROLES | {Role.BROKER, Role.TERRITORIAL_OFFICER, Role.RECEPTIONIST}
# Which of them reads which survey, the survey itself says.
READER_ROLES = {
    Role.OFFICE_COORDINATOR, Role.CENTRAL_COORDINATION, Role.BROKER, Role.TERRITORIAL_OFFICER, Role.ME_FOCAL_POINT, Role.PRIVACY_OFFICER,
}  # fmt: skip


BOX_ROLES = {Role.OFFICE_COORDINATOR, Role.CENTRAL_COORDINATION}


def demand_asking(actor: Actor) -> None:
    """Refuse unless the actor serves people; whoever answers behind a link comes as the machine of that institution."""
    if actor.kind != "system" and not has_role(actor, ASKER_ROLES):
        raise Refused(_("Su rol en esta oficina no pide opiniones. Pídalo a quien atiende."))


def may_read(actor: Actor, survey: CatalogueContent) -> bool:
    """Whether the survey names the role; whoever served does not read what was said of it."""
    return actor.role in survey["access"]["view_roles"]


def may_attend(actor: Actor, alert: OpinionAlert) -> bool:
    """An alert is answered by the roles that it names."""
    return actor.institution_id == alert.owner_institution_id and actor.role in alert.notify_roles


def may_answer(actor: Actor, row: Suggestion) -> bool:
    """The office answers what is about it; the centre answers all, and alone what the office could not settle."""
    if actor.institution_id != row.owner_institution_id or not has_role(actor, BOX_ROLES):
        return False
    if actor.role == Role.CENTRAL_COORDINATION:
        return True
    return row.office_id == actor.office_id and row.state != WrittenState.REOPENED


def can_decide_changes(actor: Actor) -> bool:
    """What changes for everybody, the centre decides."""
    return has_role(actor, {Role.CENTRAL_COORDINATION})


REVIEWER_ROLES = {Role.OFFICE_COORDINATOR, Role.CENTRAL_COORDINATION}
PRACTICE_ROLES = REVIEWER_ROLES | CASE_ROLES | {
    Role.BROKER, Role.TERRITORIAL_OFFICER, Role.PARTNER_OFFICER, Role.ME_FOCAL_POINT, Role.ADMINISTRATOR, Role.AUDITOR, Role.RECEPTIONIST,
}  # fmt: skip


def demand_handing_in(actor: Actor) -> None:
    """Refuse whoever does not work in an office."""
    if actor.kind != "system" and (not has_role(actor, PRACTICE_ROLES - {Role.AUDITOR}) or actor.office_id is None):
        raise Refused(_("Su rol no propone prácticas. Pídalo a quien atiende."))


def demand_reviewing(actor: Actor) -> None:
    """Refuse whoever does not coordinate."""
    if actor.kind != "system" and not has_role(actor, REVIEWER_ROLES):
        raise Refused(_("Las prácticas las revisa y replica coordinación. Pídalo a quien coordina su oficina."))


def may_review(actor: Actor, row: Practice) -> bool:
    """Nobody judges what is their own."""
    if actor.kind == "system":
        return True
    return has_role(actor, REVIEWER_ROLES) and actor.institution_id == row.owner_institution_id and row.submitted_by != actor.user_id


WATCHER_ROLES = frozenset({Role.OFFICE_COORDINATOR, Role.CENTRAL_COORDINATION, Role.ME_FOCAL_POINT, Role.ADMINISTRATOR, Role.AUDITOR})
"""Who sees which colleagues have not signed."""
