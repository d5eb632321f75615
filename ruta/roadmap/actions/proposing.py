"""How is an adjustment of a plan opened, written change by change, taken back and sent?"""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotOpen, Refused
from ruta.base.transactions import action
from ruta.roadmap.actions.checking import demand_sound
from ruta.roadmap.enums import OPEN_PROPOSAL, ProposalState, Verb
from ruta.roadmap.models import Change, Plan, Proposal
from ruta.roadmap.planning import Edit, Said, Unfit, applied, difference
from ruta.roadmap.policies import can_propose
from ruta.roadmap.selectors import Draft, current_version, draft_of, is_behind, merging_of

UNFIT = {
    "gone": gettext_lazy("Esa fila ya no está en la propuesta. Vuelva al árbol y elija otra."),
    "there": gettext_lazy("Ya hay una fila con esa clave. Escriba otra."),
    "parent": gettext_lazy("La fila que la contiene ya no está. Elija otro lugar."),
    "own": gettext_lazy("Una fila no puede quedar dentro de sí misma. Elija otro lugar."),
    "target": gettext_lazy("Esa meta ya no está en la fila. Agréguela otra vez."),
}


@action
def open_proposal(*, actor: Actor, plan: Plan, title: str) -> Proposal:
    """Begin an adjustment on what the plan says today."""
    _demand_proposer(actor)
    if not title.strip():
        raise Invalid(_("Diga qué se quiere ajustar."), fields={"title": _("Diga qué se quiere ajustar.")})
    return Proposal.objects.create(
        plan=plan,
        base=current_version(plan),
        title=title.strip(),
        opened_at=clock.now(),
        opened_by=actor.user_id,
        institution_id=actor.institution_id,
    )


@action
def change_rows(*, actor: Actor, proposal: Proposal, edits: Sequence[Edit], seen: int | None = None) -> list[Change]:
    """Keep each edit as one row. `old` is what its writer saw and `seen` the newest change of the row: other ones there now are a conflict."""
    draft = draft_of(_open(actor, proposal))
    _demand_seen(draft.after, edits)
    _demand_newest(draft, edits[0].key, seen)
    try:
        after = applied(draft.after, edits)
    except Unfit as error:
        raise Conflict(UNFIT[error.why]) from error
    demand_sound(proposal.plan, proposal.base, after, {edit.key for edit in edits})
    return [_keep(actor, proposal, edit) for edit in edits]


@action
def undo_change(*, actor: Actor, proposal: Proposal, change_id: int) -> Change:
    """Take one change back, by a row that names it; what later changes of the proposal stand on stays until they go."""
    draft = draft_of(_open(actor, proposal))
    change = next((each for each in draft.changes if each.pk == change_id and each.is_live), None)  # type: ignore[attr-defined]
    if change is None:
        raise Conflict(_("Ese cambio ya estaba deshecho. Recargue la página."))
    others = [each for each in draft.changes if each.is_live and each.pk != change_id]  # type: ignore[attr-defined]
    try:
        after = applied(draft.before, (Edit(each.verb, each.key, each.field, each.old, each.new) for each in others))
        demand_sound(proposal.plan, proposal.base, after, {row.key for row in after} if change.verb == Verb.ADD else {change.key})
    except (Unfit, Invalid) as error:
        raise Conflict(_("Otros cambios se apoyan en este. Deshaga primero los que vinieron después.")) from error
    return Change.objects.create(
        proposal=proposal, base=proposal.base, verb=Verb.UNDO, key=change.key, undoes=change, at=clock.now(), by=actor.user_id
    )


@action
def send_proposal(*, actor: Actor, proposal: Proposal, reason: str) -> Proposal:
    """Ask the driving team to decide; the reason becomes that of the version."""
    draft = draft_of(_open(actor, proposal))
    if not reason.strip():
        raise Invalid(_("Diga por qué se ajusta el plan."), fields={"reason": _("Diga por qué se ajusta el plan.")})
    if not draft.differences:
        raise Invalid(_("La propuesta no cambia nada todavía. Edite alguna fila y envíela después."))
    demand_current(draft.proposal)
    found = draft.proposal
    found.reason, found.state, found.sent_at, found.sent_by = reason.strip(), ProposalState.SENT, clock.now(), actor.user_id
    found.save(update_fields=["reason", "state", "sent_at", "sent_by"])
    return found


@action
def withdraw_proposal(*, actor: Actor, proposal: Proposal) -> Proposal:
    """Give an adjustment up; it stays readable."""
    _demand_proposer(actor)
    found = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if found.state not in {*OPEN_PROPOSAL, ProposalState.SENT}:
        raise NotOpen(_("La propuesta ya se decidió y no se puede retirar."))
    found.state = ProposalState.WITHDRAWN
    found.save(update_fields=["state"])
    return found


@action
def rebase_proposal(*, actor: Actor, proposal: Proposal, seen: int, keep: frozenset[str]) -> Proposal:
    """Stand the proposal on the current version: what still holds is said again there, of what clashes only what is kept.

    `seen` is the version that the decider had before their eyes, `keep` names clashes by row and datum.
    """
    draft = draft_of(_open(actor, proposal, OPEN_PROPOSAL | {ProposalState.SENT}))
    current, found = merging_of(draft)
    if current.number != seen:
        raise Conflict(_("El plan cambió otra vez mientras usted decidía. Revise la comparación y confirme."))
    chosen = {name_of(each.edit) for each in found.clashes if each.can_keep and name_of(each.edit) in keep}
    kept = [*found.edits, *(each.edit for each in found.clashes if name_of(each.edit) in chosen)]
    moved = draft.proposal
    moved.base = current
    if moved.state == ProposalState.SENT:
        moved.state = ProposalState.DRAFT
    moved.save(update_fields=["base", "state"])
    fresh = draft_of(moved)
    after = _after(fresh, kept)
    demand_sound(moved.plan, current, after, {edit.key for edit in kept})
    for edit in difference(fresh.before, after):
        _keep(actor, moved, edit)
    return moved


def name_of(edit: Edit) -> str:
    """A clash by its row, what it does and its datum."""
    return "/".join(edit.slot)


def demand_current(proposal: Proposal) -> None:
    """Refuse what stands on a version of before."""
    if is_behind(proposal):
        raise Conflict(_("El plan cambió desde que se abrió esta propuesta. Póngala al día: verá qué choca y decidirá fila por fila."))


def _after(draft: Draft, edits: Sequence[Edit]) -> list[Said]:
    try:
        return applied(draft.after, edits)
    except Unfit as error:
        raise Conflict(UNFIT[error.why]) from error


def _keep(actor: Actor, proposal: Proposal, edit: Edit) -> Change:
    return Change.objects.create(
        proposal=proposal,
        base_id=proposal.base_id,
        verb=edit.verb,
        key=edit.key,
        field=edit.field,
        old=edit.old,
        new=edit.new,
        at=clock.now(),
        by=actor.user_id,
    )


def _open(actor: Actor, proposal: Proposal, states: Collection[str] = OPEN_PROPOSAL) -> Proposal:
    _demand_proposer(actor)
    found = Proposal.objects.select_for_update(of=("self",)).select_related("plan", "base__plan").get(pk=proposal.pk)
    if found.state not in states:
        raise NotOpen(_("La propuesta ya se envió o se decidió: no admite cambios. Abra otra, o pida que la devuelvan."))
    return found


def _demand_proposer(actor: Actor) -> None:
    if not can_propose(actor):
        raise Refused(_("Proponen ajustes coordinación, monitoreo y las instituciones del equipo impulsor. Pídalo a una de ellas."))


def _demand_seen(rows: Sequence[Said], edits: Sequence[Edit]) -> None:
    items = {row.key: row.item for row in rows}
    for edit in edits:
        if edit.verb == Verb.SET and edit.key in items and items[edit.key].get(edit.field) != edit.old:
            raise Conflict(
                _("Otra persona cambió ese dato mientras usted escribía. Revise y guarde otra vez."),
                theirs=items[edit.key].get(edit.field),
                yours=edit.new,
            )


def _demand_newest(draft: Draft, key: str, seen: int | None) -> None:
    if seen is not None and draft.newest_of(key) > seen:
        raise Conflict(_("Otra persona cambió esta fila mientras usted escribía. Revise y guarde otra vez."))
