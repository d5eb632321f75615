"""Which entries does the directory have, and what does one say, lack and remember?"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.dates import WEEKDAYS
from django.views.decorators.http import require_http_methods, require_safe

from ruta.accounts.enums import Role
from ruta.base.clock import today
from ruta.base.listing.paging import Page
from ruta.desk.directory.lists import SERVICES, found
from ruta.desk.directory.words import facts_said, step_said, value_said
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.directory.models import FocalPoint
from ruta.directory.policies import EDITOR_ROLES, can_edit_services_of, can_propose, can_verify_service
from ruta.directory.rules import is_stale
from ruta.directory.selectors import hours_told, open_proposals, quality_of, service_of, services, shown_needs, steps_of
from ruta.taxonomy.selectors import service_type

READER_ROLES = frozenset(Role)  # the entries are public
STEPS, PROPOSALS = 20, 20


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def listing(request: DeskRequest) -> HttpResponseBase:
    """Every entry, by institution, need, place, age and completeness."""
    rows = services()
    if "cerrados" not in request.GET:
        rows = rows.filter(is_active=True)
    return answered(request, SERVICES, lambda text: found(rows, text), "desk/directory/list.html", lambda page: _told(request, page))


listing.menu_roles = EDITOR_ROLES  # type: ignore[attr-defined]


@require_safe
@roles(READER_ROLES)
def service(request: DeskRequest, service_id: int) -> HttpResponse:
    """One entry with its quality and why, its proposals and its history."""
    row = service_of(service_id)
    may_edit = can_edit_services_of(request.actor, row.institution_id)
    quality = quality_of(row)
    point = FocalPoint.objects.filter(pk=row.focal_point_id).first() if row.focal_point_id else None
    context: dict[str, Any] = {
        "service": row, "kind": service_type(row.service_type), "needs": shown_needs(row), "quality": quality,
        "missing": facts_said(quality.missing), "not_applicable": facts_said(quality.not_applicable), "point": point,
        "week": [(WEEKDAYS[int(day)], text) for day, text in hours_told(row).items()], "lists": value_said(row),
        "steps": [(step, step_said(step)) for step in steps_of(row)[:STEPS]], "is_stale": is_stale(row.verified_on, today()),
        "may_edit": may_edit, "may_propose": can_propose(request.actor, row.institution_id), "may_verify": can_verify_service(request.actor, row),
        "proposals": list(open_proposals([row.pk])[:PROPOSALS]), "may_open": request.actor.role in EDITOR_ROLES,
    }  # fmt: skip
    return render(request, "desk/directory/page.html", context)


def _told(request: DeskRequest, page: Page) -> Mapping[str, Any]:
    day, own = today(), request.actor.institution_id
    waiting = open_proposals().filter(service__institution=own or 0)[:PROPOSALS]
    return {
        "rows": [(row, is_stale(row.verified_on, day)) for row in page.rows], "proposals": list(waiting), "own": own,
        "may_add": own is not None and can_edit_services_of(request.actor, own),
    }  # fmt: skip
