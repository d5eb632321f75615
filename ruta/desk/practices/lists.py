"""How are practices filtered, sorted and taken along?"""

from django.utils.translation import gettext_lazy as _

from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.desk.employers.lists import worded
from ruta.quality.enums import PracticeKind, PracticeState

TONES = {"submitted": "you", "accepted": "done", "declined": "", "begun": "care", "works": "done", "failed": "stop"}
PRACTICES = Listing(
    name="practicas", order="-propuesta", sorts=[Sort("propuesta", ("submitted_at", "id")), Sort("titulo", ("sort_title", "id"))],
    filters=[
        Filter("estado", _("Estado"), lambda rows, value: rows.filter(state=value), lambda: worded(PracticeState.choices)),
        Filter("clase", _("Qué es"), lambda rows, value: rows.filter(kind=value), lambda: worded(PracticeKind.choices)),
        Filter("replicada", _("Replicada en otra oficina"), lambda rows, _value: rows.filter(times__gt=0)),
    ],
    columns=[
        Column("titulo", _("Título"), lambda row: row.title), Column("clase", _("Qué es"), lambda row: row.get_kind_display()),
        Column("oficina", _("Oficina"), lambda row: row.office.name if row.office else ""),
        Column("institucion", _("Institución"), lambda row: row.owner_institution.short_name),
        Column("propuesta", _("Propuesta"), lambda row: row.submitted_at), Column("estado", _("Estado"), lambda row: row.get_state_display()),
        Column("dificultad", _("Qué dificultad había"), lambda row: row.problem), Column("que", _("Qué se hace, o qué propone"), lambda row: row.what),
        Column("logro", _("Qué se logró"), lambda row: row.gain), Column("replicas", _("Réplicas"), lambda row: row.times),
        Column("funcionaron", _("Funcionaron"), lambda row: row.works),
    ],
)  # fmt: skip
