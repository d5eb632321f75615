"""Which commitments does I63 count, and which of them were kept by their day?"""

from datetime import date
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ruta.base.clock import today
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.desk.employers.lists import worded
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.indicators.forms import years
from ruta.desk.listing import answered
from ruta.roadmap.enums import SpaceKind
from ruta.roadmap.models import Undertaking
from ruta.roadmap.policies import READER_ROLES
from ruta.roadmap.selectors import commitments_due, commitments_kept, found_commitments

KEPT, NOT_KEPT = "si", "no"


def kept_words(row: Undertaking) -> Any:
    """How it counts: in time, late, not kept, or nobody closed it."""
    if row.closed_at is None:
        return _("Sigue abierto")
    if not row.was_kept:
        return _("No se cumplió")
    return _("Cumplido a tiempo") if row.is_in_time else _("Cumplido tarde")  # type: ignore[attr-defined]


COMMITMENTS = Listing(
    name="compromisos", order="-vencio", sorts=[Sort("vencio", ("due_on", "id")), Sort("compromiso", ("title", "id"))],
    filters=[
        Filter("anio", _("Vencidos en"), lambda rows, value: rows.filter(due_on__year=value), lambda: [(str(each), str(each)) for each in years()]),
        Filter("tiempo", _("A tiempo"), lambda rows, value: rows.filter(is_in_time=value == KEPT), lambda: [(KEPT, str(_("sí"))), (NOT_KEPT, str(_("no")))]),
        Filter("clase", _("Clase"), lambda rows, value: rows.filter(meeting__space__kind=value), lambda: worded(SpaceKind.choices)),
    ],
    columns=[
        Column("vencio", _("Venció"), lambda row: row.due_on), Column("compromiso", _("Compromiso"), lambda row: row.title),
        Column("espacio", _("Espacio"), lambda row: row.meeting.space.name), Column("clase", _("Clase"), lambda row: row.meeting.space.get_kind_display()),
        Column("responde", _("Responde"), lambda row: row.institution.short_name),
        Column("cumplido", _("Cumplido el"), lambda row: row.day_kept if row.was_kept else None), Column("cerrado", _("Cerrado"), lambda row: row.closed_at), Column("cuenta", _("Cómo cuenta"), lambda row: str(kept_words(row))),
    ],
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def commitments_page(request: DeskRequest) -> HttpResponseBase:
    """The commitments behind I63, of the running year first; whoever reads plans reads them, for they name no person."""
    rows = commitments_due(date(years()[-1], 1, 1), today()).select_related("institution", "meeting__space")

    def told(page: Any) -> dict[str, Any]:
        for row in page.rows:
            row.kept_words = kept_words(row)
        return _figure(request.GET.get("anio", str(years()[0])))

    first = {"anio": str(years()[0])}
    return answered(request, COMMITMENTS, lambda text: found_commitments(rows, text), "desk/rounds/commitments.html", told, first=first)


def _figure(asked: str) -> dict[str, Any]:
    """The year with its figure, as the page of figures says it; nothing of an unknown one."""
    year = next((each for each in years() if str(each) == asked), None)
    if year is None:
        return {}
    found = commitments_kept(date(year, 1, 1), min(date(year, 12, 31), today())).values()
    return {"year": year, "kept": sum(part for part, _due in found), "due": sum(due for _part, due in found)}
