"""Which permissions wait for an answer or end soon?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ruta.desk.gate import roles
from ruta.people.actions import answer_access
from ruta.people.enums import Answer
from ruta.people.policies import ANSWER_ROLES, SEARCH_ROLES, can_answer_requests
from ruta.people.selectors import ending_consents, my_access_requests, pending_access_requests, purpose_label

MOST = 50


@require_safe
@roles(SEARCH_ROLES | ANSWER_ROLES)
def requests(request: HttpRequest) -> HttpResponse:
    """What others ask of us, and what we asked of others (nothing of the person shows there)."""
    actor = request.actor  # type: ignore[attr-defined]
    can_answer = can_answer_requests(actor)
    context = {
        "asked": [(each, purpose_label(each.purpose)) for each in pending_access_requests(actor)[:MOST]] if can_answer else [],
        "mine": [(each, purpose_label(each.purpose)) for each in my_access_requests(actor)[:MOST]],
        "can_answer": can_answer,
        "answers": [(Answer.REFUSED, _("Dijo que no")), (Answer.UNREACHABLE, _("No se pudo hablar"))],
    }
    return render(request, "desk/consent/requests.html", context)


@require_POST
@roles(ANSWER_ROLES)
def answer(request: HttpRequest, request_id: int) -> HttpResponse:
    """Tell the asker that the person said no or could not be reached; a yes is given on the person's permissions."""
    answer_access(actor=request.actor, request_id=request_id, answer=request.POST.get("answer", ""))  # type: ignore[attr-defined]
    messages.success(request, _("Respuesta enviada."))
    return redirect("desk:access-requests")


@require_safe
@roles(ANSWER_ROLES)
def ending(request: HttpRequest) -> HttpResponse:
    """Permissions that end within a month, the first to end first."""
    rows = ending_consents(request.actor)[:MOST]  # type: ignore[attr-defined]
    return render(request, "desk/consent/ending.html", {"rows": [(each, purpose_label(each.purpose)) for each in rows]})
