"""How is an employer asked what it expects, and what did it say before?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.errors import NotFound
from ruta.base.idempotency import once
from ruta.cases.instruments import Instrument, answers_from_form, assess, check_answers, load, required_questions, visible_questions
from ruta.cases.selectors.labels import said
from ruta.desk.cases.forms.assessing import AnswersForm
from ruta.desk.cases.views.answers import in_words
from ruta.desk.employers.lists import EXPECTATIONS
from ruta.desk.gate import DeskRequest, roles
from ruta.employers.actions import Said, keep_expectations
from ruta.employers.models import Employer, Expectation
from ruta.employers.policies import PROSPECTOR_ROLES, READER_ROLES
from ruta.employers.selectors import employer_of, expectations_of, is_non_user, section_label
from ruta.taxonomy.selectors import instrument

WRONG = 422


def tool_of(code: str, version: str | None = None) -> Instrument:
    """An instrument that is asked of an employer."""
    return load(instrument(code, version).plain())


@require_http_methods(["GET", "HEAD", "POST"])
@roles(PROSPECTOR_ROLES)
def expect(request: DeskRequest, employer_id: int) -> HttpResponse:
    """Ask and keep it; the questions follow the answers."""
    row, tool = employer_of(request.actor, employer_id), tool_of(EXPECTATIONS)
    if request.method != "POST":
        return _questions(request, row, tool, _known(row), {})
    answers = answers_from_form(tool, request.POST)
    if request.POST.get("do") != "finish":
        return _questions(request, row, tool, answers, {})
    faults = faults_of(tool, answers)
    if faults:
        return _questions(request, row, tool, answers, faults)
    once(
        actor=request.actor, key=request.POST.get("idempotency_key", ""), verb=f"employer.expect {employer_id}",
        run=lambda: keep_expectations(actor=request.actor, employer_id=employer_id, said=_read(tool, answers)).pk,
    )  # fmt: skip
    messages.success(request, _("Expectativas guardadas con la fecha de hoy."))
    return redirect("desk:employer", employer_id)


@require_safe
@roles(READER_ROLES)
def expectation(request: DeskRequest, employer_id: int, expectation_id: int) -> HttpResponse:
    """What an employer said one day, under the questions as they stood then."""
    row = employer_of(request.actor, employer_id)
    found = expectations_of(row).filter(pk=expectation_id).first()
    if found is None:
        raise NotFound(_("Ese registro no es de este empleador."))
    told = [(said(each, "text"), in_words(each, found.answers[each.code])) for each in _asked_then(found) if each.code in found.answers]
    return render(request, "desk/employers/expectation.html", {"employer": row, "found": found, "told": told})


def faults_of(tool: Instrument, answers: dict[str, object]) -> dict[str, str]:
    """What to correct, question by question, in the reader's language."""
    found: dict[str, str] = {}
    for each in check_answers(tool, answers, {}):
        found.setdefault(each.question, each.sentence.said(_, ngettext))
    return found


def asked_context(tool: Instrument, answers: dict[str, object], faults: dict[str, str]) -> dict[str, Any]:
    """What a template needs to draw the questions to ask now."""
    form = AnswersForm(visible_questions(tool, answers, {}), answers, faults, required_questions(tool, answers, {}))
    return {"instrument": tool, "label": said(tool, "label"), "form": form, "sections": form.sections(tool), "faults": faults}


def _questions(request: DeskRequest, row: Employer, tool: Instrument, answers: dict[str, object], faults: dict[str, str]) -> HttpResponse:
    context = {"employer": row} | asked_context(tool, answers, faults)
    return render(request, "desk/employers/expect.html", context, status=WRONG if faults else 200)


def _read(tool: Instrument, answers: dict[str, object]) -> Said:
    result = assess(tool, answers, {})
    score = result.scores.get("hiring_potential")
    value = score.value if score else None
    return Said(
        instrument=tool.code, version=tool.version, answers=result.answers, segment=result.segment.code if result.segment else "",
        potential=None if value is None else round(value),
    )  # fmt: skip


def _known(row: Employer) -> dict[str, object]:
    """What the register knows already and need not be asked twice."""
    known: dict[str, object] = {"uses_service": "no" if is_non_user(row) else "yes"}
    return known | ({"sector": section_label(row.section)[:80]} if row.section else {})


def _asked_then(found: Expectation) -> Any:
    return tool_of(found.instrument, found.instrument_version).questions()
