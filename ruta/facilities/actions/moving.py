"""How does what an office lacks get a budget, get bought, arrive with evidence, and stay in order?"""

from datetime import date

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.days import wrong_year
from ruta.base.errors import Conflict, NotFound, NotOpen
from ruta.base.papers import file_to_keep
from ruta.base.transactions import action
from ruta.facilities.actions.looking import LONGEST, fault
from ruta.facilities.enums import Kind, Stage, State
from ruta.facilities.models import Evidence, Requirement, Upkeep
from ruta.facilities.policies import demand_buying, demand_keeping
from ruta.facilities.rules import BACK, UNBOUGHT, UNBUDGETED, may_follow, upkeep_due
from ruta.facilities.selectors import can_take_back, evidence_of

MOST_EVIDENCE = 30


@action
def correct_requirement(  # noqa: PLR0913 (keywords only)
    *, actor: Actor, requirement_id: int, version: int | None, kind: str, what: str, quantity: int, estimate: int | None = None, is_urgent: bool = False
) -> Requirement:  # fmt: skip
    """Say otherwise what is lacking, as long as no money was given for it."""
    row = _held(requirement_id, version)
    demand_keeping(actor, row.office)
    if row.state != State.NEEDED:
        raise NotOpen(_("Está en «%(state)s»: ese paso no se corrige.") % {"state": row.get_state_display()})
    if not what.strip():
        raise fault("what", _("Escriba qué hace falta."))
    if quantity < 1:
        raise fault("quantity", _("Escriba cuántos hacen falta."))
    row.kind, row.what, row.quantity, row.estimate, row.is_urgent = (
        Kind(kind),
        " ".join(what.split())[:LONGEST],
        quantity,
        estimate,
        is_urgent,
    )
    row.version += 1
    row.save(update_fields=["kind", "what", "quantity", "estimate", "is_urgent", "version"])
    return row


@action
def give_budget(*, actor: Actor, requirement_id: int, version: int | None, budget: int, funding: str) -> Requirement:
    """Say how much there is for it, and whose money."""
    row = _held(requirement_id, version)
    demand_buying(actor, row.office)
    if budget < 1:
        raise fault("budget", _("Escriba de cuánto es el presupuesto."))
    if not funding.strip():
        raise fault("funding", _("Escriba de quién son los fondos."))
    row.budget, row.funding = budget, funding.strip()[:160]
    return _moved(row, State.BUDGETED)


@action
def buy_requirement(*, actor: Actor, requirement_id: int, version: int | None, supplier: str, order_ref: str, paid: int) -> Requirement:
    """Say from whom it was bought or contracted, and what it costs."""
    row = _held(requirement_id, version)
    demand_buying(actor, row.office)
    if not supplier.strip():
        raise fault("supplier", _("Escriba el proveedor."))
    if not order_ref.strip():
        raise fault("order_ref", _("Escriba el número de la orden o del contrato."))
    row.supplier, row.order_ref, row.paid = supplier.strip()[:160], order_ref.strip()[:80], paid
    return _moved(row, State.PURCHASED)


@action
def receive_requirement(  # noqa: PLR0913 (keywords only)
    *, actor: Actor, requirement_id: int, version: int | None, received_on: date, received: int, upkeep_months: int, title: str, content: bytes
) -> Requirement:  # fmt: skip
    """Say that it is there, with a photograph or a paper: without evidence nothing counts as received. What is missing of it is still waited for."""
    row = _held(requirement_id, version)
    demand_keeping(actor, row.office)
    if sentence := _("Ese día todavía no llega.") if received_on > today() else wrong_year(received_on):
        raise fault("received_on", sentence)
    if received < 1:
        raise fault("received", _("Escriba cuánto se recibió."))
    if received > row.quantity:
        raise fault(
            "received", _("Aquí solo faltan %(quantity)d. Lo demás se anota aparte, como otro requerimiento.") % {"quantity": row.quantity}
        )
    _demand_next(row, State.RECEIVED)
    _keep(actor, row, Stage.DELIVERY, title, content)
    row.received_on, row.received, row.upkeep_months = received_on, received, upkeep_months
    row.upkeep_on = upkeep_due(received_on, upkeep_months)
    if received < row.quantity:
        _still_missing(actor, row, row.quantity - received)
    return _moved(row, State.RECEIVED)


@action
def step_back(*, actor: Actor, requirement_id: int, version: int | None) -> Requirement:
    """Write the last step anew: what it said stays until then, and the audit keeps it."""
    row = _held(requirement_id, version)
    demand_buying(actor, row.office)
    before = BACK.get(row.state)
    if before is None:
        raise NotOpen(_("Está en «%(state)s»: ese paso no se corrige.") % {"state": row.get_state_display()})
    row.state, row.state_since, row.version = before, today(), row.version + 1
    row.save(update_fields=["state", "state_since", "version"])
    return row


@action
def take_delivery_back(*, actor: Actor, requirement_id: int, version: int | None) -> Requirement:
    """A delivery that was noted wrongly is waited for again, with its rest and without its paper, until something stands on it."""
    row = _held(requirement_id, version)
    demand_keeping(actor, row.office)
    if not can_take_back(row):
        raise NotOpen(_("Esta entrega ya no se deshace: después se anotó un mantenimiento, una foto o lo que faltaba."))
    Requirement.objects.filter(rest_of=row).delete()
    row.evidence.filter(stage=Stage.DELIVERY).delete()
    row.received_on, row.received, row.upkeep_months, row.upkeep_on = None, None, 0, None
    row.state, row.state_since, row.version = State.PURCHASED, today(), row.version + 1
    row.save()
    return row


@action
def drop_requirement(*, actor: Actor, requirement_id: int, version: int | None, why: str) -> Requirement:
    """It is no longer lacking, or nobody will pay for it."""
    row = _held(requirement_id, version)
    demand_keeping(actor, row.office)
    if not why.strip():
        raise fault("why", _("Escriba por qué ya no hace falta."))
    row.why_dropped = why.strip()[:300]
    row.budget = None if row.state in UNBUDGETED else row.budget  # of a step that was to be written anew
    row.paid = None if row.state in UNBOUGHT else row.paid
    return _moved(row, State.DROPPED)


@action
def note_upkeep(*, actor: Actor, requirement_id: int, done_on: date, what: str, cost: int | None = None) -> Upkeep:
    """Say what was done to keep it working; the next time is reckoned from that day."""
    row = _held(requirement_id, None)
    demand_keeping(actor, row.office)
    if row.state != State.RECEIVED:
        raise NotOpen(_("El mantenimiento se anota de lo que ya se recibió."))
    if row.received_on and not row.received_on <= done_on <= today():
        raise fault("done_on", _("Va entre el día en que se recibió y hoy."))
    if not what.strip():
        raise fault("what", _("Escriba qué se hizo."))
    made = Upkeep.objects.create(
        requirement=row, done_on=done_on, what=what.strip()[:300], cost=cost, noted_at=now(), noted_by=actor.user_id
    )
    last = max(row.upkeeps.order_by("pk").values_list("done_on", flat=True))
    row.upkeep_on = upkeep_due(last, row.upkeep_months)
    row.save(update_fields=["upkeep_on"])
    return made


@action
def add_evidence(*, actor: Actor, requirement_id: int, stage: str, title: str, content: bytes) -> Evidence:
    """Keep a photograph or a paper of one step."""
    row = _held(requirement_id, None)
    demand_keeping(actor, row.office)
    return _keep(actor, row, Stage(stage), title, content)


@action
def take_evidence_back(*, actor: Actor, requirement_id: int, evidence_id: int) -> int:
    """A photograph or paper that shows somebody, or another thing, goes; what was received keeps one proof at least. Says which."""
    row = _held(requirement_id, None)
    demand_keeping(actor, row.office)
    found = evidence_of(row, evidence_id)
    others = row.evidence.filter(stage=Stage.DELIVERY).exclude(pk=found.pk)
    if row.state == State.RECEIVED and found.stage == Stage.DELIVERY and not others.exists():
        raise NotOpen(_("Es la única prueba de la entrega. Agregue otra antes de quitarla, o deshaga la entrega."))
    found.delete()
    return evidence_id


def _still_missing(actor: Actor, row: Requirement, quantity: int) -> Requirement:
    """The rest of an order, bought and not there; its money stands with what arrived."""
    same = {name: getattr(row, name) for name in ("office", "survey", "kind", "what", "is_urgent", "funding", "supplier", "order_ref")}
    return Requirement.objects.create(
        **same, rest_of=row, quantity=quantity, state=State.PURCHASED, state_since=today(), noted_at=now(), noted_by=actor.user_id
    )


def _held(requirement_id: int, version: int | None) -> Requirement:
    row = Requirement.objects.select_for_update(of=("self",)).select_related("office").filter(pk=requirement_id).first()
    if row is None:
        raise NotFound(_("Ese requerimiento no existe. Vuelva a la lista."))
    if version is not None and version != row.version:
        raise Conflict(_("Otra persona cambió este requerimiento mientras usted lo tenía abierto. Revise cómo quedó."), version=row.version)
    return row


def _demand_next(row: Requirement, wanted: State) -> None:
    if not may_follow(row.state, wanted):
        raise NotOpen(_("Está en «%(state)s»: ese paso no sigue. Actualice la página.") % {"state": row.get_state_display()})


def _moved(row: Requirement, wanted: State) -> Requirement:
    _demand_next(row, wanted)
    row.state, row.state_since = wanted, today()
    row.version += 1
    row.save()
    return row


def _keep(actor: Actor, row: Requirement, stage: Stage, title: str, content: bytes) -> Evidence:
    kind, content = file_to_keep(content)
    if row.evidence.count() >= MOST_EVIDENCE:
        raise NotOpen(_("Este requerimiento ya tiene treinta fotos y documentos."))
    return Evidence.objects.create(
        requirement=row, stage=stage, title=" ".join(title.split())[:160] or str(stage.label), kind=kind, size=len(content), content=content,
        added_at=now(), added_by=actor.user_id,
    )  # fmt: skip
