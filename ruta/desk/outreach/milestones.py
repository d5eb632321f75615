"""Which milestones of a strategy are verified, wait, or are late? A list to search, sort and take along."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ruta.base.clock import today
from ruta.base.holding import holding
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.communication.enums import MilestoneKind
from ruta.communication.models import Milestone
from ruta.communication.policies import READER_ROLES
from ruta.communication.selectors import strategy_of
from ruta.desk.employers.lists import worded
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.outreach.lists import FOR_WHOM
from ruta.territory.selectors import territories

STATES = {"verified": _("Verificado"), "shown": _("Por verificar"), "late": _("Atrasado"), "ahead": _("Pendiente")}
TONES = {"verified": "done", "shown": "you", "late": "stop", "ahead": "way"}


def state_of(row: Milestone) -> str:
    """Where a milestone stands today."""
    if row.verified_at:
        return "verified"
    if row.evidence:
        return "shown"
    return "late" if row.due_on < today() else "ahead"


def _in_state(rows: QuerySet[Milestone], state: str) -> QuerySet[Milestone]:
    bare = Q(verified_at=None, evidence="")
    wanted = {
        "verified": Q(verified_at__isnull=False), "shown": Q(verified_at=None) & ~Q(evidence=""), "late": bare & Q(due_on__lt=today()),
        "ahead": bare & Q(due_on__gte=today()),
    }  # fmt: skip
    return rows.filter(wanted[state])


MILESTONES = Listing(
    name="hitos-de-comunicacion", order="fecha", sorts=[Sort("fecha", ("due_on", "id")), Sort("peso", ("weight", "id"))],
    filters=[
        Filter("estado", _("Estado"), _in_state, lambda: worded(STATES.items())),
        Filter("parte", _("Parte"), lambda rows, value: rows.filter(kind=value), lambda: worded(MilestoneKind.choices)),
        FOR_WHOM,
        Filter(
            "territorio", _("Territorio"), lambda rows, value: rows.filter(territory=value),
            lambda: [(row.pk, row.name) for row in territories().order_by("sort_name", "pk")],
        ),
    ],
    columns=[
        Column("que", _("Qué se va a hacer"), lambda row: row.title), Column("parte", _("Parte"), lambda row: row.get_kind_display()),
        Column("peso", _("Peso"), lambda row: row.weight), Column("para_cuando", _("Para cuándo"), lambda row: row.due_on),
        Column("para", _("Para quién"), lambda row: row.get_segment_display()), Column("territorio", _("Territorio"), lambda row: row.territory.name if row.territory else ""),
        Column("estado", _("Estado"), lambda row: STATES[state_of(row)]), Column("evidencia", _("Qué lo demuestra"), lambda row: row.evidence),
        Column("logrado", _("Qué día se logró"), lambda row: row.evidence_on), Column("verificado", _("Verificado"), lambda row: row.verified_at),
    ],
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def listing(request: DeskRequest, strategy_id: int) -> Any:
    """Those of one version, by their days."""
    strategy = strategy_of(strategy_id)

    def find(text: str) -> QuerySet[Milestone]:
        return strategy.milestones.select_related("territory").filter(holding(text, "title", "evidence"))

    def told(page: Any) -> dict[str, Any]:
        return {"strategy": strategy, "rows": [(row, STATES[state_of(row)], TONES[state_of(row)]) for row in page.rows]}

    return answered(request, MILESTONES, find, "desk/outreach/milestones.html", told)
