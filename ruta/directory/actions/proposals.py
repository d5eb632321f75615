"""How does somebody outside an institution propose what its entry should say, and how does the institution decide?"""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotOpen, Refused
from ruta.base.transactions import action
from ruta.directory.actions.services import ServiceTerms, note_step, save_service
from ruta.directory.enums import ProposalState
from ruta.directory.models import Service, ServiceProposal
from ruta.directory.policies import can_propose, demand_editing


@action
def propose_change(*, actor: Actor, service_id: int, terms: ServiceTerms, note: str = "") -> ServiceProposal:
    """Keep what differs from the entry; nothing changes until its institution says so."""
    service = Service.objects.get(pk=service_id)
    if not can_propose(actor, service.institution_id) or actor.institution_id is None:
        raise Refused(_("Proponer cambios es de gestión territorial. Dígale lo que vio."))
    before = ServiceTerms.of(service)
    changes = terms.changes(before)
    if not changes:
        raise Invalid(_("No cambió nada. Escriba lo que debe decir el servicio."))
    stood: dict[str, Any] = before.changes(terms)
    made = ServiceProposal.objects.create(
        service=service, changes=changes, before=stood, note=note.strip()[:400], institution_id=actor.institution_id, user_id=actor.user_id,
        made_at=clock.now(),
    )  # fmt: skip
    note_step(actor, service, "proposed", note=note, fields=sorted(changes))
    return made


@action
def decide_proposal(*, actor: Actor, proposal_id: int, is_accepted: bool, note: str = "") -> ServiceProposal:
    """The institution takes what was proposed into its entry, or says why not; what it changed meanwhile elsewhere stays."""
    made = ServiceProposal.objects.select_for_update().select_related("service").get(pk=proposal_id)
    demand_editing(actor, made.service.institution_id)
    if made.state != ProposalState.OPEN:
        raise NotOpen(_("Esta propuesta ya se decidió."))
    if not is_accepted and not note.strip():
        raise Invalid(_("Diga por qué no."), fields={"note": _("Diga por qué no.")})
    if is_accepted:
        terms = replace(ServiceTerms.of(made.service), **made.changes)
        save_service(actor=actor, institution_id=made.service.institution_id, service_id=made.service_id, terms=terms)
    made.state = ProposalState.ACCEPTED if is_accepted else ProposalState.REFUSED
    made.decided_at, made.decided_by_id, made.decision_note = clock.now(), actor.user_id, note.strip()[:400]
    made.save(update_fields=["state", "decided_at", "decided_by_id", "decision_note"])
    note_step(actor, made.service, "accepted" if is_accepted else "refused", note=note, fields=sorted(made.changes))
    return made
