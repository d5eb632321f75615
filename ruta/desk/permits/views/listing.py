"""Which dossiers are there, and which of them wait?"""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ruta.base.clock import today
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.base.listing.paging import Page
from ruta.base.spelling import folded
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.queue.tasks import end_of
from ruta.permits.enums import Waits
from ruta.permits.policies import READER_ROLES, can_keep
from ruta.permits.selectors import STAGES, TONES, certified_on, dossiers, plans_carried_out, procedure, procedures, word
from ruta.territory.selectors import departments


def _named() -> list[tuple[str, str]]:
    return [(each.code, word(each)) for each in procedures()]


def _late(rows: Any, _value: str) -> Any:
    return rows.filter(closed_at=None, due_on__lt=today())


def _years() -> list[tuple[str, str]]:
    return [(str(today().year - back), str(today().year - back)) for back in range(3)]


def _close(year: str) -> date:
    return min(date(int(year), 12, 31), today())


def _certified(rows: Any, year: str) -> Any:
    return certified_on(rows, _close(year))


def _carried_out(rows: Any, year: str) -> Any:
    return rows.filter(pk__in=plans_carried_out(rows.model.objects.order_by(), date(int(year), 1, 1), _close(year)).values("pk"))


DOSSIERS = Listing(
    name="tramites",
    order="-cambio",
    sorts=[Sort("cambio", ("stage_since", "id")), Sort("solicitante", ("sort_name", "id"))],
    filters=[
        Filter("tramite", _("Trámite"), lambda rows, value: rows.filter(procedure=value), _named),
        Filter("etapa", _("Etapa"), lambda rows, value: rows.filter(stage=value), lambda: [(code, str(label)) for code, label in STAGES.items()]),
        Filter("lugar", _("Departamento"), lambda rows, value: rows.filter(department=value), lambda: [(row.code, row.name) for row in departments()]),
        Filter("otorgado", _("Otorgado en"), lambda rows, value: rows.filter(stage="granted", closed_at__year=value), _years),
        Filter("vigente", _("Con certificado vigente al cierre de"), _certified, _years),
        Filter("plan", _("Plan de acción cumplido en"), _carried_out, _years),
        Filter("abierto", _("Abiertos"), lambda rows, _value: rows.filter(closed_at=None)),
        Filter("espera", _("Esperan al solicitante"), lambda rows, _value: rows.filter(closed_at=None, waits_on=Waits.APPLICANT)),
        Filter("tarde", _("Tarde"), _late),
    ],
    columns=[
        Column("numero", _("Número"), lambda row: row.number),
        Column("tramite", _("Trámite"), lambda row: word(procedure(row.procedure, row.procedure_version))),
        Column("solicitante", _("Solicitante"), lambda row: row.holder_name),
        Column("municipio", _("Municipio"), lambda row: row.municipality),
        Column("etapa", _("Etapa"), lambda row: str(STAGES[row.stage])),
        Column("desde", _("Desde"), lambda row: row.stage_since),
        Column("vence", _("Vence"), lambda row: row.due_on),
        Column("recibido", _("Recibido"), lambda row: row.opened_at),
        Column("cerrado", _("Cerrado"), lambda row: row.closed_at),
    ],
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def dossiers_list(request: DeskRequest) -> HttpResponseBase:
    """The dossiers of the institution; a search by name or number is posted and logged, an export too."""

    def find(text: str) -> Any:
        rows = dossiers(request.actor)
        if not text:
            return rows
        return rows.filter(Q(sort_name__begins=folded(text)) | Q(number__begins=text.strip().upper()))

    return answered(
        request, DOSSIERS, find, "desk/permits/list.html", lambda page: {"rows": _told(page), "may_keep": can_keep(request.actor)}
    )


def _told(page: Page) -> list[dict[str, Any]]:
    return [
        {
            "row": row, "stage": STAGES[row.stage], "tone": TONES[row.stage], "procedure": word(procedure(row.procedure, row.procedure_version)),
            "due": end_of(row.due_on) if row.due_on and row.closed_at is None else None,
        }
        for row in page.rows
    ]  # fmt: skip
