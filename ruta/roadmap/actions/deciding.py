"""How does the driving team answer an adjustment, and how does its approval become the next version?"""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotOpen, Refused
from ruta.base.transactions import action
from ruta.roadmap.actions.checking import demand_sound
from ruta.roadmap.actions.planting import plant
from ruta.roadmap.actions.proposing import demand_current
from ruta.roadmap.enums import ProposalState
from ruta.roadmap.models import BudgetLine, Node, PlanVersion, Proposal, Risk
from ruta.roadmap.planning import Said, nested
from ruta.roadmap.policies import can_decide
from ruta.roadmap.rules.trees import INHERITED
from ruta.roadmap.selectors import authors_of, draft_of
from ruta.taxonomy.rules import fingerprint


@action
def approve_proposal(*, actor: Actor, proposal: Proposal, answer: str = "") -> PlanVersion:
    """Write the next version out of the proposal; all of it or nothing."""
    found = _sent(actor, proposal)
    current = PlanVersion.objects.select_for_update().get(plan=found.plan_id, is_current=True)
    demand_current(found)
    draft = draft_of(found)
    demand_sound(found.plan, current, draft.after, {row.key for row in draft.after})
    version = _written(current, draft.after, found.reason, actor)
    _decide(found, actor, ProposalState.APPROVED, answer, version)
    return version


@action
def return_proposal(*, actor: Actor, proposal: Proposal, answer: str) -> Proposal:
    """Give it back to its writers with what is missing."""
    found = _sent(actor, proposal)
    if not answer.strip():
        raise Invalid(_("Diga qué falta para aprobarla."), fields={"answer": _("Diga qué falta para aprobarla.")})
    return _decide(found, actor, ProposalState.RETURNED, answer, None)


def _sent(actor: Actor, proposal: Proposal) -> Proposal:
    found = Proposal.objects.select_for_update(of=("self",)).select_related("plan", "base__plan").get(pk=proposal.pk)
    if found.state != ProposalState.SENT:
        raise NotOpen(_("La propuesta no espera decisión: ya se decidió, se devolvió o se retiró."))
    authors = authors_of(found)
    if actor.user_id in authors:
        raise Refused(_("Usted participó en esta propuesta: la decide otra persona del equipo impulsor."))
    if not can_decide(actor, found, authors):
        raise Refused(_("Deciden las instituciones del equipo impulsor, por coordinación, monitoreo o su enlace."))
    return found


def _decide(proposal: Proposal, actor: Actor, state: str, answer: str, result: PlanVersion | None) -> Proposal:
    proposal.state, proposal.answer, proposal.result = state, answer.strip(), result
    proposal.decided_at, proposal.decided_by, proposal.decided_in_id = clock.now(), actor.user_id, actor.institution_id
    proposal.save(update_fields=["state", "answer", "result", "decided_at", "decided_by", "decided_in"])
    return proposal


def _written(before: PlanVersion, rows: list[Said], reason: str, actor: Actor) -> PlanVersion:
    content = before.header | {"items": nested([_whole(row) for row in rows])}
    sha256 = fingerprint(content)
    if sha256 == before.sha256:
        raise Conflict(_("La propuesta ya no cambia nada: el plan dice lo mismo. Retírela."))
    PlanVersion.objects.filter(pk=before.pk).update(is_current=False)
    version = PlanVersion.objects.create(
        plan=before.plan,
        number=before.number + 1,
        sha256=sha256,
        header=before.header,
        reason=reason,
        is_current=True,
        loaded_at=clock.now(),
        loaded_by=actor.user_id,
    )
    plant(version, content)
    _carry(before, version)
    return version


def _whole(row: Said) -> Said:
    """What an activity would take from its measure when it says nothing is said: empty stays empty."""
    missing: dict[str, Any] = {name: [] if name == "territories" else None for name in INHERITED if name not in row.item}
    return Said(row.key, row.parent, dict(row.item) | missing)


def _carry(before: PlanVersion, after: PlanVersion) -> None:
    """Money and risks are written in their own places: they come along with their rows as they stand."""
    nodes = dict(Node.objects.filter(version=after).order_by().values_list("key", "pk"))
    for model in (BudgetLine, Risk):
        _copy(model, before, nodes)


def _copy(model: type[models.Model], before: PlanVersion, nodes: Mapping[str, int]) -> None:
    kept: list[Any] = list(model._default_manager.filter(node__version=before, node__key__in=nodes).select_related("node"))  # noqa: SLF001
    for each in kept:
        each.node_id, each.pk = nodes[each.node.key], None
    model._default_manager.bulk_create(kept)  # noqa: SLF001
