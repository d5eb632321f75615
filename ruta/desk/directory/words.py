"""How are facts, steps and changed values of an entry said to staff?"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruta.directory.enums import Access, Audience, Cost, Delivery, Entry, Fact
from ruta.directory.models import Office, Programme, Service, ServiceStep
from ruta.taxonomy.selectors import need, service_type

STEPS: Mapping[str, Any] = {
    "added": gettext_lazy("Agregado al directorio"), "changed": gettext_lazy("Cambiado"), "verified": gettext_lazy("Confirmado"),
    "proposed": gettext_lazy("Cambio propuesto"), "accepted": gettext_lazy("Propuesta aceptada"), "refused": gettext_lazy("Propuesta no aceptada"),
    "asked": gettext_lazy("Se pidió confirmar"), "remarked": gettext_lazy("Su institución dijo que cambió"), "ended": gettext_lazy("Su institución dijo que ya no se da"),
}  # fmt: skip
COLUMNS: Mapping[str, Any] = {
    "service_type": gettext_lazy("Tipo de servicio"), "name": gettext_lazy("Nombre propio"), "office_id": gettext_lazy("Oficina"),
    "programme_id": gettext_lazy("Programa"), "focal_point_id": gettext_lazy("Persona de enlace"), "description": gettext_lazy("Qué hace"),
    "needs": gettext_lazy("Necesidades"), "populations": gettext_lazy("Para quién es"), "eligibility": gettext_lazy("Requisitos"),
    "age_from": gettext_lazy("Edad desde"), "age_to": gettext_lazy("Edad hasta"), "papers": gettext_lazy("Qué llevar"), "cost": gettext_lazy("Costo"),
    "cost_amount": gettext_lazy("Cuánto (L)"), "cost_note": gettext_lazy("Detalle del costo"), "entry": gettext_lazy("Cómo se entra"),
    "entry_note": gettext_lazy("Pasos para entrar"), "delivery": gettext_lazy("Dónde atiende"), "languages": gettext_lazy("Idiomas"),
    "accessibility": gettext_lazy("Accesibilidad"), "accessibility_note": gettext_lazy("Detalle de accesibilidad"),
    "phone": gettext_lazy("Teléfono para el público"), "email": gettext_lazy("Correo para el público"), "website": gettext_lazy("Página web"),
    "hours_note": gettext_lazy("Detalle del horario"), "opens_holidays": gettext_lazy("Abre también en feriados"), "capacity": gettext_lazy("Cupo"),
    "not_applicable": gettext_lazy("No aplica"), "is_active": gettext_lazy("Está activo"), "hours": gettext_lazy("Horario"),
}  # fmt: skip
CODED: Mapping[str, Any] = {
    "populations": lambda code: Audience(code).label, "entry": lambda code: Entry(code).label, "delivery": lambda code: Delivery(code).label,
    "accessibility": lambda code: Access(code).label, "not_applicable": lambda code: Fact(code).label, "needs": lambda code: need(code).label(),
    "cost": lambda code: Cost(code).label, "service_type": lambda code: service_type(code).label(),
    "office_id": lambda pk: Office.objects.get(pk=pk).name, "programme_id": lambda pk: Programme.objects.get(pk=pk).name,
}  # fmt: skip


def facts_said(facts: Iterable[str]) -> list[str]:
    """Facts in words."""
    return [str(Fact(fact).label) for fact in facts]


def step_said(step: ServiceStep) -> str:
    """A step, with what it touched."""
    verb = str(STEPS.get(step.verb, step.verb))
    if step.verb == "added" or not step.fields:
        return verb
    names = ", ".join(str(COLUMNS[name]) for name in step.fields if name in COLUMNS)
    return _("%(verb)s: %(names)s") % {"verb": verb, "names": names}


def value_said(service: Service) -> dict[str, str]:
    """The coded lists of an entry in words."""
    return {name: told(name, getattr(service, name)) for name in ("populations", "entry", "delivery", "accessibility")}


def told(name: str, value: Any) -> str:
    """One value of an entry as staff read it."""
    if value in (None, "", [], {}):
        return _("vacío")
    if isinstance(value, bool):
        return _("Sí") if value else _("No")
    if isinstance(value, dict):
        return " · ".join(f"{int(day) + 1}: {text}" for day, text in value.items())
    many = value if isinstance(value, list) else [value]
    word = CODED.get(name, str)
    return ", ".join(str(word(one)) for one in many)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What a proposal changes: the name of the field, what stood there and what would."""
    return [(str(COLUMNS[name]), told(name, before.get(name)), told(name, value)) for name, value in after.items() if name in COLUMNS]
