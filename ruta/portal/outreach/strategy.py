"""What does the communication strategy in force ask, and how much of it is verified?"""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ruta.base.clock import today
from ruta.base.context import ANYBODY
from ruta.base.listing import Column, Filter, Listing, Sort, exported, listed
from ruta.communication.enums import MilestoneKind
from ruta.communication.models import Milestone, Strategy
from ruta.communication.selectors import places_of, public_strategies, strategy_share
from ruta.portal.outreach.views import FOR_WHOM
from ruta.roadmap.selectors.wished import wished_shares

STATES = {"verified": (_("Verificado"), "done"), "late": (_("Atrasado"), "stop"), "ahead": (_("Pendiente"), "way")}


def state_of(row: Milestone) -> str:
    """Where a milestone stands today; what nobody else verified is not done."""
    if row.verified_at:
        return "verified"
    return "late" if row.due_on < today() else "ahead"


def _in_state(rows: QuerySet[Milestone], state: str) -> QuerySet[Milestone]:
    wanted = {
        "verified": Q(verified_at__isnull=False),
        "late": Q(verified_at=None, due_on__lt=today()),
        "ahead": Q(verified_at=None, due_on__gte=today()),
    }
    return rows.filter(wanted[state])


MILESTONES = Listing(
    name="estrategia-de-comunicacion", order="fecha", page_size=20, sorts=[Sort("fecha", ("due_on", "id"))],
    filters=[
        Filter("estado", _("Estado"), _in_state, lambda: [(code, str(word)) for code, (word, _tone) in STATES.items()]),
        Filter("parte", _("Parte"), lambda rows, value: rows.filter(kind=value), lambda: [(code, str(word)) for code, word in MilestoneKind.choices]),
        FOR_WHOM,
    ],
    columns=[
        Column("que", _("Qué se va a hacer"), lambda row: row.title), Column("parte", _("Parte"), lambda row: row.get_kind_display()),
        Column("peso", _("Peso"), lambda row: row.weight), Column("para_cuando", _("Para cuándo"), lambda row: row.due_on),
        Column("para", _("Para quién"), lambda row: row.get_segment_display()), Column("territorio", _("Territorio"), lambda row: row.territory.name if row.territory else ""),
        Column("estado", _("Estado"), lambda row: str(STATES[state_of(row)][0])), Column("logrado", _("Qué día se logró"), lambda row: row.evidence_on if row.verified_at else None),
    ],
)  # fmt: skip


@require_safe
def page(request: HttpRequest, strategy_id: int | None = None) -> HttpResponseBase:
    """The one of the country, or another that rules now; a draft or a former one has no page here."""
    ruling = list(public_strategies())
    row = next((each for each in ruling if strategy_id in (None, each.pk)), None)
    if row is None:
        return render(request, "portal/outreach/no_strategy.html", status=200 if strategy_id is None else 404)
    rows = row.milestones.select_related("territory")
    file = exported(MILESTONES, rows, request.GET, ANYBODY)
    return file if file is not None else _shown(request, row, ruling, rows)


def _shown(request: HttpRequest, row: Strategy, ruling: list[Strategy], rows: QuerySet[Milestone]) -> HttpResponse:
    whole, places, found = list(rows), places_of(row), listed(MILESTONES, rows, request.GET)
    context: dict[str, Any] = {
        "row": row, "others": [each for each in ruling if each.pk != row.pk], "page": found, "downloads": found.exports, "address": request.path,
        "percent": strategy_share(whole), "planned": strategy_share(whole, until=today()), "places": places, "wished": wished_shares(row, whole, today()),
        "reached": sum(each.since is not None for each in places), "rows": [(each, *STATES[state_of(each)]) for each in found.rows],
    }  # fmt: skip
    return render(request, "portal/outreach/strategy.html", context)
