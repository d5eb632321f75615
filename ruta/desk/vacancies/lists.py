"""How are vacancies filtered, sorted, searched and exported?"""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.base.spelling import folded
from ruta.desk.employers.lists import departments_named, sections, worded
from ruta.employers.enums import Origin, VacancyState
from ruta.employers.rules import OPEN
from ruta.employers.selectors import cause_labels, said_over
from ruta.insights.selectors.labour import UNTOLD
from ruta.taxonomy.selectors import items, occupations

OPEN_ONES, ENDED = "abiertas", "terminadas"


def _by_state(rows: Any, value: str) -> Any:
    if value == ENDED:
        return rows.exclude(closing="")
    return rows.filter(state__in=sorted(OPEN)) if value == OPEN_ONES else rows.filter(state=value)


def _states() -> list[tuple[str, str]]:
    return [(OPEN_ONES, str(_("Abiertas"))), (ENDED, str(_("Terminadas, con resultado"))), *worded(VacancyState.choices)]


def _groups() -> list[tuple[str, str]]:
    return [(row.code, row.name_es) for row in occupations(1)]


def _years() -> list[tuple[str, str]]:
    return [(str(today().year - back), str(today().year - back)) for back in range(3)]


def _causes() -> list[tuple[str, str]]:
    return [*((row.code, row.label()) for row in items("noncoverage_causes")), (UNTOLD, str(_("Nadie dijo la causa")))]


def _by_cause(rows: Any, value: str) -> Any:
    return rows.filter(cause="", filled__lt=F("openings")) if value == UNTOLD else rows.filter(cause=value)


VACANCIES = Listing(
    name="vacantes",
    order="-actividad",
    sorts=[Sort("actividad", ("changed_at", "id")), Sort("puesto", ("sort_title", "id"))],
    filters=[
        Filter("estado", _("Estado"), _by_state, _states),
        Filter("grupo", _("Ocupación"), lambda rows, value: rows.filter(occupation__begins=value), _groups),
        Filter("lugar", _("Departamento"), lambda rows, value: rows.filter(department=value), departments_named),
        Filter("sector", _("Sector"), lambda rows, value: rows.filter(section=value), sections),
        Filter("origen", _("Quién la trajo"), lambda rows, value: rows.filter(origin=value), lambda: worded(Origin.choices)),
        Filter(
            "refrescar", _("Por confirmar si siguen abiertas"), lambda rows, _v: rows.filter(state="published", refresh_due__lte=today())
        ),
        Filter("cerrada", _("Terminó en"), lambda rows, value: rows.filter(closed_at__year=value), _years),
        Filter("publicada", _("Publicada en"), lambda rows, value: rows.filter(published_at__year=value), _years),
        Filter("causa", _("Causa de no cobertura"), _by_cause, _causes),
        Filter("dicho", _("El empleador dice que ya cerró"), lambda rows, _v: said_over(rows)),
        Filter("tecnica", _("Con selección técnica"), lambda rows, _v: rows.filter(technical_selection=True)),
    ],
    columns=[
        Column("puesto", _("Puesto"), lambda row: row.title),
        Column("empleador", _("Empleador"), lambda row: str(row.employer)),
        Column("ocupacion", _("Ocupación (CIUO)"), lambda row: row.occupation),
        Column("puestos", _("Puestos"), lambda row: row.openings),
        Column("cubiertos", _("Cubiertos"), lambda row: row.filled),
        Column("municipio", _("Municipio"), lambda row: row.municipality),
        Column("minimo", _("Salario desde"), lambda row: row.wage_min),
        Column("maximo", _("Salario hasta"), lambda row: row.wage_max),
        Column("contrato", _("Contrato"), lambda row: row.get_contract_display()),
        Column("estado", _("Estado"), lambda row: row.get_state_display()),
        Column("publicada", _("Publicada"), lambda row: row.published_at),
        Column("cerrada", _("Terminó"), lambda row: row.closed_at),
        Column("resultado", _("Resultado"), lambda row: row.get_closing_display()),
        Column("causa", _("Causa de no cobertura"), lambda row: ", ".join(cause_labels([row.cause])) if row.cause else ""),
    ],
)


def found(rows: Any, text: str) -> Any:
    """Vacancies whose title, or whose employer's name, begins as typed."""
    if not text:
        return rows
    typed = folded(text)
    return rows.filter(sort_title__begins=typed) | rows.filter(employer__sort_name__begins=typed)
