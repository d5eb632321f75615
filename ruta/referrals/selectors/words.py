"""In which words does a reader meet a state, a verb, a reason or a datum of a packet?"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ruta.referrals.enums import ReasonKind, ReferralState, ReferralVerb
from ruta.referrals.models import Referral
from ruta.referrals.policies import RESTRICTED
from ruta.referrals.rules import NextStep, Reason, ReasonBook
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import CatalogueContent, catalogue, label

Text = str | Promise
S, V = ReferralState, ReferralVerb


@dataclass(frozen=True, slots=True)
class StateWord:
    """A state as a badge: word, icon and tone; and what it waits for, in a few words."""

    label: Text
    icon: str
    tone: str
    waits: Text


STATES: Mapping[ReferralState, StateWord] = {
    S.DRAFT: StateWord(_("Sin enviar"), "pencil", "", _("falta enviar")),
    S.SENT: StateWord(_("Enviada"), "send", "way", _("falta que reciban")),
    S.RECEIVED: StateWord(_("Recibida"), "inbox", "way", _("falta su respuesta")),
    S.ACCEPTED: StateWord(_("Aceptada"), "check2", "way", _("falta la cita")),
    S.SCHEDULED: StateWord(_("Con cita"), "calendar-check", "way", _("falta que asista")),
    S.ATTENDED: StateWord(_("Asistió"), "person-check", "way", _("falta el resultado")),
    S.NO_SHOW: StateWord(_("No asistió"), "person-dash", "care", _("falta nueva cita")),
    S.DELIVERED: StateWord(_("Por confirmar"), "chat-left-dots", "you", _("falta que confirme")),
    S.CONFIRMED: StateWord(_("Confirmada"), "patch-check", "done", _("la persona confirmó")),
    S.DISPUTED: StateWord(_("En aclaración"), "question-diamond", "care", _("la persona dice que no fue así")),
    S.DECLINED: StateWord(_("No aceptada"), "slash-circle", "stop", _("no aceptada")),
    S.REROUTED: StateWord(_("Reorientada"), "signpost-split", "way", _("sigue en otra institución")),
    S.EXPIRED: StateWord(_("Venció sin respuesta"), "hourglass-bottom", "stop", _("venció")),
    S.WITHDRAWN: StateWord(_("Retirada"), "arrow-return-left", "", _("retirada")),
    S.CLOSED: StateWord(_("Cerrada"), "check2-all", "done", _("cerrada")),
}
# Two different things with different next steps: a provider that cannot, and a person who does not want to.
NOT_WANTED = StateWord(_("La persona no quiso"), "arrow-return-left", "care", _("la persona no lo quiso"))
VERBS: Mapping[ReferralVerb, Text] = {
    V.SEND: _("Envió la derivación"),
    V.ACKNOWLEDGE: _("Acusó recibo"),
    V.ACCEPT: _("Aceptó"),
    V.DECLINE: _("No aceptó"),
    V.REFUSE: _("La persona no lo quiere"),
    V.REROUTE: _("Reorientó a otro servicio"),
    V.SCHEDULE: _("Dio cita"),
    V.ASK_OTHER_DATE: _("La persona pidió otra fecha"),
    V.CALL_OFF: _("No podrá ese día y dará otra fecha"),
    V.ATTEND: _("La persona asistió"),
    V.MISS: _("La persona no asistió"),
    V.REPORT_PROGRESS: _("Informó avance"),
    V.DELIVER: _("Prestó el servicio"),
    V.CONFIRM: _("La persona confirmó"),
    V.DISPUTE: _("La persona dijo que no fue así"),
    V.CLOSE_UNCONFIRMED: _("Cerró sin confirmación"),
    V.CLOSE: _("Cerró la derivación"),
    V.RESEND: _("Envió otra vez"),
    V.HAND_ON: _("Pasó a otra derivación"),
    V.WITHDRAW: _("Retiró la derivación"),
    V.EXPIRE: _("Venció sin respuesta"),
}
ESCALATED = "escalate"
RUNGS: Mapping[int, Text] = {
    1: _("Se recordó a quien debe responder"),
    2: _("Pasó el plazo: está tarde en las dos bandejas"),
    3: _("Se avisó a las dos coordinaciones"),
    4: _("Se ofrece reorientar a otra institución"),
}
# What a packet may hold, in the order in which it is read.
PACKET: Mapping[str, Text] = {
    "name": _("Nombre"),
    "age": _("Edad"),
    "document": _("Documento"),
    "municipality": _("Municipio"),
    "phone": _("Teléfono"),
    "email": _("Correo"),
    "safe_contact": _("Contacto seguro"),
    "education": _("Estudios"),
    "experience": _("Experiencia"),
    "abroad": _("Trabajo en el exterior"),
    "availability": _("Puede venir"),
    "languages": _("Idiomas"),
    "dependants": _("A su cargo"),
    "return": _("Retorno"),
    "needs": _("Necesita"),
    "care": _("Cuidado al atender"),
    "plan": _("Itinerario"),
}
HEARD: Mapping[str, Text] = {
    "office": _("En la oficina"),
    "phone": _("Por llamada"),
    "message": _("Por mensaje"),
    "link": _("Por su enlace"),
}


def reason_book() -> ReasonBook:
    """The catalogue of reasons, read once per version."""
    return _book(catalogue("referral_reasons"))


@lru_cache(maxsize=4)
def _book(source: CatalogueContent) -> ReasonBook:
    return ReasonBook.of(source.content)


def state_word(referral: Referral) -> StateWord:
    """Where a referral stands, in the words of who declined."""
    state = ReferralState(referral.state)
    reason = reason_book().reasons.get(referral.reason) if state is S.DECLINED else None
    return NOT_WANTED if reason and reason.kind is ReasonKind.DECLINED_BY_PERSON else STATES[state]


def reason_label(code: str) -> Text:
    """A reason for a reader; the reserved one says only that it is."""
    if code == RESTRICTED:
        return _("Motivo reservado")
    return label("referral_reasons", code) if code else ""


def task_label(code: str) -> str:
    """A next step for a reader."""
    return label("referral_reasons", code, section="next_steps")


def outcome_label(code: str) -> str:
    """A result for a reader."""
    return label("service_outcomes", code) if code else ""


def said(row: Reason | NextStep) -> str:
    """The name of a reason or a task in the language of the reader."""
    return row.label_en if (get_language() or "es").startswith("en") else row.label_es


def step_label(verb: str, facts: Mapping[str, object]) -> Text:
    """One line of the history for a reader."""
    if verb == ESCALATED:
        return RUNGS[int(str(facts.get("rung", 1)))]
    return VERBS[ReferralVerb(verb)]


def service_label(code: str) -> str:
    """The name of a service type; a retired or strange code stands for itself."""
    try:
        return label("service_types", code)
    except UnknownCode:
        return code
