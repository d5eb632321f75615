"""Which words does staff read for the codes of a case?"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import label

L = gettext_lazy
STATES = {
    "intake": L("Acogida"), "assessed": L("Valorado"), "planned": L("Con itinerario"), "in_service": L("En servicio"),
    "follow_up": L("En seguimiento"), "paused": L("En pausa"), "closed": L("Cerrado"),
}  # fmt: skip
PRIORITIES = {"critical": L("Urgente"), "high": L("Alta"), "medium": L("Media"), "low": L("Baja")}
NEED_STATES = {"open": L("Abierta"), "in_progress": L("En camino"), "met": L("Resuelta"), "dropped": L("Sin atender")}
ACTION_STATES = {"open": L("Pendiente"), "in_progress": L("En marcha"), "done": L("Hecha"), "dropped": L("Descartada")}
WHO = {
    "person": L("la persona"), "counsellor": L("orientación"), "broker": L("intermediación"), "protection_officer": L("protección"),
    "child_protection_officer": L("protección de niñez"), "provider": L("la institución"),
}  # fmt: skip
KINDS = {
    "service": L("Servicio nuestro"), "referral": L("Derivación"), "appointment": L("Cita"), "course": L("Curso"),
    "application": L("Postulación"), "person_task": L("Tarea de la persona"), "follow_up": L("Seguimiento"), "document": L("Documento"),
    "review": L("Revisión"),
}  # fmt: skip
CHANNELS = {
    "in_person": L("En persona"), "phone": L("Teléfono"), "messaging": L("Mensaje"), "video": L("Videollamada"), "visit": L("Visita"),
    "email": L("Correo"),
}  # fmt: skip
RESULTS = {
    "reached": L("Se habló con la persona"), "not_reached": L("No se logró contacto"), "declined": L("No quiso hablar"),
    "cancelled": L("Se canceló"),
}  # fmt: skip
SUBJECTS = {
    "plan": L("Cómo va el itinerario"), "documents": L("Documentos"), "service": L("Después de un servicio"),
    "placement_30": L("30 días de trabajo"), "placement_90": L("90 días de trabajo"), "placement_180": L("180 días de trabajo"),
    "destination_30": L("30 días en el destino"), "destination_90": L("90 días en el destino"),
    "destination_180": L("180 días en el destino"), "destination_return": L("Al volver del trabajo en el exterior"),
    "closing_30": L("30 días después del cierre"), "closing_90": L("90 días después del cierre"),
    "closing_180": L("180 días después del cierre"), "pause_review": L("Revisar la pausa"), "wellbeing": L("Cómo está la persona"),
}  # fmt: skip
SEGMENTS = {
    "a": L("Inserción rápida (A)"), "b": L("Mejora y colocación (B)"), "c": L("Acompañamiento integral (C)"), "unscored": L("Falta completar"),
}  # fmt: skip


def said(thing: Any, name: str) -> str:
    """A text of an instrument or of one of its parts in the reader's language, in Spanish when there is no other."""
    language = (get_language() or "es").partition("-")[0]
    return str(getattr(thing, f"{name}_{language}", "") or getattr(thing, f"{name}_es"))


def told_of(content: Mapping[str, Any], name: str) -> Any:
    """What a definition says of itself in the reader's language, in Spanish when there is no other."""
    language = (get_language() or "es").partition("-")[0]
    return content.get(f"{name}_{language}") or content.get(f"{name}_es", "")


def coded(catalogue: str, code: str, *, section: str = "items") -> str:
    """The name of a catalogue row; a code that left the catalogue stands for itself."""
    if not code:
        return ""
    try:
        return label(catalogue, code, section=section)
    except UnknownCode:
        return code


def worded(words: Mapping[str, object], code: str) -> str:
    """The word of a code, or the code when nobody gave it one."""
    return str(words.get(code, code))


def masked() -> str:
    """What stands in place of what the reader may not see."""
    return _("Necesidad protegida")
