"""One question, and a few more for whoever wants to: what was it like?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ruta.base.context import acting_as, system
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.cases.instruments import Instrument, answers_from_form, visible_questions
from ruta.cases.selectors.labels import said, told_of
from ruta.portal.fairs.forms import SurveyForm
from ruta.portal.links.doors import count_miss, demand_calm
from ruta.quality.actions import Given, keep_opinion
from ruta.quality.enums import Way
from ruta.quality.passes import Pass, read_pass
from ruta.quality.selectors import survey_of, was_given

MORE = "more"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, token: str) -> HttpResponse:
    """Ask; what depends on an answer is asked after it. Whoever answers only the first question has answered."""
    demand_calm(request)
    found = read_pass(token)
    if found is None:
        count_miss(request)
        return render(request, "portal/links/gone.html", status=NotFound.status)
    with acting_as(system(found.institution_id, "opinion link")):
        response = _open(request, found)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _open(request: HttpRequest, found: Pass) -> HttpResponse:
    tool = _tool(found)
    if was_given(found.once):
        return _thanks(request, found)
    if request.method != "POST":
        return _ask(request, tool, {}, {})
    answers = answers_from_form(tool, request.POST)
    shown = set(request.POST.get("shown", "").split())
    is_new = any(each.code not in shown for each in visible_questions(tool, answers, {}))
    if is_new and (request.POST.get("do") == MORE or request.POST.get("longer")):
        return _ask(request, tool, answers, {}, is_longer=True)
    given = Given(
        respondent=found.respondent, instrument=found.instrument, answers=answers, way=found.way, office_id=found.office_id,
        employer_id=found.employer_id, partner_id=found.partner_id, once_sha256=found.once,
    )  # fmt: skip
    try:
        keep_opinion(actor=system(found.institution_id, "opinion link"), given=given)
    except Invalid as error:
        return _ask(request, tool, answers, error.fields, is_longer=bool(request.POST.get("longer")))
    except NotOpen:
        return _thanks(request, found)
    return _thanks(request, found)


def _ask(request: HttpRequest, tool: Instrument, answers: dict[str, object], faults: Any, *, is_longer: bool = False) -> HttpResponse:
    asked = visible_questions(tool, answers, {})
    form = SurveyForm(tool=tool, questions=asked, initial=answers, faults=faults)
    context = {
        "label": said(tool, "label"), "opening": told_of(tool.about, "opening"), "form": form, "shown": " ".join(each.code for each in asked), "is_longer": is_longer,
        "has_more": len(asked) < len(list(tool.questions())),
    }  # fmt: skip
    return render(request, "portal/opinions/ask.html", context, status=Invalid.status if faults else 200)


def _thanks(request: HttpRequest, found: Pass) -> HttpResponse:
    return render(
        request, "portal/opinions/thanks.html", {"is_staff_here": found.way != Way.WEB, "closing": told_of(_tool(found).about, "closing")}
    )


def _tool(found: Pass) -> Instrument:
    return survey_of(found.respondent, found.instrument)
