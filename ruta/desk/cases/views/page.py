"""What does staff see of a case, and what did it cost to look?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from ruta.accounts.enums import CASE_ROLES
from ruta.base.access import log_access
from ruta.base.compiled import keeps_words
from ruta.cases.models import Assessment
from ruta.cases.selectors import CHILD_INSTRUMENT, CasePage, case_page, may_apply
from ruta.desk.cases.views.assessing import ask_rows
from ruta.desk.cases.views.menu import menu_of
from ruta.desk.cases.views.results import assessment_rows
from ruta.desk.gate import DeskRequest, roles
from ruta.people.selectors import can_open_reserved, reserved_opening
from ruta.taxonomy.selectors import country_name, instrument

LINE = 12
# What the floor of referrals puts on the page, when it is there.
REFERRALS = "desk/referrals/_of_case.html"


@require_safe
@roles(CASE_ROLES)
@keeps_words
def case(request: DeskRequest, case_id: int) -> HttpResponse:
    """The case with its next step, hands, plan, needs and line; the opening is logged first."""
    only = request.GET.get("linea", "")
    page = case_page(request.actor, case_id, only)
    log_opening(request, page)
    template = "desk/cases/parts/line.html" if request.headers.get("HX-Target") == "linea" else "desk/cases/case.html"
    return render(request, template, context_of(page, only, is_whole="todo" in request.GET))


def log_opening(request: DeskRequest, page: CasePage) -> None:
    """Written before the page is shown; the person sees it under who looked."""
    found = page.case
    actor = request.actor
    log_access(actor, "open_case", person_id=found.person_id, object_id=found.pk, owner_institution_id=found.owner_institution_id)


def context_of(page: CasePage, only: str = "", *, is_whole: bool = True) -> dict[str, Any]:
    """What the template needs besides the page itself."""
    rows = page.rows
    return {
        "page": page,
        "case": page.case,
        "rows": rows,
        "person": rows.person,
        "menu": menu_of(page),
        "only": only,
        "line": page.line if is_whole else page.line[:LINE],
        "is_cut": not is_whole and len(page.line) > LINE,
        "returned_from": country_name(rows.episode.country) if rows.episode else "",
        "assessments": assessment_rows(rows),
        "asks": ask_rows(rows) if "assess" in page.open_verbs else [],
        "alerts": [alert for alert in rows.alerts if alert.resolved_at is None],
        "follow_ups": [each for each in rows.follow_ups if each.done_at is None],
        "referrals": _existing(REFERRALS),
        "may_open_reserved": page.may_work and can_open_reserved(rows.actor),
        "opened": reserved_opening(rows.actor, page.case.person_id) if rows.actor.sees_strict and can_open_reserved(rows.actor) else None,
        "may_safeguard": may_apply(rows.actor, instrument(CHILD_INSTRUMENT)),
        "refer_url": _place("desk:refer", page.case.pk),
    }


def headline(rows: Any) -> Assessment | None:
    """The last assessment that set the segment."""
    return next((each for each in rows.assessments if each.state == "done" and each.segment), None)


def _existing(template: str) -> str:
    try:
        get_template(template)
    except TemplateDoesNotExist:
        return ""
    return template


def _place(name: str, *args: Any) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
