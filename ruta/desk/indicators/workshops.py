"""Who finished the workshops and programmes of this institution, and what followed?"""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ruta.accounts.policies import has_role
from ruta.base.access import log_access
from ruta.base.errors import Refused
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.base.spelling import folded
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.imports.showing import table_file
from ruta.desk.indicators.exports import shown
from ruta.desk.indicators.forms import PeriodForm, years
from ruta.desk.indicators.views import marked
from ruta.desk.listing import answered
from ruta.insights.policies import FIGURE_ROLES
from ruta.insights.selectors import PathRow, ShareRow, WorkshopFigures, course_named, workshop_figures, workshop_rows
from ruta.training.enums import Audience
from ruta.training.policies import READER_ROLES, can_read_names

STEPS: dict[str, tuple[Any, dict[str, Any]]] = {
    "asistieron": (gettext_lazy("Asistieron"), {"is_present": True}), "no-llegaron": (gettext_lazy("No llegaron nunca"), {"is_present": False}),
    "aprobaron": (gettext_lazy("Aprobaron"), {"state": "passed"}), "resultado": (gettext_lazy("Con resultado"), {"is_well": True}),
}  # fmt: skip
PERSONS = Listing(
    name="programas", order="-termino", sorts=[Sort("termino", ("edition__ends_on", "id")), Sort("persona", ("person__sort_name", "id"))],
    filters=[Filter("paso", gettext_lazy("Paso"), lambda rows, value: rows.filter(**STEPS[value][1]), lambda: [(code, label) for code, (label, _found) in STEPS.items()])],
    columns=[
        Column("termino", gettext_lazy("Terminó"), lambda row: row.edition.ends_on), Column("persona", gettext_lazy("Persona"), lambda row: row.name),
        Column("edicion", gettext_lazy("Edición"), lambda row: row.edition.number), Column("estado", gettext_lazy("Cómo terminó"), lambda row: row.get_state_display()),
        Column("resultado", gettext_lazy("Resultado"), lambda row: row.is_well),
    ],
)  # fmt: skip
ONLY_GIVERS = gettext_lazy("Quiénes estuvieron en un programa lo abre quien da los talleres. La cifra sí puede verla.")


@require_safe
@roles(FIGURE_ROLES)
def workshops_page(request: DeskRequest) -> HttpResponse:
    """I61 of one year beside the one before, by kind, programme and office; each kind with the editions that it counts, each programme with its persons."""
    year, _dimension = PeriodForm(request.GET).chosen
    found, kind = workshop_figures(request.actor, year), request.GET.get("formato")
    if kind in {"csv", "xlsx"}:
        log_access(request.actor, "export", scope="talleres", format=kind)
        head = [
            _("Tipo, programa u oficina"),
            _("Ediciones terminadas"),
            _("Inscritas"),
            _("Asistieron"),
            _("Aprobaron"),
            _("Parte (%)"),
            _("Con resultado"),
        ]
        return table_file(f"talleres-{year}", kind, head, told(found))
    context = {
        "year": year, "years": marked(years(), year), "found": found, "may_read": has_role(request.actor, READER_ROLES),
        "may_open": can_read_names(request.actor, Audience.PERSONS),
    }  # fmt: skip
    return render(request, "desk/indicators/workshops.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(FIGURE_ROLES)
def persons_page(request: DeskRequest, course_id: int) -> Any:
    """Who is behind the figures of one programme, for whoever gives programmes; each opening is logged."""
    actor, course = request.actor, course_named(request.actor, course_id)
    if course is None:
        raise Http404
    if not can_read_names(actor, Audience.PERSONS, course.service_type):
        raise Refused(ONLY_GIVERS)
    year, _dimension = PeriodForm(request.GET).chosen
    rows = workshop_rows(actor, year, course.pk).select_related("person", "learner", "edition")
    log_access(actor, "indicator_rows", object_id=course.pk, owner_institution_id=actor.institution_id, indicator="I61", year=year)

    def find(text: str) -> Any:
        return rows.filter(person__sort_name__begins=folded(text)) if text else rows

    shown = {"course": course, "year": year, "find_label": _("Apellidos")}
    return answered(request, PERSONS, find, "desk/indicators/programme.html", lambda _page: shown, kept={"year": str(year)})


def told(found: WorkshopFigures) -> list[list[str]]:
    """The page as a table."""
    kinds = [
        (row, held)
        for kind in found.kinds
        for row, held in ((kind.row, str(kind.held)), *((each, str(times)) for each, times in kind.courses))
    ]
    paths = [_path_line(row, held, found.least) for row, held in ((found.path, ""), *kinds)]
    return [*paths, *(_line(row, found.least) for row in found.offices)]


def _path_line(row: PathRow, held: str, least: int) -> list[str]:
    name, _held, enrolled, _came, passed, share, _result = _line(row.figure, least)
    return [name, held, enrolled, str(shown(row.came, least)), passed, share, str(shown(row.result, least))]


def _line(row: ShareRow, least: int) -> list[str]:
    share = "" if row.share is None else f"{row.share:.1f}"
    return [row.label or _("Total"), "", str(shown(row.whole, least)), "", str(shown(row.part, least)), share, ""]
