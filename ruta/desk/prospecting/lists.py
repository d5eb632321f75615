"""How are planned visits filtered, sorted, printed and exported?"""

from typing import Any

from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.desk.employers.lists import departments_named, sections, worded
from ruta.employers.enums import VisitOutcome, VisitState

YEARS_BACK, YEARS_ON = 1, 1


def months_named() -> list[tuple[str, str]]:
    """The months of last year, this one and the next, as an address names them."""
    year = today().year
    return [
        (f"{each}-{month:02d}", f"{MONTHS[month]} {each}".capitalize())
        for each in range(year - YEARS_BACK, year + YEARS_ON + 1)
        for month in range(1, 13)
    ]


def _in_month(rows: Any, value: str) -> Any:
    year, month = value.split("-")
    return rows.filter(planned_on__year=int(year), planned_on__month=int(month))


VISITS = Listing(
    name="visitas",
    order="-dia",
    sorts=[Sort("dia", ("planned_on", "id"))],
    filters=[
        Filter("sector", _("Sector"), lambda rows, value: rows.filter(section=value), sections),
        Filter("lugar", _("Departamento"), lambda rows, value: rows.filter(department=value), departments_named),
        Filter("mes", _("Mes"), _in_month, months_named),
        Filter("estado", _("Estado"), lambda rows, value: rows.filter(state=value), lambda: worded(VisitState.choices)),
        Filter("resultado", _("Resultado"), lambda rows, value: rows.filter(outcome=value), lambda: worded(VisitOutcome.choices)),
        Filter("nousuarios", _("Solo no usuarios"), lambda rows, _v: rows.filter(is_non_user=True)),
    ],
    columns=[
        Column("dia", _("Día"), lambda row: row.planned_on),
        Column("empleador", _("Empleador"), lambda row: str(row.employer)),
        Column("sector", _("Sector"), lambda row: row.section),
        Column("lugar", _("Departamento"), lambda row: row.department),
        Column("nousuario", _("No usuario"), lambda row: row.is_non_user),
        Column("proposito", _("Para qué"), lambda row: row.purpose),
        Column("estado", _("Estado"), lambda row: row.get_state_display()),
        Column("hecha", _("Hecha el"), lambda row: row.done_on),
        Column("resultado", _("Resultado"), lambda row: row.get_outcome_display()),
        Column("nota", _("Nota"), lambda row: row.note),
    ],
)
