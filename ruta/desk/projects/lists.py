"""How are projects filtered, sorted and taken along, at the desk and by the public?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.desk.employers.lists import departments_named, worded
from ruta.projects.enums import Kind, State, Verdict
from ruta.projects.selectors import NATIONAL, by_need_group, by_place, by_population, population_labels
from ruta.taxonomy.selectors import choices, label


def _places() -> Any:
    return [(NATIONAL, str(_("Todo el país"))), *departments_named()]


def _groups() -> Any:
    return choices("needs", section="groups")


def _verdicts() -> Any:
    return [("-", str(_("Sin dictamen"))), *worded(Verdict.choices)]


def _by_verdict(rows: Any, value: str) -> Any:
    return rows.filter(verdict="" if value == "-" else value)


SORTS = [Sort("nombre", ("sort_name", "id")), Sort("registro", ("registered_at", "id"))]
SHARED = [
    Filter("estado", _("Estado"), lambda rows, value: rows.filter(state=value), lambda: worded(State.choices)),
    Filter("lugar", _("Departamento"), by_place, _places),
    Filter("necesidad", _("Necesidad"), by_need_group, _groups),
    Filter("poblacion", _("Población"), by_population, population_labels),
]
PROJECTS = Listing(
    name="proyectos", order="nombre", sorts=SORTS,
    filters=[
        *SHARED,
        Filter("tipo", _("Tipo"), lambda rows, value: rows.filter(kind=value), lambda: worded(Kind.choices)),
        Filter("dictamen", _("Dictamen"), _by_verdict, _verdicts),
    ],
    columns=[
        Column("codigo", _("Código"), lambda row: row.ref), Column("nombre", _("Nombre"), lambda row: row.name),
        Column("tipo", _("Tipo"), lambda row: row.get_kind_display()), Column("estado", _("Estado"), lambda row: row.get_state_display()),
        Column("lugares", _("Lugares"), lambda row: "; ".join(row.places)), Column("poblacion", _("Población"), lambda row: "; ".join(label("modalities", code) for code in row.population)),
        Column("necesidades", _("Necesidades"), lambda row: "; ".join(row.needs)),
        Column("ejecuta", _("Ejecuta"), lambda row: taking_part(row, "executing")),
        Column("financia", _("Financia"), lambda row: taking_part(row, "funding")),
        Column("presupuesto", _("Presupuesto"), lambda row: row.budget), Column("moneda", _("Moneda"), lambda row: row.currency),
        Column("empieza", _("Empieza"), lambda row: row.begins), Column("termina", _("Termina"), lambda row: row.ends),
        Column("previstas", _("Personas previstas"), lambda row: row.expected), Column("alcanzadas", _("Personas alcanzadas"), lambda row: row.reached),
        Column("dictamen", _("Dictamen"), lambda row: row.get_verdict_display()), Column("fuente", _("Fuente"), lambda row: row.source),
        Column("verificado", _("Verificado el"), lambda row: row.verified_on),
    ],
)  # fmt: skip


def taking_part(row: Any, part: str) -> str:
    """The names of those that take part so."""
    return "; ".join(each.name for each in row.participants.all() if each.part == part)
