"""How was the fair, for employers and for those who came? Asked at the exit, on the telephone, or behind an employer's link."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.base.errors import NotOpen
from ruta.base.idempotency import once
from ruta.cases.instruments import answers_from_form
from ruta.desk.employers.expecting import WRONG, asked_context, faults_of, tool_of
from ruta.desk.gate import DeskRequest, roles
from ruta.employers.actions import Opinion, keep_opinion
from ruta.employers.models import Employer, Fair
from ruta.employers.policies import DOOR_ROLES
from ruta.employers.selectors import employer_of, fair_of

OF_EMPLOYER, OF_PERSON = "job_fair_employer", "job_fair_person"


@require_http_methods(["GET", "HEAD", "POST"])
@roles(DOOR_ROLES)
def attendee(request: DeskRequest, fair_id: int) -> HttpResponse:
    """Whoever leaves answers unnamed; the page is ready for the next one at once."""
    return _asked(request, fair_of(request.actor, fair_id), OF_PERSON, None)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(DOOR_ROLES)
def employer(request: DeskRequest, fair_id: int, employer_id: int) -> HttpResponse:
    """An employer answers in person or on the telephone."""
    return _asked(request, fair_of(request.actor, fair_id), OF_EMPLOYER, employer_of(request.actor, employer_id))


def _asked(request: DeskRequest, fair: Fair, code: str, row: Employer | None) -> HttpResponse:
    tool, faults, answers = tool_of(code), {}, {}
    if request.method == "POST":
        answers = answers_from_form(tool, request.POST)
        faults = faults_of(tool, answers) if request.POST.get("do") == "finish" else {}
        if request.POST.get("do") == "finish" and not faults:
            given: Any = answers
            opinion = Opinion(instrument=tool.code, version=tool.version, satisfaction=int(given["csat"]), answers=given)
            who = row.pk if row else None
            try:
                once(
                    actor=request.actor, key=request.POST.get("idempotency_key", ""), verb=f"fair.opinion {fair.pk} {who}",
                    run=lambda: keep_opinion(actor=request.actor, fair_id=fair.pk, opinion=opinion, employer_id=who).pk,
                )  # fmt: skip
            except NotOpen as error:
                faults = {"csat": str(error.message)}
            else:
                messages.success(request, _("Gracias. Opinión guardada."))
                return redirect("desk:fair", fair.pk) if row else redirect("desk:fair-opinion", fair.pk)
    context = {"fair": fair, "employer": row} | asked_context(tool, answers, faults)
    return render(request, "desk/fairs/opinion.html", context, status=WRONG if faults else 200)
