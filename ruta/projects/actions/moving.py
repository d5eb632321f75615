"""How does a project go on, and what is said of it?"""

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import NotFound, NotOpen
from ruta.base.transactions import action
from ruta.projects.actions.writing import fault
from ruta.projects.enums import State, Verdict
from ruta.projects.models import Judgement, Project
from ruta.projects.policies import demand_judging, demand_keeping
from ruta.projects.rules import REASONED, may_follow

LONGEST = 2000


@action
def move_project(*, actor: Actor, project_id: int, state: str, note: str = "") -> Project:
    """Begin it, suspend it, end it; stopping asks why."""
    row = _locked(project_id)
    demand_keeping(actor, row)
    if state not in State.values or not may_follow(row.state, state):
        raise NotOpen(_("El proyecto ya no está en un estado que permita ese paso. Vuelva a abrirlo."))
    if state in REASONED and not note.strip():
        raise fault("note", _("Diga por qué."))
    row.state, row.state_note, row.verified_on = state, note.strip()[:LONGEST], today()
    row.save(update_fields=["state", "state_note", "verified_on"])
    return row


@action
def judge_project(*, actor: Actor, project_id: int, verdict: str, reasons: str) -> Judgement:
    """Say whether it is new, to be adjusted, continued or closed, and why; what was said before stays."""
    demand_judging(actor)
    row = _locked(project_id)
    if verdict not in Verdict.values:
        raise fault("verdict", _("Elija un dictamen."))
    if not reasons.strip():
        raise fault("reasons", _("Escriba las razones: se leen junto al dictamen."))
    said = Judgement.objects.create(
        project=row, verdict=verdict, reasons=reasons.strip()[:LONGEST], institution_id=actor.institution_id, said_by=actor.user_id, said_at=now()
    )  # fmt: skip
    row.verdict = verdict
    row.save(update_fields=["verdict"])
    return said


@action
def publish_project(*, actor: Actor, project_id: int) -> Project:
    """Let everybody read it."""
    row = _locked(project_id)
    demand_keeping(actor, row)
    if not row.summary:
        raise NotOpen(_("Escriba antes el resumen: es lo primero que el público lee."))
    row.published_at = row.published_at or now()
    row.save(update_fields=["published_at"])
    return row


@action
def withdraw_project(*, actor: Actor, project_id: int) -> Project:
    """Take it off the public pages."""
    row = _locked(project_id)
    demand_keeping(actor, row)
    row.published_at = None
    row.save(update_fields=["published_at"])
    return row


@action
def verify_project(*, actor: Actor, project_id: int) -> Project:
    """Confirm that the entry says what is true today."""
    row = _locked(project_id)
    demand_keeping(actor, row)
    row.verified_on = today()
    row.save(update_fields=["verified_on"])
    return row


def _locked(project_id: int) -> Project:
    row = Project.objects.select_for_update().filter(pk=project_id).first()
    if row is None:
        raise NotFound(_("Ese proyecto no está en el banco. Búsquelo otra vez."))
    return row
