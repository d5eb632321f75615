"""What does the person take home on paper? What was agreed, in plain words, and nothing that a stranger should read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruta.accounts.enums import CASE_ROLES
from ruta.cases.selectors import case_page
from ruta.desk.cases.views.page import log_opening
from ruta.desk.gate import DeskRequest, roles


@require_safe
@roles(CASE_ROLES)
def paper(request: DeskRequest, case_id: int) -> HttpResponse:
    """The plan for the person: next step, agreed actions, where they were referred, whom to call."""
    page = case_page(request.actor, case_id)
    log_opening(request, page)
    goals = [(goal.row, [each for each in goal.actions if not each.is_protected and each.row.state != "dropped"]) for goal in page.goals]
    return render(
        request,
        "desk/cases/paper.html",
        {"page": page, "case": page.case, "person": page.rows.person, "goals": [(goal, actions) for goal, actions in goals if actions]},
    )
