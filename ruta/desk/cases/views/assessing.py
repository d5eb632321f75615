"""Which instruments can be given in a case, and how is one asked?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.accounts.enums import CASE_ROLES
from ruta.base.errors import NotFound, Refused, RutaError
from ruta.base.idempotency import once
from ruta.cases import actions
from ruta.cases.instruments import Instrument, answers_from_form, required_questions, visible_questions
from ruta.cases.models import Assessment, Case, CaseAlert
from ruta.cases.selectors import (
    CHILD_INSTRUMENT,
    Askable,
    CaseRows,
    askable,
    assessing_verb,
    case_facts,
    case_for,
    case_instrument,
    draft_of,
    facts_of,
    may_apply,
    person_facts,
    prefilled,
    verbs_of,
)
from ruta.cases.selectors.labels import said
from ruta.desk.cases.answering import attempt, say
from ruta.desk.cases.forms.assessing import AlertForm, AnswersForm
from ruta.desk.gate import DeskRequest, roles
from ruta.quality.selectors import asked_under, surveys
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import instrument as published


@require_safe
@roles(CASE_ROLES)
def choose(request: DeskRequest, case_id: int) -> HttpResponse:
    """Which instrument; straight to it when nothing else is to be chosen."""
    case = case_for(request.actor, case_id)
    offered = askable(request.actor, case)
    opinions = [asked_under(each.code) for each in surveys("person")]
    if len(offered) == 1 and not opinions:
        return redirect("desk:case-answer", case_id, offered[0].instrument.code)
    rows = [ask_row(each) for each in offered]
    context = {"case": case, "rows": rows, "missing": _missing(request, case), "opinions": opinions}
    return render(request, "desk/cases/choose.html", context | _child(request, case))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def answer(request: DeskRequest, case_id: int, instrument: str) -> HttpResponse:
    """Ask, branch, keep half, or finish. `do` says which button was pressed; without a script one redraws the questions by hand."""
    case = case_for(request.actor, case_id)
    asked, draft = _asked(request, case, instrument)
    if request.method != "POST":
        return _questions(request, case, asked, dict(draft.answers) if draft else prefilled(case, asked))
    answers = answers_from_form(asked, request.POST)
    what = request.POST.get("do", "refresh")
    if what == "refresh":
        return _questions(request, case, asked, answers)
    try:
        return _kept(request, case, asked, answers, what)
    except RutaError as error:
        if error.status not in (409, 422):
            raise
        return _questions(request, case, asked, answers, error)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def resolve(request: DeskRequest, alert_id: int) -> HttpResponse:
    """Answer an alert with a note."""
    alert = CaseAlert.objects.filter(pk=alert_id).first()
    if alert is None:
        raise NotFound(_("Esa alerta no existe o no la lleva su institución."))
    form = AlertForm(request.POST or None)
    if request.method == "POST":

        def run() -> int:
            return actions.resolve_alert(actor=request.actor, alert_id=alert_id, note=form.cleaned_data["note"]).pk

        done, status = attempt(request, form, "resolve_alert", run)
        if done is not None:
            say(request, _("Alerta resuelta. Lo que detenía sigue su curso."))
            return redirect("desk:case", alert.case_id)
        return _alert(request, alert, form, status)
    return _alert(request, alert, form, 200)


def ask_rows(rows: CaseRows) -> list[dict[str, Any]]:
    """The same lines for the page of a case, out of rows already read; what is due stands first."""
    facts = facts_of(rows.case, rows.person, rows.episode.returned_on if rows.episode else None)
    found = askable(rows.actor, rows.case, facts, rows.assessments)
    return [ask_row(each) for each in sorted(found, key=lambda each: (each.draft is None, not each.is_due, each.is_occasional))]


def ask_row(each: Askable) -> dict[str, Any]:
    """One instrument that can be given, in words."""
    return {"ask": each, "code": each.instrument.code, "label": said(each.instrument, "label"), "about": each.instrument.about}


def _asked(request: DeskRequest, case: Case, code: str) -> tuple[Instrument, Assessment | None]:
    """The instrument in the version that a draft began with, else in the current one."""
    draft = draft_of(case, code)
    try:
        content = published(code, draft.instrument_version if draft else None)
    except UnknownCode as error:
        raise NotFound(_("Ese instrumento ya no está publicado. Elija otro.")) from error
    if not may_apply(request.actor, content):
        raise Refused(_("Este instrumento lo aplica quien atiende protección. Pídalo a esa persona."))
    return case_instrument(code, content.version, case.population), draft


def _kept(request: DeskRequest, case: Case, asked: Instrument, answers: dict[str, object], what: str) -> HttpResponse:
    keep = actions.save_draft if what == "draft" else actions.assess

    def run() -> int:
        return keep(actor=request.actor, case_id=case.pk, instrument=asked.code, answers=answers, version=asked.version).pk

    row, _is_new = once(actor=request.actor, key=request.POST.get("idempotency_key", ""), verb=f"assess_{what}", run=run)
    if what == "draft":
        say(request, _("Guardado a medias. Siga cuando pueda: lo contestado espera aquí."))
        return redirect("desk:case", case.pk)
    say(request, _("Valoración guardada."))
    return redirect("desk:assessment", row)


def _questions(
    request: DeskRequest, case: Case, asked: Instrument, answers: dict[str, object], error: RutaError | None = None
) -> HttpResponse:
    facts = person_facts(case)
    shown = visible_questions(asked, answers, facts)
    faults = {name: str(text) for name, text in error.fields.items()} if error else {}
    form = AnswersForm(shown, answers, faults, required_questions(asked, answers, facts))
    context = {
        "case": case, "instrument": asked, "label": said(asked, "label"), "form": form, "sections": form.sections(asked), "error": error,
        "answered": sum(code in answers for code in (question.code for question in shown)), "count": len(shown),
        "missing": _missing(request, case, str(assessing_verb(asked.code))),
    }  # fmt: skip
    return render(request, "desk/cases/answer.html", context, status=error.status if error else 200)


def _child(request: DeskRequest, case: Case) -> dict[str, Any]:
    """What a minor's case lacks, for the panel with its buttons."""
    facts = case_facts(request.actor, case)
    return {"child": facts.child, "may_safeguard": may_apply(request.actor, published(CHILD_INSTRUMENT))}


def _missing(request: DeskRequest, case: Case, code: str = "assess") -> str:
    """Why the assessment cannot be kept yet; said before twenty minutes of questions."""
    verbs = {str(verb.code): verb for verb in verbs_of(request.actor, case)}
    verb = verbs.get(code)
    if verb is None:
        return _("En este momento el caso no admite una valoración. Vuelva al expediente: verá lo que sigue.")
    return " ".join(verb.missing)


def _alert(request: DeskRequest, alert: CaseAlert, form: AlertForm, status: int) -> HttpResponse:
    case = case_for(request.actor, alert.case_id)
    context = {"alert": alert, "case": case, "form": form, "back": reverse("desk:case", args=[case.pk])}
    return render(request, "desk/cases/alert.html", context, status=status)
