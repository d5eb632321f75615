"""Which permissions wait for an answer or end soon?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.listing.paging import Page
from ruta.desk.consent.lists import ASKED, ENDING, MINE, WAITING, found_requests, of_persons
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.people.actions import answer_access
from ruta.people.enums import Answer
from ruta.people.policies import ANSWER_ROLES, SEARCH_ROLES, can_answer_requests
from ruta.people.selectors import access_requests, consents_ahead, my_access_requests, purpose_label
from ruta.people.selectors.consents import ENDING_DAYS
from ruta.people.selectors.notices import allowed_categories
from ruta.subjects.policies import can_answer


@require_http_methods(["GET", "HEAD", "POST"])
@roles(SEARCH_ROLES | ANSWER_ROLES)
def requests(request: DeskRequest) -> Any:
    """What others ask of us; who only opens the place sees what waits for an answer."""
    actor = request.actor
    if not can_answer_requests(actor):
        return redirect("desk:access-asked")
    rows = access_requests(actor)

    def told(page: Page) -> dict[str, Any]:
        return _received(page) | {"answers_data": can_answer(actor)}

    return answered(request, ASKED, lambda text: of_persons(rows, text), "desk/consent/requests.html", told, first={"estado": WAITING})


@require_http_methods(["GET", "HEAD", "POST"])
@roles(SEARCH_ROLES | ANSWER_ROLES)
def asked(request: DeskRequest) -> Any:
    """What we asked of others; nothing of the person shows there."""
    rows = my_access_requests(request.actor)
    may = {"can_answer": can_answer_requests(request.actor)}
    return answered(request, MINE, lambda text: found_requests(rows, text), "desk/consent/asked.html", lambda page: _rows(page) | may)


def _received(page: Page) -> dict[str, Any]:
    answers = [(Answer.REFUSED, _("Dijo que no")), (Answer.UNREACHABLE, _("No se pudo hablar"))]
    return {**_rows(page), "answers": answers, "words": dict(Answer.choices)}


@require_POST
@roles(ANSWER_ROLES)
def answer(request: DeskRequest, request_id: int) -> HttpResponse:
    """Tell the asker that the person said no or could not be reached; a yes is given on the person's permissions."""
    answer_access(actor=request.actor, request_id=request_id, answer=request.POST.get("answer", ""))
    messages.success(request, _("Respuesta enviada."))
    return redirect("desk:access-requests")


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ANSWER_ROLES)
def ending(request: DeskRequest) -> Any:
    """Permissions that end, the first to end first; who only opens the place sees a month."""
    rows = consents_ahead(request.actor)
    first = {"plazo": str(ENDING_DAYS)}
    return answered(request, ENDING, lambda text: of_persons(rows, text), "desk/consent/ending.html", _ending, first=first)


def _rows(page: Page) -> dict[str, Any]:
    return {"rows": [(each, purpose_label(each.purpose)) for each in page.rows]}


def _ending(page: Page) -> dict[str, Any]:
    """What the matrix in force does not list any more is shown, and cannot be renewed."""
    return {"rows": [(each, purpose_label(each.purpose), bool(allowed_categories(each.purpose, each.grantee))) for each in page.rows]}
