"""What are the parts and fields of an instrument called by whoever edits it?"""

from django.utils.translation import gettext_lazy as _

TYPES = {
    "choice": _("Una opción"), "several": _("Varias opciones"), "scale": _("Escala"), "number": _("Número"), "date": _("Fecha"),
    "text": _("Texto"), "matrix": _("Tabla de opciones"),
}  # fmt: skip
PARTS = {
    "segments": _("Segmentos"), "raises_needs": _("Necesidades que salen"), "suggests_plans": _("Itinerarios que convienen"),
    "raises_barriers": _("Barreras"), "alerts": _("Alertas"),
}  # fmt: skip
COMPARED = {str(code): label for code, label in PARTS.items()} | {
    "general": _("Datos generales"), "sections": _("Secciones"), "questions": _("Preguntas"), "option_sets": _("Listas de opciones"),
    "scores": _("Puntajes"), "order": _("Orden de las preguntas"),
}  # fmt: skip
KINDS = {"added": _("Se agregó"), "removed": _("Se quitó"), "changed": _("Cambió")}
FIELDS = {
    "text_es": _("pregunta"), "text_en": _("pregunta en inglés"), "help_es": _("ayuda"), "staff_note_es": _("nota para quien pregunta"),
    "type": _("tipo"), "options": _("opciones"), "rows": _("líneas"), "required": _("obligatoria"), "required_if": _("obligatoria si"),
    "visible_if": _("se muestra si"), "sensitive": _("reservada"), "sensitivity": _("reserva"), "when": _("condición"),
    "reason_es": _("motivo"), "reason_en": _("motivo en inglés"), "message_es": _("mensaje"), "message_en": _("mensaje en inglés"), "label_es": _("nombre"), "label_en": _("nombre en inglés"),
    "weights_version": _("versión de pesos"), "items": _("partes"), "bands": _("cortes"), "priority": _("prioridad"),
    "deadline_days": _("plazo en días"), "code": _("código"), "scale": _("escala"), "number": _("número"),
    "questions": _("preguntas"), "sections": _("secciones"), "intro_es": _("lo que se lee antes"), "min": _("desde"), "max": _("hasta"),
    "min_label_es": _("nombre del menor"), "max_label_es": _("nombre del mayor"), "weight": _("peso"), "value": _("cuenta"),
    "option_sets": _("listas de opciones"), "notify_roles": _("a quién avisa"), "within_hours": _("horas para responder"),
    "strategy": _("estrategia"), "severity": _("fuerza"), "max_length": _("letras, a lo más"), "score": _("puntos"),
    "min_answered": _("parte que debe contestarse"), "higher_is": _("qué es un puntaje alto"), "driver_low_es": _("se dice si es bajo"), "driver_high_es": _("se dice si es alto"),
}  # fmt: skip
FACTS = {
    "age": _("edad en años, si se sabe: has(p.age) && p.age >= 18"), "is_minor": _("si es menor de edad"), "sex": _("sexo en el documento"),
    "modality": _("modalidad"), "population": _("población"), "days_since_return": _("días desde el regreso, si se saben"),
    "has_dependants": _("si tiene personas a su cargo, si se sabe"),
}  # fmt: skip
EXAMPLES = (
    ("a.cv == 'none'", _("se contestó esa opción")), ("a.cv != null", _("se contestó algo")),
    ("'food' in a.first_needs", _("en varias opciones, esa está marcada")),
    ("has(a.meals) && a.meals < 3", _("número o escala: primero has, luego compare")), ("has(s.total) && s.total >= 70.0", _("puntaje: con decimales")),
    ("&&", _("y")), ("||", _("o")), ("!", _("no")), ("true", _("siempre")),
)  # fmt: skip
PRIORITIES = {"critical": _("Urgente"), "high": _("Alta"), "medium": _("Media"), "low": _("Baja")}
SEVERITIES = {"info": _("Informa"), "warning": _("Avisa"), "critical": _("Urge")}
RESERVES = {"normal": _("Cualquiera que vea el resultado"), "restricted": _("Reservada"), "strict": _("Solo protección")}
