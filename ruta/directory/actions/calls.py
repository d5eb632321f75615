"""How is the chain of calls of an office written, call by call? Each change is another version of its plan."""

from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from ruta.base.constraints import demand_constraints
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen
from ruta.base.transactions import action
from ruta.directory.actions.continuity import keep_what_held, written_anew
from ruta.directory.enums import PhoneKind
from ruta.directory.models import ContinuityCall, ContinuityPlan, Office
from ruta.directory.policies import demand_continuity
from ruta.directory.selectors.continuity import continuity_of

FEWEST_DIGITS = 3
MOST_CALLS = 60


@dataclass(frozen=True, kw_only=True)
class CallTerms:
    """Which post is called, by what, and by whom: another call of the chain, or whoever learns of it first."""

    post: str
    phone: str
    phone_kind: str
    caller_id: int | None = None


@action
def add_call(*, actor: Actor, office: Office, terms: CallTerms, version: int) -> ContinuityCall:
    """Add a call, the last one of whoever makes it."""
    plan = _held(actor, office, version)
    caller = plan.calls.filter(pk=terms.caller_id).first() if terms.caller_id else None
    _demand_sense(plan, terms, caller)
    last = plan.calls.filter(caller=caller).aggregate(last=Max("position"))["last"] or 0
    row = ContinuityCall(
        owner_institution_id=plan.owner_institution_id, plan=plan, caller=caller, position=last + 1, post=" ".join(terms.post.split()),
        phone=" ".join(terms.phone.split()), phone_kind=terms.phone_kind,
    )  # fmt: skip
    demand_constraints(row, field="post")
    row.save()
    written_anew(actor, plan)
    return row


@action
def change_call(*, actor: Actor, office: Office, call_id: int, terms: CallTerms, version: int) -> ContinuityCall:
    """Another number or a better name of a post, in its place: those that it calls stay behind it, and so does whoever calls it."""
    plan = _held(actor, office, version)
    row = _call(plan, call_id)
    _demand_none(_faults_of_number(terms))
    row.post, row.phone, row.phone_kind = " ".join(terms.post.split()), " ".join(terms.phone.split()), terms.phone_kind
    demand_constraints(row, field="post")
    row.save()
    written_anew(actor, plan)
    return row


@action
def drop_call(*, actor: Actor, office: Office, call_id: int, version: int) -> None:
    """Take a call out of the chain; first go those that this post makes."""
    plan = _held(actor, office, version)
    row = _call(plan, call_id)
    if row.calls.exists():
        raise NotOpen(_("Ese puesto llama a otros. Quite primero esas llamadas."))
    row.delete()
    written_anew(actor, plan)


def _held(actor: Actor, office: Office, version: int) -> ContinuityPlan:
    demand_continuity(actor, office)
    ContinuityPlan.objects.select_for_update().filter(office=office).first()
    row = continuity_of(office)
    if row is None:
        raise NotOpen(_("Escriba primero el plan de la oficina."))
    if row.version != version:
        raise Conflict(_("Alguien cambió este plan mientras usted escribía. Actualice la página y revise lo suyo."))
    keep_what_held(row)
    return row


def _call(plan: ContinuityPlan, call_id: int) -> ContinuityCall:
    row = plan.calls.filter(pk=call_id).first()
    if row is None:
        raise NotFound(_("Esa llamada ya no está en la cadena. Actualice la página."))
    return row


def _demand_sense(plan: ContinuityPlan, terms: CallTerms, caller: ContinuityCall | None) -> None:
    faults = _faults_of_number(terms)
    if terms.caller_id and caller is None:
        faults["caller"] = _("Elija quién llama, de los que ya están en la cadena.")
    if plan.calls.count() >= MOST_CALLS:
        faults["post"] = _("La cadena ya tiene 60 llamadas. Con menos se avisa más pronto.")
    _demand_none(faults)


def _faults_of_number(terms: CallTerms) -> dict[str, str]:
    faults = {}
    if not terms.post.strip():
        faults["post"] = _("Escriba a qué puesto se llama.")
    if terms.phone_kind not in PhoneKind.values:
        faults["phone_kind"] = _("Elija qué teléfono es.")
    elif sum(letter.isdecimal() for letter in terms.phone) < FEWEST_DIGITS and terms.phone_kind != PhoneKind.RADIO:
        faults["phone"] = _("Escriba el número.")
    elif not terms.phone.strip():
        faults["phone"] = _("Escriba el canal o la frecuencia.")
    return faults


def _demand_none(faults: dict[str, str]) -> None:
    if faults:
        raise Invalid(next(iter(faults.values())), fields=faults)
