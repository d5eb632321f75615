"""How is the plan of an office written and approved, and how is it tried, again and again?"""

from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext as _

from ruta.base.clock import HONDURAS, now, today
from ruta.base.constraints import demand_constraints
from ruta.base.context import Actor
from ruta.base.days import wrong_year
from ruta.base.errors import Conflict, Invalid, NotOpen, Refused
from ruta.base.transactions import action
from ruta.directory.enums import DrillKind
from ruta.directory.models import ContinuityPlan, ContinuityVersion, Drill, Office
from ruta.directory.policies import can_keep_continuity, demand_continuity
from ruta.directory.selectors.continuity import chain_of, continuity_of, drill_of

WORDS = ("first_hour", "alternative_site", "without_power", "without_network", "contacts")


@dataclass(frozen=True, kw_only=True)
class ContinuityTerms:
    """What a plan says."""

    alternative_site: str
    first_hour: str
    without_power: str
    without_network: str
    contacts: str
    review_on: date


@dataclass(frozen=True, kw_only=True)
class Held:
    """How a drill went."""

    held_on: date
    minutes: int | None
    went_well: bool
    findings: str = ""


@action
def save_continuity_plan(*, actor: Actor, office: Office, terms: ContinuityTerms, version: int | None = None) -> ContinuityPlan:
    """Write the plan of an office, or another version of it, which waits for its approval."""
    demand_continuity(actor, office)
    ContinuityPlan.objects.select_for_update().filter(office=office).first()
    row = continuity_of(office)
    if row is not None and version is not None and row.version != version:
        raise Conflict(_("Alguien cambió este plan mientras usted escribía. Compare: si guarda otra vez, queda lo suyo."))
    if sentence := _("La próxima revisión va después de hoy.") if terms.review_on <= today() else wrong_year(terms.review_on):
        raise Invalid(_("Revise la fecha."), fields={"review_on": sentence})
    if row is not None:
        keep_what_held(row)
    row = row or ContinuityPlan(office=office, owner_institution_id=office.institution_id, version=0)
    for name, value in asdict(terms).items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    written_anew(actor, row)
    return row


def keep_what_held(row: ContinuityPlan) -> None:
    """Keep an approved version as it stands, once: what comes next never overwrites it."""
    if row.approved_at is None:
        return
    calls = [
        {"depth": depth, "post": each.post, "caller": each.caller.post if each.caller else "", "phone": each.phone, "kind": each.phone_kind}
        for depth, each in chain_of(row)
    ]
    ContinuityVersion.objects.get_or_create(
        plan=row, number=row.version,
        defaults={
            "owner_institution_id": row.owner_institution_id, "words": {name: getattr(row, name) for name in WORDS}, "calls": calls,
            "review_on": row.review_on, "at": row.at, "by": row.by, "approved_at": row.approved_at, "approved_by": row.approved_by,
        },
    )  # fmt: skip


def written_anew(actor: Actor, row: ContinuityPlan) -> None:
    """Another version, which waits for its approval."""
    row.version += 1
    row.at, row.by, row.approved_at, row.approved_by = now(), actor.user_id, None, None
    row.save()


@action
def approve_continuity_plan(*, actor: Actor, office: Office, version: int) -> ContinuityPlan:
    """Let the plan hold: another person than who wrote it, and the version that was read."""
    demand_continuity(actor, office)
    ContinuityPlan.objects.select_for_update().filter(office=office).first()
    row = continuity_of(office)
    if row is None or row.version != version or row.approved_at is not None:
        raise NotOpen(_("Este plan cambió o ya está aprobado. Actualice la página."))
    if row.by == actor.user_id:
        raise Refused(_("Lo aprueba otra persona, no quien lo escribió."))
    if not row.contacts and not row.calls.exists():
        raise NotOpen(_("Falta a quién se llama. Agregue al menos una llamada a la cadena."))
    row.approved_at, row.approved_by = now(), actor.user_id
    row.save(update_fields=["approved_at", "approved_by"])
    keep_what_held(row)
    return row


@action
def plan_drill(*, actor: Actor, office: Office, kind: str, planned_on: date) -> Drill:
    """Say when the plan will be tried."""
    demand_continuity(actor, office)
    if sentence := _("La fecha ya pasó. Ponga una de hoy en adelante.") if planned_on < today() else wrong_year(planned_on):
        raise Invalid(_("Revise la fecha."), fields={"planned_on": sentence})
    return Drill.objects.create(
        office=office, institution_id=office.institution_id, kind=kind, planned_on=planned_on, at=now(), by=actor.user_id
    )


@action
def record_drill(*, actor: Actor, drill_id: int, held: Held) -> Drill:
    """Say how it went; what it showed waits until it is mended."""
    row = _locked(actor, drill_id)
    _demand_waiting(row)
    if held.held_on > today():
        raise Invalid(_("Revise la fecha."), fields={"held_on": _("Se anota después de hacerlo.")})
    if held.held_on < row.at.astimezone(HONDURAS).date():
        raise Invalid(_("Revise la fecha."), fields={"held_on": _("Ese día todavía no estaba previsto este simulacro.")})
    row.held_on, row.minutes, row.went_well, row.findings = held.held_on, held.minutes, held.went_well, held.findings.strip()
    demand_constraints(row, field="findings")
    row.save()
    return row


@action
def call_off_drill(*, actor: Actor, drill_id: int, why: str) -> Drill:
    """It will not be held; said before its day, it does not count as one that was planned. Afterwards it was not held."""
    row = _locked(actor, drill_id)
    _demand_waiting(row)
    if row.planned_on <= today():
        raise NotOpen(_("Su día ya llegó: cuenta como previsto. Anote cómo salió cuando se haga."))
    row.called_off_on, row.why_off = today(), why.strip()[:400]
    demand_constraints(row, field="why")
    row.save(update_fields=["called_off_on", "why_off"])
    return row


@action
def mend_findings(*, actor: Actor, drill_id: int, mending: str) -> Drill:
    """Say how what a drill showed was mended."""
    row = _locked(actor, drill_id)
    if not row.findings or row.mended_on is not None:
        raise NotOpen(_("Este simulacro no tiene nada por corregir. Actualice la página."))
    if not mending.strip():
        raise Invalid(_("Diga cómo se corrigió."), fields={"mending": _("Diga cómo se corrigió.")})
    row.mended_on, row.mending = today(), mending.strip()
    row.save(update_fields=["mended_on", "mending"])
    return row


@action
def record_restore(*, actor: Actor, seconds: float) -> Drill:
    """A copy was brought back: proof that it can be, with how long it took."""
    return Drill.objects.create(
        kind=DrillKind.RESTORE, planned_on=today(), held_on=today(), minutes=max(1, round(seconds / 60)), went_well=True, at=now(), by=actor.user_id
    )  # fmt: skip


def _demand_waiting(row: Drill) -> None:
    if row.held_on is not None:
        raise NotOpen(_("Este simulacro ya se anotó. Actualice la página."))
    if row.called_off_on is not None:
        raise NotOpen(_("Este simulacro se canceló. Prevea otro."))


def _locked(actor: Actor, drill_id: int) -> Drill:
    Drill.objects.select_for_update().filter(pk=drill_id).first()
    row = drill_of(drill_id)
    if row.office is None or not can_keep_continuity(actor, row.office):
        raise Refused(_("El plan lo escribe la coordinación de esa oficina, o coordinación central de su institución."))
    return row
