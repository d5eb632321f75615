"""How is a need opened, changed and let go?"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ruta.base.clock import now, today
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused
from ruta.base.transactions import action
from ruta.cases.actions.steps import demand_text, held_case, of_case, tell, touch
from ruta.cases.enums import LIVE_NEEDS, NeedState
from ruta.cases.events import NeedMoved, NeedRaised, NeedWantsReferral
from ruta.cases.instruments import Priority
from ruta.cases.models import Assessment, Case, Need
from ruta.cases.policies import demand_work, sees
from ruta.cases.rules.needs import raised_terms
from ruta.cases.selectors.planning import need_terms
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import Need as CodedNeed
from ruta.taxonomy.selectors import need as coded

EDITED = {"priority": gettext_noop("Prioridad"), "due_on": gettext_noop("Fecha límite"), "note": gettext_noop("Nota")}


@action
def add_need(*, actor: Actor, case_id: int, code: str, priority: str = "", due_on: date | None = None, note: str = "") -> Need:
    """Open a coded need; priority and term are those of the catalogue unless given."""
    case = held_case(case_id)
    demand_work(actor, case)
    kind = _coded(code)
    usual, days = need_terms(case, kind)
    _demand_terms(priority or usual, due_on)
    if code in _open_codes(case):
        raise NotOpen(_("Esa necesidad ya está abierta en el caso. Cámbiela en lugar de agregarla otra vez."))
    need = _open(case, kind, priority or usual, due_on or today() + timedelta(days=days), "counsellor", note)
    touch(case)
    return need


@action
def raise_needs(*, actor: Actor, assessment_id: int, codes: Collection[str] | None = None) -> list[Need]:
    """Open what an assessment asked for (all of it, or the codes that the person agreed to), each once; what nobody could tick always."""
    assessment = Assessment.objects.filter(pk=assessment_id, state="done").first()
    if assessment is None:
        raise NotFound(_("Esa valoración no existe o no la lleva su institución."))
    case = held_case(assessment.case_id)
    demand_work(actor, case)
    with acting_as(system(case.owner_institution_id, "raise needs")):  # whoever may not read a need opens it all the same
        needs = Assessment.objects.get(pk=assessment.pk).reading.get("needs", [])
    asked = [row for row in needs if codes is None or row["code"] in codes or _hides(actor, row["code"])]
    already = _open_codes(case)
    opened = [_from_instrument(case, row) for row in asked if row["code"] not in already]
    touch(case)
    return opened


@action
def ask_referral(*, actor: Actor, need_id: int) -> None:
    """Let a live need be referred now, by whoever refers."""
    need, case = _held_need(actor, need_id)
    tell(case, NeedWantsReferral, need_id=need.pk)


@action
def update_need(*, actor: Actor, need_id: int, priority: str, due_on: date | None, note: str = "", version: int | None = None) -> Need:
    """Change priority, term or note of an open need; a version seen earlier must still be the present one."""
    need, case = _held_need(actor, need_id)
    _demand_terms(priority, due_on if due_on != need.due_on else None)
    yours: dict[str, Any] = {"priority": priority, "due_on": due_on, "note": note.strip()}
    _demand_same(need, version, yours)
    for name, value in yours.items():
        setattr(need, name, value)
    need.version += 1
    need.save(update_fields=[*yours, "version"])
    touch(case)
    tell(case, NeedMoved, need_id=need.pk, state=need.state)
    return need


@action
def move_need(*, actor: Actor, need_id: int, state: str) -> Need:
    """Move a need by hand: open, in progress or met."""
    need, case = _held_need(actor, need_id, any_state=True)
    if state not in set(NeedState) or state == NeedState.DROPPED:
        raise Invalid(_("Elija cómo quedó la necesidad."), fields={"state": _("Elija cómo quedó la necesidad.")})
    set_need_state(case, need, NeedState(state))
    touch(case)
    return need


@action
def drop_need(*, actor: Actor, need_id: int, note: str) -> Need:
    """Let a need go, with the reason in words."""
    need, case = _held_need(actor, need_id)
    need.note = demand_text(note, "note", _("Escriba por qué ya no se atiende: la persona no quiso, no existe el servicio u otra razón."))
    need.save(update_fields=["note"])
    set_need_state(case, need, NeedState.DROPPED)
    touch(case)
    return need


def set_need_state(case: Case, need: Need, state: NeedState) -> None:
    """Write the new state of a need and tell it; a need already there stays untouched."""
    if need.state == state:
        return
    need.state, need.moved_at = state, now()
    need.met_at = now() if state is NeedState.MET else None
    need.version += 1
    need.save(update_fields=["state", "met_at", "moved_at", "version"])
    tell(case, NeedMoved, need_id=need.pk, state=str(state))


def _from_instrument(case: Case, row: dict[str, Any]) -> Need:
    kind = coded(row["code"])
    priority, days = raised_terms(row["priorities"], row["deadlines"], *need_terms(case, kind))
    return _open(case, kind, priority, today() + timedelta(days=days), "instrument", " ".join(row["reasons"]))


def _open(case: Case, kind: CodedNeed, priority: str, due_on: date, source: str, note: str) -> Need:
    need = Need.objects.create(
        **of_case(case), code=kind.code, priority=priority, sensitivity=kind.sensitivity, due_on=due_on, source=source, note=note.strip(),
        data_category="needs_sensitive" if kind.sensitivity == "strict" else "needs_general", identified_at=now(),
    )  # fmt: skip
    tell(case, NeedRaised, need_id=need.pk)
    return need


def _hides(actor: Actor, code: str) -> bool:
    """Nobody ticks what they may not read: it always opens."""
    return coded(code).sensitivity == "strict" and not actor.sees_strict


def _open_codes(case: Case) -> set[str]:
    """What is open, also where the acting user reads a mask; used to open nothing twice, and shown to nobody."""
    with acting_as(system(case.owner_institution_id, "open needs")):
        return {need.code for need in Need.objects.filter(case=case, state__in=LIVE_NEEDS)}


def _coded(code: str) -> CodedNeed:
    try:
        return coded(code)
    except UnknownCode as error:
        sentence = _("Elija una necesidad de la lista.")
        raise Invalid(sentence, fields={"code": sentence}) from error


def _held_need(actor: Actor, need_id: int, *, any_state: bool = False) -> tuple[Need, Case]:
    found = Need.objects.filter(pk=need_id).first()
    if found is None:
        raise NotFound(_("Esa necesidad no existe o no la lleva su institución."))
    case = held_case(found.case_id)
    demand_work(actor, case)
    found.refresh_from_db()
    if not sees(actor, found):
        raise Refused(_("Esta necesidad está protegida. La atiende responsable de protección."))
    if not any_state and found.state not in LIVE_NEEDS:
        raise NotOpen(_("Esa necesidad ya está resuelta. Abra otra si volvió."))
    return found, case


def _demand_terms(priority: str, due_on: date | None) -> None:
    fields = {}
    if priority not in set(Priority):
        fields["priority"] = _("Elija la prioridad.")
    if due_on is not None and due_on < today():
        fields["due_on"] = _("La fecha ya pasó. Ponga una de hoy en adelante.")
    if fields:
        raise Invalid(_("Revise la necesidad."), fields=fields)


def _demand_same(need: Need, version: int | None, yours: dict[str, Any]) -> None:
    if version is None or version == need.version:
        return
    both = [
        {"field": name, "label": _(EDITED[name]), "theirs": getattr(need, name), "yours": value}
        for name, value in yours.items() if getattr(need, name) != value
    ]  # fmt: skip
    raise Conflict(_("Otra persona cambió esta necesidad al mismo tiempo. Elija qué queda."), both=both, version=need.version)
