"""How are posts, assumptions and the rows of a figure sorted, filtered and taken along?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ruta.base.context import current_actor
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.desk.employers.lists import worded
from ruta.staffing.enums import Supposed
from ruta.staffing.selectors import supposable
from ruta.taxonomy.selectors import is_reserved
from ruta.training.policies import sees_reserved

POSTS = Listing(
    name="puestos", order="puesto", sorts=[Sort("puesto", ("sort_title", "id"))],
    filters=[
        Filter("espera", _("Con una versión por aprobar"), lambda rows, _value: rows.filter(waits=True)),
        Filter("sin", _("Sin versión aprobada"), lambda rows, _value: rows.filter(in_force=None)),
    ],
    columns=[
        Column("puesto", _("Puesto"), lambda row: row.title), Column("rol", _("Rol en el sistema"), lambda row: row.get_role_display()),
        Column("version", _("Versión vigente"), lambda row: row.in_force), Column("desde", _("Aprobada"), lambda row: row.since),
        Column("espera", _("Por aprobar"), lambda row: row.waits),
    ],
)  # fmt: skip


def _of(row: Any) -> str:
    return supposable().get(row.code, row.code)


ASSUMPTIONS = Listing(
    name="supuestos", order="-dicho", sorts=[Sort("dicho", ("said_at", "id"))],
    filters=[Filter("que", _("Qué se supone"), lambda rows, value: rows.filter(kind=value), lambda: worded(Supposed.choices))],
    columns=[
        Column("que", _("Qué se supone"), lambda row: row.get_kind_display()), Column("de", _("De qué"), _of),
        Column("oficina", _("Oficina"), lambda row: row.office.short_name if row.office else ""), Column("valor", _("Valor"), lambda row: row.value),
        Column("fuente", _("De dónde sale"), lambda row: row.source), Column("dicho", _("Desde"), lambda row: row.said_at),
    ],
)  # fmt: skip


def rows_listing(kind: str, when: str) -> Listing:
    """The rows behind a figure: when, and of which case or session."""
    return Listing(
        name="dotacion", order="-fecha", sorts=[Sort("fecha", (when, "id"))],
        columns=[Column("fecha", _("Fecha"), lambda row: getattr(row, when)), Column("de", _("De qué"), lambda row: name_of(kind, row))],
    )  # fmt: skip


def name_of(kind: str, row: Any) -> str:
    """What a row is called; no name of a person stands in it."""
    if kind == "case":
        return str(row.number)
    if kind == "session":
        return f"{row.edition.course.name}: {row.title}" if _is_open(row) else str(_("Sesión de un servicio reservado"))
    return str(row.case.number) if kind in {"delivery", "followup"} else f"#{row.pk}"


def _is_open(row: Any) -> bool:
    """Whether the course of a session may be named: of a reserved service, protection alone reads that it is there."""
    actor = current_actor()
    return not is_reserved(row.edition.course.service_type) or (actor is not None and sees_reserved(actor))
