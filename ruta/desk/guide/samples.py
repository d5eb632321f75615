"""With which invented texts and numbers does the page of components speak?"""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.charts import Chart, Series
from ruta.base.clock import HONDURAS, now
from ruta.base.forms import Calendar, Chips, Choices, Combobox, Day, Segment, Signature
from ruta.base.gantt import Span, TimeLine

DAY = datetime(2026, 3, 19, 8, tzinfo=HONDURAS)
MONTHS = [_("ene"), _("feb"), _("mar"), _("abr"), _("may"), _("jun"), _("jul"), _("ago"), _("sep"), _("oct"), _("nov"), _("dic")]
TOWNS = [
    ("", _("Escriba o elija")),
    ("0501", "San Pedro Sula, Cortés"),
    ("0502", "Choloma, Cortés"),
    ("0801", "Distrito Central, Francisco Morazán"),
]
LAST_YEAR = [1548, 1639, 1725, 1490, 1588, 1540, 1622, 1580, 1515, 1660, 1474, 1102]
LOOPS = [(0, False), (1, False), (2, False), (3, False), (4, False), (5, False), (2, True), (6, False)]
SWATCHES = [
    ("ink", _("Tinta"), _("texto")),
    ("ink-2", _("Tinta 2"), _("apoyo")),
    ("line-strong", _("Borde"), _("campos")),
    ("surface", _("Papel"), _("paneles")),
    ("canvas", _("Fondo"), _("página")),
    ("action", _("Laguna"), _("acción")),
    ("laguna", _("Turquesa"), _("gráfico")),
    ("achiote", _("Achiote"), _("su turno")),
    ("milpa", _("Milpa"), _("hecho")),
    ("maiz", _("Maíz"), _("cuidado")),
    ("cereza", _("Cereza"), _("tarde")),
    ("hatch", _("Trama"), _("protegido")),
]
STATES = [
    ("", "pencil", _("Borrador")),
    ("way", "send", _("Enviada")),
    ("way", "inbox", _("Recibida")),
    ("way", "check2", _("Aceptada")),
    ("way", "calendar-check", _("Con cita")),
    ("way", "person-check", _("Asistió")),
    ("care", "person-dash", _("No asistió")),
    ("stop", "x-circle", _("No aceptada")),
    ("care", "hand-index", _("La persona no quiso")),
    ("care", "signpost-split", _("Reorientada")),
    ("you", "chat-left-dots", _("Por confirmar")),
    ("done", "patch-check", _("Confirmada")),
    ("stop", "chat-left-quote", _("En desacuerdo")),
    ("", "lock", _("Cerrada")),
    ("", "arrow-counterclockwise", _("Retirada")),
    ("", "hourglass-bottom", _("Vencida")),
]


class Sample(forms.Form):
    """One field of each look, some of them wrong on purpose."""

    phone = forms.CharField(label=_("Teléfono"), help_text=_("Ocho números"))
    dni = forms.CharField(label=_("DNI"))
    town = forms.ChoiceField(label=_("Municipio"), choices=TOWNS, widget=Combobox(also={"0502": "0502"}))
    case = forms.CharField(label=_("Expediente"), required=False, widget=forms.TextInput({"readonly": True}))
    born = forms.DateField(label=_("Nacimiento"), widget=Day)
    when = forms.DateField(label=_("Fecha de la cita"), widget=Calendar, required=False)
    note = forms.CharField(label=_("Qué debe llevar"), widget=forms.Textarea({"rows": 2}), required=False)
    calls = forms.ChoiceField(
        label=_("¿Es seguro llamar?"), choices=[("yes", _("Sí")), ("text", _("Solo mensajes")), ("no", _("No"))], widget=Segment
    )
    kinds = forms.MultipleChoiceField(
        label=_("Modalidad"),
        choices=[("returned", _("Retornada")), ("displaced", _("Desplazada")), ("transit", _("En tránsito"))],
        widget=Chips,
    )
    agrees = forms.BooleanField(label=_("Leí el texto en voz alta"), required=False)
    signature = forms.CharField(label=_("Firma de la persona"), widget=Signature, required=False)
    answer = forms.ChoiceField(
        label=_("¿Le cuidaron al niño como acordaron?"),
        choices=[("yes", _("Sí, todo bien")), ("part", _("Solo en parte")), ("no", _("No"))],
        widget=Choices(
            icons={"yes": "check-circle", "part": "slash-circle", "no": "x-circle"},
            notes={"part": _("Falta algo"), "no": _("No me atendieron")},
        ),
    )

    def clean_dni(self) -> str:
        """Refuse it always, to show the error."""
        raise forms.ValidationError(_("Faltan dos números en el último grupo."))


def side(name: str) -> dict[str, Any]:
    """One column of the page; its fields have ids of their own."""
    data = {
        "phone": "9748-2206",
        "dni": "0501-1996-482",
        "town": "0502",
        "case": "SPS-2026-004817",
        "born": "23/11/1991",
        "calls": "yes",
        "answer": "yes",
    }
    sent = {f"{name}-{key}": value for key, value in data.items()} | {f"{name}-kinds": ["returned"], f"{name}-agrees": "on"}
    label = str(_("oscuro") if name == "dark" else _("claro"))
    return {"name": name, "label": label, "form": Sample(sent, prefix=name), "chart": _chart(label), "rates": _rates(label)}


def shared() -> dict[str, Any]:
    """What both columns show."""
    return {
        "day": DAY,
        "swatches": SWATCHES,
        "states": STATES,
        "loops": LOOPS,
        "since": now() - timedelta(days=10),
        "far": now() + timedelta(days=4, minutes=5),
        "near": now() + timedelta(hours=5, minutes=5),
        "past": now() - timedelta(days=3),
        "time": _time(),
        "steps": [
            {"title": _("Buscar"), "note": _("sin coincidencia")},
            {"title": _("Registrar"), "note": _("falta 1 dato")},
            {"title": _("Consentir"), "note": _("4 instituciones")},
            {"title": _("Valorar"), "note": _("unos 12 min")},
        ],
        "phones": [
            {"value": "a", "label": "9748-2206", "meta": _("usted, sin red, 10:12")},
            {"value": "b", "label": "3391-7754", "meta": _("UMAR Choloma, 10:40")},
        ],
        "funnel": [
            {"label": _("Encajan"), "value": 18},
            {"label": _("Invitadas"), "value": 9},
            {"label": _("Aceptaron"), "value": 6},
            {"label": _("Contratadas"), "value": 0},
        ],
        "chips": [{"label": _("Choloma"), "url": "#"}, {"label": _("Con cita"), "url": "#"}],
        "places": [
            {"label": _("Mi plan"), "url": "#", "icon": "signpost", "is_current": True},
            {"label": _("Citas"), "url": "#", "icon": "calendar-event", "is_current": False},
            {"label": _("Servicios"), "url": "#", "icon": "geo-alt", "is_current": False},
            {"label": _("Mis datos"), "url": "#", "icon": "shield-check", "is_current": False},
        ],
    }


def _chart(label: str) -> Chart:
    return Chart(
        f"{_('Atenciones por mes: enero y febrero pasan la meta; marzo está en curso.')} ({label})",
        [str(month) for month in MONTHS],
        [
            Series("2026", [1704, 1708, 884]),
            Series(str(_("2025")), LAST_YEAR, "comparison", "line"),
            Series(str(_("Meta: 2025 más 5 %")), [round(value * 1.05) for value in LAST_YEAR], "target", "line"),
        ],
        along=str(_("Mes")),
        partial=2,
        partial_words=str(_("al 16")),
    )


def _time() -> dict[str, Any]:
    line = TimeLine(date(2025, 1, 1), date(2029, 12, 31))
    spans = [
        Span(date(2025, 1, 1), date(2027, 12, 31), 0.5, "ok", [(date(2025, 12, 31), True), (date(2026, 12, 31), False)]),
        Span(date(2025, 1, 1), date(2026, 12, 31), 0.6, "risk", [(date(2025, 12, 31), True)]),
        Span(date(2025, 1, 1), date(2028, 12, 31), 0.18, "late"),
        Span(date(2025, 1, 1), date(2028, 12, 31), 0.0, "none"),
    ]
    return {"years": line.years(), "today": line.at(date(2026, 3, 17)), "rows": [line.row(span) for span in spans]}


def _rates(label: str) -> Chart:
    return Chart(
        f"{_('Personas que confirman su servicio, por trimestre: sube, y aún no llega a 80 %.')} ({label})",
        ["T1", "T2", "T3", "T4", "T5", "T6"],
        [
            Series(str(_("Confirman, %")), [52, 58, None, 63, 71, None], "current", "line"),
            Series(str(_("Pronóstico")), [None, None, None, None, 71, 76], "forecast", "line"),
            Series(str(_("Meta")), [80, 80, 80, 80, 80, 80], "target", "line"),
        ],
        along=str(_("Trimestre")),
    )
