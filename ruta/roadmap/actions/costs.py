"""How is a line of costs written, approved and spent, and how does a changed sheet come in? Each in one transaction."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused
from ruta.base.transactions import action
from ruta.roadmap.models import CostImport, CostLine, Expense, Plan
from ruta.roadmap.policies import can_edit_plans
from ruta.roadmap.rules import MOST_LEMPIRAS, Cost, Difference, cost_problems
from ruta.roadmap.selectors.costs import costable_keys, source_codes

FIELDS = ("key", "concept", "source", "year", "quantity", "unit_cost", "times", "rate", "base_year")


@action
def write_cost(*, actor: Actor, plan: Plan, cost: Cost, line_id: int | None = None, seen: Cost | None = None) -> CostLine:
    """Add a line, or change one; a line that somebody else changed meanwhile is a conflict."""
    _demand_editor(actor)
    if problems := cost_problems(cost, costable_keys(plan), source_codes(plan)):
        raise Invalid(_("Revise la línea."), fields={name: _(said) for name, said in problems.items()})
    return _write(actor, plan, cost, line_id, seen)


@action
def remove_cost(*, actor: Actor, plan: Plan, line_id: int) -> None:
    """Take a line away, unless something was spent of it."""
    _demand_editor(actor)
    _remove(_line(plan, line_id))


@action
def approve_costs(*, actor: Actor, plan: Plan, seen_at: datetime | None = None) -> int:
    """Approve the lines that wait, except those that the actor wrote or that changed after `seen_at`; says how many."""
    _demand_editor(actor)
    waiting = CostLine.objects.filter(plan=plan, approved_at=None).exclude(changed_by=actor.user_id)
    if seen_at:
        waiting = waiting.filter(changed_at__lte=seen_at)
    count = waiting.update(approved_at=clock.now(), approved_by=actor.user_id)
    if not count:
        raise NotOpen(
            _(
                "No hay líneas que usted pueda aprobar: las que escribió usted las aprueba otra persona, y las que cambiaron hace un momento se revisan antes."
            )
        )
    return count


@action
def record_expense(*, actor: Actor, plan: Plan, line_id: int, on: date, amount: int, note: str) -> Expense:
    """Say what was spent of an approved line."""
    _demand_editor(actor)
    line = _line(plan, line_id)
    if line.approved_at is None:
        raise NotOpen(_("La línea no está aprobada. Apruébela primero."))
    problems = {}
    if on > clock.today():
        problems["on"] = _("La fecha todavía no llega.")
    if amount == 0:
        problems["amount"] = _("Escriba un monto; para corregir uno anterior, con signo menos.")
    elif abs(amount) > MOST_LEMPIRAS:
        problems["amount"] = _("Pasa de un billón de lempiras: revise la cifra.")
    if not note.strip():
        problems["note"] = _("Diga con qué comprobante.")
    if problems:
        raise Invalid(_("Revise el gasto."), fields=problems)
    return Expense.objects.create(
        line=line, on=on, amount=amount, note=note, institution_id=actor.institution_id, at=clock.now(), by=actor.user_id
    )


@action
def keep_sheet(*, actor: Actor, plan: Plan, file_name: str, found: Collection[Difference]) -> CostImport:
    """Keep what a returned sheet would change, until somebody decides."""
    _demand_editor(actor)
    if not found:
        raise NotOpen(_("El archivo dice lo mismo que la hoja: no hay nada que cambiar."))
    rows = [_kept(each) for each in found]
    return CostImport.objects.create(plan=plan, file_name=file_name[:120], rows=rows, at=clock.now(), by=actor.user_id)


@action
def apply_sheet(*, actor: Actor, plan: Plan, import_id: int, accepted: Collection[int]) -> int:
    """Apply the accepted differences, all of them or none; the others are let go."""
    _demand_editor(actor)
    sheet = CostImport.objects.select_for_update().filter(plan=plan, pk=import_id).first()
    if sheet is None:
        raise NotFound(_("Esa hoja devuelta no existe."))
    if sheet.decided_at:
        raise NotOpen(_("Esta hoja ya se decidió. Para otro cambio, suba el archivo otra vez."))
    chosen = [row for place, row in enumerate(sheet.rows) if place in accepted]
    if any(row["problems"] for row in chosen):
        raise Invalid(_("Hay filas con celdas por corregir: no se pueden aceptar."))
    for row in chosen:
        _apply(actor, plan, row)
    sheet.decided_at, sheet.accepted = clock.now(), len(chosen)
    sheet.save(update_fields=["decided_at", "accepted"])
    return len(chosen)


def _apply(actor: Actor, plan: Plan, row: Mapping[str, Any]) -> None:
    before = Cost.of(row["before"]) if row["before"] else None
    if row["after"] is None:
        line = _line(plan, row["line"])
        _demand_unchanged(line, before)
        _remove(line)
    else:
        _write(actor, plan, Cost.of(row["after"]), row["line"], before)


def _write(actor: Actor, plan: Plan, cost: Cost, line_id: int | None, seen: Cost | None) -> CostLine:
    line = CostLine(plan=plan) if line_id is None else _line(plan, line_id)
    if line_id is not None:
        _demand_unchanged(line, seen)
    for name in FIELDS:
        setattr(line, name, getattr(cost, name))
    line.changed_at, line.changed_by, line.approved_at, line.approved_by = clock.now(), actor.user_id, None, None
    line.save()
    return line


def _remove(line: CostLine) -> None:
    if line.expenses.exists():
        raise NotOpen(_("De «%(concept)s» ya se gastó: no se quita. Puede cambiar su cantidad.") % {"concept": line.concept})
    line.delete()


def _demand_unchanged(line: CostLine, seen: Cost | None) -> None:
    if seen is not None and line.cost != seen:
        raise Conflict(
            _("Otra persona cambió «%(concept)s» mientras tanto. No se aplicó nada: revise y envíe otra vez.") % {"concept": line.concept},
            theirs=line.cost.amount,
            yours=seen.amount,
        )


def _line(plan: Plan, line_id: int | None) -> CostLine:
    line = CostLine.objects.select_for_update().filter(plan=plan, pk=line_id or 0).first()
    if line is None:
        raise NotFound(_("Esa línea ya no está en la hoja de costos."))
    return line


def _demand_editor(actor: Actor) -> None:
    if not can_edit_plans(actor):
        raise Refused(_("Solo coordinación central, monitoreo y administración cambian los costos. Pídalo a una de ellas."))


def _kept(found: Difference) -> dict[str, Any]:
    return {
        "number": found.number, "line": found.line, "kind": found.kind, "problems": list(found.problems),
        "before": found.before.plain() if found.before else None, "after": found.after.plain() if found.after else None,
    }  # fmt: skip
