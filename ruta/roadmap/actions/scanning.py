"""How is a maturity round opened, valued factor by factor, closed, and how is a gap answered by an activity?"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.transactions import action
from ruta.directory.models import Office
from ruta.roadmap.enums import WORK, Kind
from ruta.roadmap.models import Node, Plan, Scan, ScanAnswered, ScanScore
from ruta.roadmap.policies import can_scan
from ruta.roadmap.rules import SEVEN_VALUES
from ruta.roadmap.selectors.scans import gap_of, instrument, scan_of
from ruta.roadmap.selectors.trees import current_version, node_of


@dataclass(frozen=True)
class Valued:
    """The value of one factor and what proves it."""

    key: str
    value: int
    evidence: str


@action
def open_scan(*, actor: Actor, office: Office | None) -> Scan:
    """Begin a round of an office, or national; one at a time for each."""
    _demand(actor, office)
    try:
        with transaction.atomic():
            return Scan.objects.create(plan=instrument().plan, office=office, opened_at=now(), opened_by=actor.user_id)
    except IntegrityError as error:
        sentence = _("Ya hay una ronda abierta de esa oficina. Ciérrela antes de abrir otra.")
        raise Invalid(sentence, fields={"office": sentence}) from error


@action
def value_factors(*, actor: Actor, scan_id: int, said: list[Valued]) -> int:
    """Keep the values of some factors, each with its evidence; only the seven values are taken. Says how many."""
    scan = _held(actor, scan_id)
    known = set(Node.objects.filter(version=instrument(), kind=Kind.FACTOR).order_by("key").values_list("key", flat=True))
    wrong = {f"{each.key}-value": _("Solo valen 10, 20, 35, 50, 65, 80 y 100.") for each in said if each.value not in SEVEN_VALUES}
    wrong |= {f"{each.key}-evidence": _("Diga con qué se prueba.") for each in said if not each.evidence.strip()}
    if wrong:
        raise Invalid(_("Revise los factores señalados."), fields=wrong)
    if {each.key for each in said} - known:
        raise NotFound(_("Ese factor no está en el instrumento vigente."))
    for each in said:
        ScanScore.objects.update_or_create(
            scan=scan, key=each.key, defaults={"value": each.value, "evidence": each.evidence.strip(), "by": actor.user_id, "at": now()}
        )
    return len(said)


@action
def close_scan(*, actor: Actor, scan_id: int) -> Scan:
    """Freeze a round; factors without value stay without."""
    scan = _held(actor, scan_id)
    if not ScanScore.objects.filter(scan=scan).exists():
        raise NotOpen(_("Todavía no hay ningún factor con valor. Valore al menos uno."))
    scan.closed_at, scan.closed_by = now(), actor.user_id
    scan.save(update_fields=["closed_at", "closed_by"])
    return scan


@action
def answer_gap(*, actor: Actor, scan_id: int, key: str, plan: Plan, activity: str) -> ScanAnswered:
    """Say which activity of a plan meets a gap; also after the round was closed."""
    scan = scan_of(scan_id)
    _demand(actor, scan.office)
    gap_of(scan, key)
    if node_of(current_version(plan), activity).kind not in WORK:
        raise Invalid(_("Elija una actividad."), fields={"activity": _("Elija una actividad.")})
    return ScanAnswered.objects.get_or_create(
        scan=scan, key=key, plan=plan, activity=activity, defaults={"by": actor.user_id, "at": now()}
    )[0]


@action
def release_gap(*, actor: Actor, link_id: int) -> None:
    """Take back that an activity meets a gap."""
    link = ScanAnswered.objects.select_related("scan__office").filter(pk=link_id).first()
    if link is None:
        raise NotFound(_("Esa actividad ya no está en la brecha. Actualice la página."))
    _demand(actor, link.scan.office)
    link.delete()


def _held(actor: Actor, scan_id: int) -> Scan:
    scan = Scan.objects.select_for_update(of=("self",)).filter(pk=scan_id).first()
    if scan is None:
        raise NotFound(_("Esa ronda PES-Scan no existe. Elija una de la lista."))
    _demand(actor, scan.office)
    if not scan.is_open:
        raise NotOpen(_("Esta ronda ya se cerró y no cambia. Abra otra."))
    return scan


def _demand(actor: Actor, office: Office | None) -> None:
    if not can_scan(actor, office):
        raise Refused(_("Lo valora la coordinación de la oficina; lo nacional, coordinación central o monitoreo."))
