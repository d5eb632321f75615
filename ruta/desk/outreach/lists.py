"""How are the media plan, the sessions, the materials and the campaigns filtered, sorted and taken along?"""

from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.communication.enums import CampaignState, MaterialKind, Medium, PlannedState, Segment
from ruta.desk.employers.lists import worded
from ruta.territory.selectors import departments, territories

TONES = {
    "planned": "way", "done": "done", "cancelled": "", "draft": "you", "submitted": "you", "sending": "way", "sent": "done", "in_force": "done",
    "replaced": "", "dropped": "", "approved": "done", "declined": "stop", "withdrawn": "",
}  # fmt: skip
FOR_WHOM = Filter("para", _("Para quién"), lambda rows, value: rows.filter(segment=value), lambda: worded(Segment.choices))
MEDIA = Listing(
    name="plan-de-medios", order="-desde", sorts=[Sort("desde", ("begins", "id")), Sort("presupuesto", ("budget", "id")), Sort("alcance", ("reach", "id"))],
    filters=[
        Filter("estado", _("Estado"), lambda rows, value: rows.filter(state=value), lambda: worded(PlannedState.choices)),
        Filter("medio", _("Medio"), lambda rows, value: rows.filter(medium=value), lambda: worded(Medium.choices)),
        FOR_WHOM,
        Filter(
            "territorio", _("Territorio"), lambda rows, value: rows.filter(territory=value),
            lambda: [(row.pk, row.name) for row in territories().order_by("sort_name", "pk")],
        ),
        Filter("sin-cerrar", _("Ya terminó y nadie dijo qué resultó"), lambda rows, _value: rows.filter(state="planned", ends__lt=today())),
    ],
    columns=[
        Column("que", _("Qué se difunde"), lambda row: row.title), Column("medio", _("Medio"), lambda row: row.get_medium_display()),
        Column("donde", _("Emisora, periódico o página"), lambda row: row.outlet), Column("para", _("Para quién"), lambda row: row.get_segment_display()),
        Column("territorio", _("Territorio"), lambda row: row.territory.name if row.territory else ""), Column("desde", _("Desde"), lambda row: row.begins),
        Column("hasta", _("Hasta"), lambda row: row.ends), Column("presupuesto", _("Presupuesto (L)"), lambda row: row.budget),
        Column("gastado", _("Gastado (L)"), lambda row: row.spent), Column("alcance_previsto", _("Alcance previsto"), lambda row: row.reach),
        Column("alcance", _("Alcance"), lambda row: row.reached), Column("fuente", _("Quién lo contó"), lambda row: row.source),
        Column("estado", _("Estado"), lambda row: row.get_state_display()),
    ],
)  # fmt: skip
SESSIONS = Listing(
    name="sesiones-de-orientacion", order="-dia", sorts=[Sort("dia", ("held_on", "id")), Sort("tema", ("topic", "id"))],
    filters=[
        Filter("estado", _("Estado"), lambda rows, value: rows.filter(state=value), lambda: worded(PlannedState.choices)),
        FOR_WHOM,
        Filter(
            "departamento", _("Departamento"), lambda rows, value: rows.filter(municipality__department=value),
            lambda: [(row.pk, row.name) for row in departments()],
        ),
        Filter("sin-contar", _("Ya pasó y falta contar quién vino"), lambda rows, _value: rows.filter(state="planned", held_on__lt=today())),
    ],
    columns=[
        Column("dia", _("Día"), lambda row: row.held_on), Column("hora", _("Hora"), lambda row: f"{row.starts_at:%H:%M}"),
        Column("tema", _("Tema"), lambda row: row.topic), Column("lugar", _("Lugar"), lambda row: row.place),
        Column("municipio", _("Municipio"), lambda row: row.municipality.name), Column("para", _("Para quién"), lambda row: row.get_segment_display()),
        Column("asistieron", _("Asistieron"), lambda row: row.attended), Column("mujeres", _("Mujeres"), lambda row: row.women),
        Column("jovenes", _("Jóvenes"), lambda row: row.youth), Column("en_transito", _("Personas en tránsito"), lambda row: row.transit),
        Column("estado", _("Estado"), lambda row: row.get_state_display()),
    ],
)  # fmt: skip
MATERIALS = Listing(
    name="materiales", order="titulo", sorts=[Sort("titulo", ("sort_title", "id")), Sort("fecha", ("made_at", "id"))],
    filters=[
        Filter("clase", _("Qué es"), lambda rows, value: rows.filter(kind=value), lambda: worded(MaterialKind.choices)),
        FOR_WHOM,
        Filter("por-aprobar", _("Con una versión por aprobar"), lambda rows, _value: rows.filter(waits=True)),
        Filter("aprobado", _("Con una versión aprobada"), lambda rows, _value: rows.filter(has_approved=True)),
    ],
    columns=[
        Column("titulo", _("Título"), lambda row: row.title), Column("clase", _("Qué es"), lambda row: row.get_kind_display()),
        Column("para", _("Para quién"), lambda row: row.get_segment_display()), Column("idioma", _("Idioma"), lambda row: row.language),
        Column("institucion", _("Institución"), lambda row: row.institution.short_name), Column("versiones", _("Versiones"), lambda row: row.last_number),
        Column("aprobado", _("Aprobado"), lambda row: _("Sí") if row.has_approved else _("No")),
        Column("publico", _("Público"), lambda row: _("Sí") if row.is_public else _("No")), Column("para_que", _("Para qué"), lambda row: row.purpose),
    ],
)  # fmt: skip
CAMPAIGNS = Listing(
    name="campanas", order="-fecha", sorts=[Sort("fecha", ("made_at", "id")), Sort("titulo", ("title", "id"))],
    filters=[
        Filter("estado", _("Estado"), lambda rows, value: rows.filter(state=value), lambda: worded(CampaignState.choices)),
        FOR_WHOM,
    ],
    columns=[
        Column("titulo", _("Título"), lambda row: row.title), Column("mensaje", _("Mensaje"), lambda row: row.text),
        Column("para", _("Para quién"), lambda row: row.get_segment_display()), Column("departamentos", _("Departamentos"), lambda row: " ".join(row.departments)),
        Column("estado", _("Estado"), lambda row: row.get_state_display()), Column("escrita", _("Escrita"), lambda row: row.made_at),
        Column("aprobada", _("Aprobada"), lambda row: row.approved_at), Column("enviada", _("Enviada"), lambda row: row.sent_at),
    ],
)  # fmt: skip
