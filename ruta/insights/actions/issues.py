"""How is a report announced for a day, and how does the day move? What is announced stays announced; a moved day says why."""

from datetime import date

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused
from ruta.base.transactions import action
from ruta.insights.enums import PublicationState
from ruta.insights.models import PlannedIssue, Publication
from ruta.insights.papers.periods import WRITTEN
from ruta.insights.policies import can_move, can_publish


@action
def plan_issue(*, actor: Actor, name: str, title: str, period: str, due_on: date) -> PlannedIssue:
    """Announce it; once for each period."""
    _may(actor)
    code = period.strip().upper()
    if WRITTEN.fullmatch(code) is None:
        sentence = _("Escriba un trimestre como 2026-T3, o un año como 2026.")
        raise Invalid(sentence, fields={"period": sentence})
    _ahead(due_on)
    if PlannedIssue.objects.filter(name=name, period=code).exists():
        sentence = _("Ese informe ya está en el calendario. Cambie su fecha.")
        raise Invalid(sentence, fields={"period": sentence})
    return PlannedIssue.objects.create(
        name=name,
        title=title,
        period=code,
        due_on=due_on,
        first_due_on=due_on,
        institution_id=actor.institution_id,
        planned_by=actor.user_id,
        planned_at=now(),
    )


@action
def move_issue(*, actor: Actor, issue_id: int, version: int, due_on: date, reason: str) -> PlannedIssue:
    """Another day, with the reason that everybody reads; not of what is out already."""
    _may(actor)
    row = PlannedIssue.objects.select_for_update().filter(pk=issue_id).first()
    if row is None:
        raise NotFound(_("Ese informe no está en el calendario."))
    if not can_move(actor, row):
        raise Refused(_("Lo anunció otra institución: ella cambia su fecha."))
    if row.version != version:
        raise Conflict(_("Otra persona cambió la fecha mientras usted la veía. Vuelva a abrirla."))
    if Publication.objects.filter(name=row.name, period=row.period, state=PublicationState.PUBLIC).exists():
        raise NotOpen(_("Ese informe ya se publicó."))
    _ahead(due_on)
    if not reason.strip():
        sentence = _("Diga por qué cambia la fecha; se lee en la página pública.")
        raise Invalid(sentence, fields={"reason": sentence})
    row.due_on, row.reason, row.version = due_on, reason.strip()[:400], row.version + 1
    row.save(update_fields=["due_on", "reason", "version"])
    return row


def _may(actor: Actor) -> None:
    if not can_publish(actor):
        raise Refused(_("Solo coordinación central, monitoreo, observatorio y administración anuncian informes."))


def _ahead(due_on: date) -> None:
    if due_on < today():
        sentence = _("Elija una fecha de hoy en adelante.")
        raise Invalid(sentence, fields={"due_on": sentence})
