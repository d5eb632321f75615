"""How is a report announced for a day, how does the day move, and how is it called off? Nothing announced is deleted; what changed says why."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.days import wrong_year
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused
from ruta.base.transactions import action
from ruta.insights.enums import PublicationState
from ruta.insights.models import PlannedIssue, Publication
from ruta.insights.papers.periods import days_of
from ruta.insights.policies import can_move, can_publish

YEARS_BACK, YEARS_AHEAD = 2, 1
"""A report tells of this year and the two before; one of the next year may be announced already."""


@action
def plan_issue(
    *, actor: Actor, name: str, title: str, period: str, due_on: date, covers: Callable[[str], bool]
) -> PlannedIssue:  # fmt: skip
    """Announce it; once for each period of those that the report `covers`."""
    _may(actor)
    code = period.strip().upper()
    if sentence := _wrong_period(code, covers):
        raise Invalid(sentence, fields={"period": sentence})
    _ahead(due_on, code)
    if PlannedIssue.objects.filter(name=name, period=code, called_off_at=None).exists():
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
    row = _waited_for(actor, issue_id, version)
    _ahead(due_on, row.period)
    if not reason.strip():
        sentence = _("Diga por qué cambia la fecha; se lee en la página pública.")
        raise Invalid(sentence, fields={"reason": sentence})
    row.due_on, row.reason, row.version = due_on, reason.strip()[:400], row.version + 1
    row.save(update_fields=["due_on", "reason", "version"])
    return row


@action
def call_off_issue(*, actor: Actor, issue_id: int, version: int, reason: str) -> PlannedIssue:
    """It will not come, or was announced by mistake: everybody reads that and why."""
    row = _waited_for(actor, issue_id, version)
    if not reason.strip():
        sentence = _("Diga por qué no saldrá; se lee en la página pública.")
        raise Invalid(sentence, fields={"reason": sentence})
    row.called_off_at, row.called_off_by, row.why_off, row.version = now(), actor.user_id, reason.strip()[:400], row.version + 1
    row.save(update_fields=["called_off_at", "called_off_by", "why_off", "version"])
    return row


def _waited_for(actor: Actor, issue_id: int, version: int) -> PlannedIssue:
    """One that this actor's institution announced and that neither went out nor was called off."""
    _may(actor)
    row = PlannedIssue.objects.select_for_update().filter(pk=issue_id).first()
    if row is None:
        raise NotFound(_("Ese informe no está en el calendario."))
    if not can_move(actor, row):
        raise Refused(_("Lo anunció otra institución: ella cambia su fecha o lo cancela."))
    if row.version != version:
        raise Conflict(_("Otra persona cambió la fecha mientras usted la veía. Vuelva a abrirla."))
    if row.called_off_at is not None:
        raise NotOpen(_("Ese informe se canceló. Anúncielo de nuevo."))
    if Publication.objects.filter(name=row.name, period=row.period, state=PublicationState.PUBLIC).exists():
        raise NotOpen(_("Ese informe ya se publicó."))
    return row


def _may(actor: Actor) -> None:
    if not can_publish(actor):
        raise Refused(_("Solo coordinación central, monitoreo, observatorio y administración anuncian informes."))


def _wrong_period(code: str, covers: Callable[[str], bool]) -> str:
    days = days_of(code)
    if days is None:
        return _("Escriba un trimestre como 2026-T3, o un año como 2026.")
    if not covers(code):
        return (
            _("Ese informe no se hace por año: escriba un trimestre como 2026-T3.")
            if "T" not in code
            else _("Ese informe se hace por año: escriba uno como 2026.")
        )
    return wrong_year(days[0], back=YEARS_BACK, ahead=YEARS_AHEAD)


def _ahead(due_on: date, code: str) -> None:
    days = days_of(code)
    if due_on < today():
        sentence = _("Elija una fecha de hoy en adelante.")
    elif days and due_on <= days[1]:
        sentence = _("Ese período todavía no habrá terminado: elija una fecha después de su último día.")
    else:
        sentence = wrong_year(due_on)
    if sentence:
        raise Invalid(sentence, fields={"due_on": sentence})
