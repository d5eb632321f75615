"""How are the states, verbs and reasons of an application said?"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as L  # noqa: N812 (a table of words)

from ruta.placements.enums import ApplicationState as S
from ruta.placements.enums import ApplicationVerb as V
from ruta.placements.enums import BreachPlace, CheckVerdict, Works
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import Item, catalogue, items

REASONS = "refusal_reasons"
STATES: Mapping[str, Any] = {
    S.SUGGESTED: L("Propuesta a la persona"), S.APPLIED: L("Postulada"), S.PRESELECTED: L("Preseleccionada"), S.INTERVIEW: L("En entrevista"),
    S.OFFERED: L("Con oferta"), S.HIRED: L("Contratada"), S.REFUSED: L("No siguió"), S.WITHDRAWN: L("La persona la dejó"),
    S.CLOSED: L("Se cerró la vacante"),
}  # fmt: skip
TONES: Mapping[str, str] = {
    S.SUGGESTED: "you", S.APPLIED: "way", S.PRESELECTED: "way", S.INTERVIEW: "way", S.OFFERED: "you", S.HIRED: "done", S.REFUSED: "stop",
    S.WITHDRAWN: "care", S.CLOSED: "care",
}  # fmt: skip
# Button and heading, and what the history says.
VERBS: Mapping[str, Any] = {
    V.APPLY: L("La persona acepta: postular"), V.PRESELECT: L("Preseleccionar"), V.INVITE: L("Anotar la entrevista"),
    V.OFFER: L("Anotar la oferta"), V.HIRE: L("Anotar la contratación"), V.REFUSE: L("No sigue"), V.WITHDRAW: L("La persona ya no quiere"),
    V.FALL_THROUGH: L("No llegó a trabajar"),
}  # fmt: skip
SLUGS: Mapping[str, str] = {
    "postular": V.APPLY, "preseleccionar": V.PRESELECT, "entrevista": V.INVITE, "oferta": V.OFFER, "contratar": V.HIRE, "no-sigue": V.REFUSE,
    "ya-no-quiere": V.WITHDRAW, "no-llego": V.FALL_THROUGH,
}  # fmt: skip
DONE: Mapping[str, Any] = {
    "suggest": L("Se le propuso la vacante"), V.APPLY: L("Aceptó postularse"), V.PRESELECT: L("Quedó preseleccionada"),
    V.INVITE: L("Tiene entrevista"), V.OFFER: L("Le ofrecieron el puesto"), V.HIRE: L("La contrataron"), "confirm": L("La colocación cuenta"),
    V.REFUSE: L("No siguió"), V.WITHDRAW: L("Ya no quiso seguir"), V.FALL_THROUGH: L("No llegó a trabajar"), V.CLOSE: L("Se cerró la vacante"),
    "kept": L("Sigue trabajando ahí"), "left": L("Ya no trabaja ahí"), "trouble": L("Algo no va bien: pidió que le llamen"),
}  # fmt: skip
PARTIES: Mapping[str, Any] = {"person": L("La persona"), "system": L("El sistema")}
BY: Mapping[str, Any] = {
    "employer": L("El empleador dijo que no"),
    "person": L("La persona dijo que no"),
    "service": L("Fue error nuestro"),
}
VERDICTS: Mapping[str, Any] = {
    CheckVerdict.APPROVED: L("Contrato aprobado"), CheckVerdict.OBSERVED: L("Contrato con observaciones"),
    CheckVerdict.STOP: L("No procede: riesgo grave"),
}  # fmt: skip
WORKS: Mapping[str, Any] = {
    Works.YES: L("Sí, sigue"), Works.NO: L("Ya no"), Works.TROUBLE: L("Sigue, pero algo no va bien"), Works.UNKNOWN: L("No se sabe"),
}  # fmt: skip
PLACES: Mapping[str, Any] = {
    BreachPlace.HERE: L("En Honduras"),
    BreachPlace.DESTINATION: L("En el país de destino"),
    BreachPlace.RETURN: L("Al volver"),
}
BREACHES: Mapping[str, Any] = {
    "passport_taken": L("Le quitaron el pasaporte o sus papeles"), "not_free_to_leave": L("No la dejan renunciar o salir"),
    "fee_charged": L("Le cobraron por el empleo"), "violence": L("Hubo violencia, acoso o amenazas"), "wage_unpaid": L("No le pagan"),
    "wage_lower": L("Le pagan menos de lo acordado"), "hidden_deductions": L("Le descuentan lo que no se acordó"),
    "other_work": L("Es otro trabajo u otro lugar"), "hours_rest": L("No respetan horas o descansos"),
    "housing": L("La vivienda no es la acordada"), "no_insurance": L("No tiene el seguro acordado"), "no_channel": L("No tiene a quién reclamar"),
}  # fmt: skip


def reason_by(code: str) -> str:
    """Whose reason it is: employer, person or service; nothing for a code that the catalogue does not have."""
    try:
        return str(catalogue(REASONS).item(code)["by"]) if code else ""
    except UnknownCode:
        return ""


def reason_label(code: str) -> str:
    """A reason in words; a code that left the catalogue stands for itself."""
    try:
        return catalogue(REASONS).item(code).label() if code else ""
    except UnknownCode:
        return code


def reasons_of(by: str) -> list[Item]:
    """The reasons that one side may have."""
    return [each for each in items(REASONS) if each["by"] == by]


def reviews_of(code: str) -> str:
    """What a reason asks to be looked at: discrimination, safety, vacancy, fraud or matching."""
    try:
        return str(catalogue(REASONS).item(code).get("review", "")) if code else ""
    except UnknownCode:
        return ""
