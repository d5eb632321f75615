"""Which verbs does the menu of a case offer, open ones with their address, the others with what is missing?"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ruta.base import routes
from ruta.cases.enums import CaseVerb
from ruta.cases.models import Case
from ruta.cases.selectors import CasePage

V = CaseVerb


@dataclass(frozen=True)
class MenuRow:
    """One line of the menu."""

    label: Any
    icon: str
    url: str
    missing: str = ""


# Verb of the table, word of the address (or the name of a screen of its own), label, icon.
VERBS = (
    (V.ASSESS, "desk:case-assess", _("Hacer una valoración"), "clipboard-check"),
    (V.PLAN, "desk:case-plan", _("Acordar el itinerario"), "signpost-split"),
    (V.FOLLOW_UP, "en-seguimiento", _("Pasar a seguimiento"), "telephone"),
    (V.OFFER_TRANSFER, "trasladar", _("Trasladar a otra oficina"), "truck"),
    (V.OFFER_TRANSFER, "entregar", _("Entregar a otra institución"), "building"),
    (V.ACCEPT_TRANSFER, "recibir", _("Recibir el caso"), "inbox"),
    (V.DECLINE_TRANSFER, "no-recibir", _("No se puede recibir"), "slash-circle"),
    (V.PAUSE, "pausar", _("Poner en pausa"), "pause-circle"),
    (V.RESUME, "retomar", _("Retomar el caso"), "arrow-repeat"),
    (V.CLOSE, "cerrar", _("Cerrar el caso"), "lock"),
    (V.REOPEN, "reabrir", _("Reabrir el caso"), "unlock"),
)


def menu_of(page: CasePage) -> list[MenuRow]:
    """The parts that can be worked on, then the verbs of the table: open first, then with what is missing."""
    case_id = page.case.pk
    rows = _work(page.case) if page.may_work else []
    states = {str(verb.code): verb for verb in page.verbs}
    offered = [(states[code], place, label, icon) for code, place, label, icon in VERBS if code in states]
    told = [
        MenuRow(label, icon, address(place, case_id), "" if verb.is_open else " ".join(verb.missing))
        for verb, place, label, icon in offered
    ]
    answers = {address("recibir", case_id), address("no-recibir", case_id)}
    shown = [row for row in told if page.facts.receives_transfer or row.url not in answers]
    return [*rows, *sorted(shown, key=lambda row: bool(row.missing))]


def address(place: str, case_id: int) -> str:
    """Where a verb is done."""
    return routes.address(place, case_id) if ":" in place else routes.address("desk:case-verb", case_id, place)


def _work(case: Case) -> list[MenuRow]:
    case_id = case.pk
    return [
        MenuRow(_("Dar cita"), "calendar-plus", reverse("desk:appointment-choose", args=[case.person_id])),
        MenuRow(_("Hoja para la persona"), "printer", address("desk:case-paper", case_id)),
        MenuRow(_("Documentos fotografiados"), "camera", address("desk:field-photos", case_id)),
        MenuRow(_("Necesidades"), "list-check", address("desk:case-needs", case_id)),
        MenuRow(_("Poner un seguimiento"), "telephone", address("seguimiento", case_id)),
        MenuRow(_("Cambiar responsable"), "person-badge", address("responsable", case_id)),
    ]
