"""How are fairs filtered, sorted and exported?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.desk.employers.lists import departments_named, worded
from ruta.employers.enums import FairState

YEARS = 5


def _years() -> list[tuple[str, str]]:
    year = today().year
    return [(str(each), str(each)) for each in range(year + 1, year - YEARS, -1)]


def _in_year(rows: Any, value: str) -> Any:
    return rows.filter(starts_at__year=int(value))


FAIRS = Listing(
    name="ferias",
    order="-dia",
    sorts=[Sort("dia", ("starts_at", "id"))],
    filters=[
        Filter("estado", _("Estado"), lambda rows, value: rows.filter(state=value), lambda: worded(FairState.choices)),
        Filter("lugar", _("Departamento"), lambda rows, value: rows.filter(department=value), departments_named),
        Filter("anio", _("Año"), _in_year, _years),
        Filter("opiniones", _("Con opiniones de empleadores"), lambda rows, _v: rows.filter(opinions__side="employer").distinct()),
    ],
    columns=[
        Column("nombre", _("Feria"), lambda row: row.name),
        Column("empieza", _("Empieza"), lambda row: row.starts_at),
        Column("termina", _("Termina"), lambda row: row.ends_at),
        Column("lugar", _("Lugar"), lambda row: row.place),
        Column("municipio", _("Municipio"), lambda row: row.municipality),
        Column("estado", _("Estado"), lambda row: row.get_state_display()),
        Column("puestos", _("Puestos"), lambda row: row.openings),
        Column("personas", _("Personas"), lambda row: row.last_number),
    ],
)
