"""How are spaces of participation filtered, sorted and taken along?"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.desk.employers.lists import departments_named, worded
from ruta.roadmap.enums import SpaceKind

NATIONAL = "00"


def _places() -> Any:
    return [(NATIONAL, str(_("Todo el país"))), *departments_named()]


def _by_place(rows: Any, value: str) -> Any:
    return rows.filter(department=None) if value == NATIONAL else rows.filter(department_id=value)


def _by_life(rows: Any, value: str) -> Any:
    over = Q(ends__lt=today())
    return rows.filter(over) if value == "over" else rows.exclude(over)


SPACES = Listing(
    name="espacios", order="nombre", sorts=[Sort("nombre", ("sort_name", "id")), Sort("inicio", ("begins", "id"))],
    filters=[
        Filter("clase", _("Clase"), lambda rows, value: rows.filter(kind=value), lambda: worded(SpaceKind.choices)),
        Filter("lugar", _("Departamento"), _by_place, _places),
        Filter("vida", _("Estado"), _by_life, lambda: [("on", str(_("Activos"))), ("over", str(_("Terminados")))]),
        Filter("abiertos", _("Con compromisos abiertos"), lambda rows, _value: rows.filter(open_count__gt=0)),
    ],
    columns=[
        Column("nombre", _("Nombre"), lambda row: row.name), Column("clase", _("Clase"), lambda row: row.get_kind_display()),
        Column("convoca", _("Convoca"), lambda row: row.convener.short_name),
        Column("departamento", _("Departamento"), lambda row: row.department.name if row.department else ""),
        Column("municipio", _("Municipio"), lambda row: row.municipality.name if row.municipality else ""),
        Column("integrantes", _("Integrantes"), lambda row: row.members), Column("mujeres", _("Mujeres"), lambda row: row.women),
        Column("desde", _("Desde"), lambda row: row.begins), Column("hasta", _("Hasta"), lambda row: row.ends),
        Column("ultima_reunion", _("Última reunión"), lambda row: row.met_on),
        Column("compromisos_abiertos", _("Compromisos abiertos"), lambda row: row.open_count),
        Column("publico", _("Público"), lambda row: "1" if row.is_public else "0"),
    ],
)  # fmt: skip
