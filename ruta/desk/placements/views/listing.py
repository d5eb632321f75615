"""Who is on the way to which vacancy, and what waits?"""

from collections.abc import Callable
from datetime import date, timedelta
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
from ruta.people.models import Person
from ruta.placements.models import Breach
from ruta.placements.policies import SEEKER_ROLES
from ruta.placements.selectors import STATES, TONES, applications, reason_label


def _waiting(rows: Any, _value: str) -> Any:
    return rows.filter(needs_check=True, confirmed_at=None, state__in=("offered", "hired"))


def _years() -> list[tuple[str, str]]:
    return [(str(today().year - back), str(today().year - back)) for back in range(3)]


def _reached(days: int) -> Callable[[Any, str], Any]:
    """Placements that reached a number of days in a year."""

    def narrow(rows: Any, year: str) -> Any:
        until = min(date(int(year), 12, 31), today()) - timedelta(days=days)
        return rows.exclude(confirmed_at=None).filter(started_on__gte=date(int(year), 1, 1) - timedelta(days=days), started_on__lte=until)

    return narrow


def _migrants(rows: Any, year: str) -> Any:
    return rows.filter(needs_check=True, state="hired", started_on__year=year)


def _broken(rows: Any, year: str) -> Any:
    return rows.filter(pk__in=Breach.objects.filter(opened_at__year=year).values("application"))


APPLICATIONS = Listing(
    name="postulaciones",
    order="-cambio",
    sorts=[Sort("cambio", ("state_since", "id"))],
    filters=[
        Filter("estado", _("Estado"), lambda rows, value: rows.filter(state=value), lambda: [(code, str(word)) for code, word in STATES.items()]),
        Filter("abiertas", _("En camino"), lambda rows, _value: rows.filter(closed_at=None).exclude(state="hired")),
        Filter("colocada", _("Colocada en"), lambda rows, value: rows.filter(confirmed_at__year=value), _years),
        Filter("cumple90", _("Cumplió 90 días en"), _reached(90), _years),
        Filter("cumple180", _("Cumplió 180 días en"), _reached(180), _years),
        Filter("enviada", _("Enviada en"), lambda rows, value: rows.filter(applied_at__year=value), _years),
        Filter("migrante", _("Contrato de persona migrante en"), _migrants, _years),
        Filter("contrato", _("Falta revisar el contrato"), _waiting),
        Filter("incumplimiento", _("Con incumplimiento abierto"), lambda rows, _value: rows.filter(pk__in=Breach.objects.filter(resolved_at=None).values("application"))),
        Filter("promesa", _("Con incumplimiento anotado en"), _broken, _years),
    ],
    columns=[
        Column("persona", _("Persona"), lambda row: row.person.full_name),
        Column("puesto", _("Puesto"), lambda row: row.vacancy.title),
        Column("empleador", _("Empleador"), lambda row: str(row.employer)),
        Column("estado", _("Estado"), lambda row: str(STATES[row.state])),
        Column("motivo", _("Motivo"), lambda row: reason_label(row.reason)),
        Column("desde", _("Desde"), lambda row: row.state_since),
        Column("inicio", _("Primer día de trabajo"), lambda row: row.started_on),
    ],
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@roles(SEEKER_ROLES)
def applications_list(request: DeskRequest) -> HttpResponseBase:
    """The applications of the institution; a search by surnames or job is posted and logged, an export too."""

    def find(text: str) -> Any:
        rows = applications(request.actor)
        if not text:
            return rows
        named = Person.objects.filter(sort_name__begins=folded(text)).values("pk")
        return rows.filter(Q(person__in=named) | Q(vacancy__sort_title__begins=folded(text)))

    return answered(request, APPLICATIONS, find, "desk/placements/list.html", lambda page: {"rows": _told(page)})


def _told(page: Page) -> list[dict[str, Any]]:
    return [
        {"row": row, "state": STATES[row.state], "tone": TONES[row.state], "reason": reason_label(row.reason), "waits": _waits(row)}
        for row in page.rows
    ]


def _waits(row: Any) -> bool:
    return row.needs_check and row.confirmed_at is None and row.state in ("offered", "hired")
