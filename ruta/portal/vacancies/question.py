"""Is a vacancy still open? Its employer answers in one tap behind the link of a message, and sees nothing else."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ruta.base.context import acting_as
from ruta.base.errors import Invalid, NotOpen
from ruta.employers.actions import answer_question
from ruta.employers.enums import StillOpen, VacancyState
from ruta.employers.rules import stands_until
from ruta.employers.selectors import Asked, question_of, vacancy_of
from ruta.portal.links.doors import count_miss, demand_calm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, or take the answer. One that ended or never was gives the same page; one that was answered says thanks."""
    demand_calm(request)
    asked = question_of(token)
    if asked is None or asked.status == "expired":
        count_miss(request)
        return render(request, "portal/vacancies/link_gone.html", status=404)
    with acting_as(asked.actor):
        response = _asked(request, asked, token)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _asked(request: HttpRequest, asked: Asked, token: str) -> HttpResponse:
    if request.method == "POST" and asked.status == "live":
        try:
            answer_question(actor=asked.actor, question_id=asked.question_id, answer=request.POST.get("answer", ""))
        except (Invalid, NotOpen) as error:
            messages.error(request, str(error.message))
        return redirect("portal:vacancy_question", token)
    row = vacancy_of(asked.actor, asked.vacancy_id)
    stands = stands_until(row.refreshed_on, row.apply_until) if row.state == VacancyState.PUBLISHED else None
    context = {"vacancy": row, "stands_until": stands, "is_answered": asked.status == "answered", "answers": StillOpen.choices}
    return render(request, "portal/vacancies/question.html", context)
