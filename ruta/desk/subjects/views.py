"""What did persons ask about their data, who answers by when, and how does staff give a person a way in?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.accounts.enums import CASE_ROLES
from ruta.base.clock import today
from ruta.base.errors import NotOpen
from ruta.base.spelling import folded
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.subjects.forms import AnswerForm
from ruta.desk.subjects.lists import REQUESTS
from ruta.people.policies import demand_owner
from ruta.people.selectors import person_for
from ruta.subjects.actions import answer_data_request, invite_in
from ruta.subjects.enums import RequestState
from ruta.subjects.policies import ANSWER_ROLES
from ruta.subjects.selectors import data_request_for, data_requests

CONFLICT = NotOpen.status


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ANSWER_ROLES)
def requests(request: DeskRequest) -> Any:
    """What waits first."""

    def found(text: str) -> Any:
        rows = data_requests(request.actor)
        return rows.filter(person__sort_name__begins=folded(text)) if text else rows

    return answered(request, REQUESTS, found, "desk/subjects/list.html", lambda _page: {"today": today()})


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ANSWER_ROLES)
def request_page(request: DeskRequest, request_id: int) -> HttpResponse:
    """Read it and answer it."""
    row = data_request_for(request.actor, request_id)
    form, status = AnswerForm(request.POST or None, initial={"version": row.version}), 200
    if request.method == "POST":
        done, status = attempt(
            request, form, "answer_data_request",
            lambda: answer_data_request(actor=request.actor, request_id=row.pk, **form.cleaned_data).pk,
        )  # fmt: skip
        if done is not None:
            say(request, _("Contestado. La persona ya lo puede leer en su página."))
            return redirect("desk:data-requests")
    context = {"row": row, "form": form, "is_open": row.state == RequestState.OPEN, "today": today()}
    return render(request, "desk/subjects/request.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def way_in(request: DeskRequest, person_id: int) -> HttpResponse:
    """Give the person a link to their page; it is shown, once, only where no message may leave."""
    person = person_for(person_id)
    demand_owner(request.actor, person)
    context: dict[str, Any] = {"person": person, "address": "", "is_sent": False, "problem": ""}
    if request.method == "POST":
        try:
            _message, context["address"] = invite_in(actor=request.actor, person_id=person.pk)
        except NotOpen as error:
            context["problem"] = str(error.message)
        else:
            context["is_sent"] = not context["address"]
    return render(request, "desk/subjects/way_in.html", context, status=CONFLICT if context["problem"] else 200)
