"""How is it told, in plain words, who opened or changed something of a person, and why?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L  # noqa: N812 (a table of words)

from ruta.base.clock import HONDURAS
from ruta.people.selectors.consents import Permission
from ruta.placements.enums import ApplicationState as S
from ruta.subjects.selectors import Happened

Words = Mapping[str, Promise]
OPENED: Words = {
    "open_case": L("Abrió su expediente"), "open_person": L("Vio sus datos"), "open_assessment": L("Vio sus respuestas"),
    "open_packet": L("Leyó lo que se le envió de usted"), "open_profile": L("Vio su perfil de trabajo"), "open_seeker": L("Vio su perfil de trabajo"),
    "override": L("Abrió sus datos sin su permiso, por una urgencia. Otra persona lo revisa."), "ask_system": L("Preguntó por usted al sistema de otra institución, con su permiso"), "own_invited": L("Le dio entrada a esta página"),
}  # fmt: skip
CHANGED: Words = {
    "people_person": L("Anotó o corrigió sus datos"), "people_contact": L("Anotó o corrigió su teléfono o correo"),
    "people_identifier": L("Anotó o corrigió su documento"), "people_consent": L("Anotó un permiso suyo"), "people_returnepisode": L("Anotó su retorno"),
    "cases_personalplan": L("Cambió su plan"), "cases_goal": L("Cambió su plan"), "cases_planaction": L("Cambió su plan"),
    "cases_servicedelivery": L("Anotó una atención"), "cases_followup": L("Anotó cómo le va"), "agenda_appointment": L("Anotó o cambió una cita"),
    "referrals_referral": L("Trabajó en una solicitud suya"), "placements_seekerprofile": L("Cambió su perfil de trabajo"),
    "placements_application": L("Trabajó en una postulación suya"), "subjects_datarequest": L("Contestó lo que usted pidió"),
    "communication_message": L("Le escribió un mensaje"),
}  # fmt: skip

APPLIED: Words = {
    S.SUGGESTED: L("Se la proponen: diga si la quiere"), S.APPLIED: L("Ya está postulada o postulado"), S.PRESELECTED: L("Pasó la primera selección"),
    S.INTERVIEW: L("Tiene entrevista"), S.OFFERED: L("Le ofrecen el puesto"), S.HIRED: L("Le contrataron"), S.REFUSED: L("Esta vez no siguió"),
    S.WITHDRAWN: L("Usted la dejó"), S.CLOSED: L("Se cerró la vacante"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One line: who, what they did, how often that day, and why they may."""

    who: str
    what: str
    why: str
    at: datetime
    times: int


@dataclass(frozen=True, slots=True)
class Given(Happened):
    """The system of an institution was given data of the person: for what, and which, as the log of messages says."""

    purpose: str
    data: str


def trail_in_words(rows: Iterable[Happened], names: Mapping[int, str], permissions: Iterable[Permission], owner_id: int) -> list[Told]:
    """The trail with its lines of one day, institution and kind drawn together; the newest first."""
    purposes = {each.consent.grantee_id: each.purpose_label for each in permissions}
    lines: dict[tuple[object, ...], Told] = {}
    for row in rows:
        what, why = _what(row), _why(row, purposes, owner_id)
        key = (row.institution_id, what, why, row.at.astimezone(HONDURAS).date())
        known = lines.get(key)
        times = known.times + 1 if known else 1
        lines[key] = Told(_who(row, names), what, why, known.at if known else row.at, times)
    return list(lines.values())


def _who(row: Happened, names: Mapping[int, str]) -> str:
    return names.get(row.institution_id or 0) or _("Una institución que usted conoce")


def _what(row: Happened) -> str:
    if row.what == "given":
        return _("Su sistema pidió sus datos y los recibió")
    table = OPENED if row.what == "open" else CHANGED
    return str(table.get(row.kind, L("Abrió algo de su expediente") if row.what == "open" else L("Anotó algo en su expediente")))


def _why(row: Happened, purposes: Mapping[int, str], owner_id: int) -> str:
    if isinstance(row, Given):
        told = _("Para: %(purpose)s. Recibió: %(data)s.") % {"purpose": row.purpose, "data": row.data}
        return told if row.data else ""
    if row.kind == "override":
        return ""
    if row.institution_id == owner_id:
        return _("Lleva su caso")
    if row.institution_id is None:
        return ""
    purpose = purposes.get(row.institution_id)
    return _("Con su permiso: %(purpose)s") % {"purpose": purpose} if purpose else _("Por una solicitud suya")
