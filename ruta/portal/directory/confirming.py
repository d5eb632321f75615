"""Are these services still the same? Their owner answers once behind the link of a message, and sees nothing else."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ruta.base.context import acting_as
from ruta.base.errors import Invalid, NotOpen
from ruta.base.numbers import read_number
from ruta.directory.actions import answer_owner_question
from ruta.directory.enums import OwnerAnswer
from ruta.directory.selectors import OwnerDoor, due_services, owner_question_of
from ruta.portal.links.doors import count_miss, demand_calm

MOST = 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, or take the answers; a link that was used, that ended or that is not whole each says so."""
    demand_calm(request)
    asked = owner_question_of(token)
    if asked is None or asked.status == "expired":
        count_miss(request)
        return render(request, "portal/directory/link_gone.html", {"asked": asked}, status=404)
    with acting_as(asked.actor):
        response = _asked(request, asked, token)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answers(request: HttpRequest, asked: OwnerDoor) -> dict[int, str]:
    """One word for all of them, also for those that the page has no room for; what is said of one counts for that one."""
    each = {read_number(name[2:]): str(value) for name, value in request.POST.items() if name.startswith("s-")}
    if request.POST.get("todos") != OwnerAnswer.SAME:
        return each
    return dict.fromkeys(due_services(asked.focal_point_id).values_list("pk", flat=True), str(OwnerAnswer.SAME)) | each


def _asked(request: HttpRequest, asked: OwnerDoor, token: str) -> HttpResponse:
    if request.method == "POST" and asked.status == "live":
        answers = _answers(request, asked)
        try:
            answer_owner_question(
                actor=asked.actor, question_id=asked.question_id, answers=answers, note=request.POST.get("note", "").strip()
            )
        except (Invalid, NotOpen) as error:
            messages.error(request, str(error.message))
        else:
            messages.success(request, _("Anotado. La gente ya lo ve."))
        return redirect("portal:service_confirm", token)
    due = due_services(asked.focal_point_id)
    rows = list(due.select_related("office__municipality")[:MOST])
    context = {
        "rows": rows,
        "count": due.count(),
        "asked": asked,
        "is_answered": asked.status == "answered",
        "answers": OwnerAnswer.choices,
    }
    return render(request, "portal/directory/confirm.html", context)
