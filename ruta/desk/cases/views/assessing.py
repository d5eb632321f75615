"""How is an instrument asked, what did it say, and how does a person decide otherwise?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.accounts.enums import CASE_ROLES
from ruta.base.access import log_access
from ruta.base.errors import NotFound, Refused, RutaError
from ruta.base.idempotency import once
from ruta.cases import actions
from ruta.cases.instruments import Instrument, answers_from_form, visible_questions
from ruta.cases.models import Assessment, Case, CaseAlert
from ruta.cases.selectors import (
    CaseRows,
    case_for,
    case_instrument,
    draft_of,
    instruments_for,
    may_apply,
    may_read_answers,
    person_facts,
    verbs_of,
)  # fmt: skip
from ruta.cases.selectors.labels import SEGMENTS, coded, worded
from ruta.desk.cases.answering import attempt, say
from ruta.desk.cases.forms.assessing import AlertForm, AnswersForm, OverrideForm
from ruta.desk.gate import roles
from ruta.people.selectors import user_names
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import instrument as published
from ruta.taxonomy.selectors import need as coded_need


@require_safe
@roles(CASE_ROLES)
def choose(request: HttpRequest, case_id: int) -> HttpResponse:
    """Which instrument; straight to it when only one fits."""
    case = case_for(request.actor, case_id)  # type: ignore[attr-defined]
    offered = instruments_for(request.actor, case)  # type: ignore[attr-defined]
    if len(offered) == 1:
        return redirect("desk:case-answer", case_id, offered[0].code)
    rows = [{"instrument": each, "draft": draft_of(case, each.code)} for each in offered]
    return render(request, "desk/cases/choose.html", {"case": case, "rows": rows, "missing": _missing(request, case)})


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def answer(request: HttpRequest, case_id: int, instrument: str) -> HttpResponse:
    """Ask, branch, keep half, or finish. `do` says which button was pressed; without a script one redraws the questions by hand."""
    case = case_for(request.actor, case_id)  # type: ignore[attr-defined]
    asked, draft = _asked(request, case, instrument)
    if request.method != "POST":
        return _questions(request, case, asked, dict(draft.answers) if draft else {})
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


@require_safe
@roles(CASE_ROLES)
def result(request: HttpRequest, assessment_id: int) -> HttpResponse:
    """Score, segment, reasons, needs and plans that the answers ask for."""
    return _result(request, _assessment(request, assessment_id), OverrideForm(), 200)


@require_POST
@roles(CASE_ROLES)
def override(request: HttpRequest, assessment_id: int) -> HttpResponse:
    """Decide for another segment."""
    found = _assessment(request, assessment_id)
    form = OverrideForm(request.POST, segments=_segments(found))
    said = form.data

    def run() -> int:
        values = {name: said.get(name, "") for name in ("segment", "reason", "note")}
        version = form.cleaned_data["version"]
        return actions.override_segment(actor=request.actor, assessment_id=found.pk, version=version, **values).pk  # type: ignore[attr-defined]

    done, status = attempt(request, form, "override_segment", run)
    if done is None:
        return _result(request, found, form, status)
    say(request, _("Segmento cambiado. El motivo queda en la línea del caso."))
    return redirect("desk:case", found.case_id)


@require_POST
@roles(CASE_ROLES)
def raise_needs_of(request: HttpRequest, assessment_id: int) -> HttpResponse:
    """Open the needs that were ticked; protected ones always open, because nobody ticks what they may not read."""
    found = _assessment(request, assessment_id)
    hidden = {row["code"] for row in found.reading.get("needs", []) if not _may_read_need(request, row["code"])}
    codes = set(request.POST.getlist("need")) | hidden

    def run() -> int:
        return len(actions.raise_needs(actor=request.actor, assessment_id=found.pk, codes=codes))  # type: ignore[attr-defined]

    count, _is_new = once(actor=request.actor, key=request.POST.get("idempotency_key", ""), verb="raise_needs", run=run)  # type: ignore[attr-defined]
    said = (
        ngettext("Se abrió %(count)s necesidad.", "Se abrieron %(count)s necesidades.", count)
        if count
        else _("Esas necesidades ya estaban abiertas.")
    )
    say(request, said % {"count": count} if count else said)
    return redirect("desk:case", found.case_id)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def resolve(request: HttpRequest, alert_id: int) -> HttpResponse:
    """Answer an alert with a note."""
    alert = CaseAlert.objects.filter(pk=alert_id).first()
    if alert is None:
        raise NotFound(_("Esa alerta no existe o no la lleva su institución."))
    form = AlertForm(request.POST or None)
    if request.method == "POST":

        def run() -> int:
            return actions.resolve_alert(actor=request.actor, alert_id=alert_id, note=form.cleaned_data["note"]).pk  # type: ignore[attr-defined]

        done, status = attempt(request, form, "resolve_alert", run)
        if done is not None:
            say(request, _("Alerta resuelta. Lo que detenía sigue su curso."))
            return redirect("desk:case", alert.case_id)
        return _alert(request, alert, form, status)
    return _alert(request, alert, form, 200)


def assessment_rows(rows: CaseRows) -> list[dict[str, Any]]:
    """The assessments of a case, the newest first, each with the change of its score against the one before."""
    told: list[dict[str, Any]] = []
    done = [each for each in rows.assessments if each.state == "done"]
    for place, each in enumerate(done):
        before = next((other for other in done[place + 1 :] if other.instrument == each.instrument), None)
        told.append(_row(rows, each, before))
    return told


def _row(rows: CaseRows, each: Assessment, before: Assessment | None) -> dict[str, Any]:
    instrument = case_instrument(each.instrument, each.instrument_version)
    score, former = _score(instrument, each), _score(instrument, before) if before else None
    return {
        "row": each, "label": instrument.label_es, "score": score, "former": former,
        "change": round(score - former) if score is not None and former is not None else None,
        "segment": worded(SEGMENTS, each.override_segment or each.segment), "by": rows.names.get(each.assessed_by_id or 0, ""),
        "may_read": each.data_category != "protection" or rows.actor.sees_strict,
        "drivers": each.drivers[:4],
    }  # fmt: skip


def _score(instrument: Instrument, each: Assessment) -> float | None:
    headline = instrument.headline
    value = each.scores.get(headline.code, {}).get("value") if headline else None
    return value if value is None else float(value)


def _asked(request: HttpRequest, case: Case, code: str) -> tuple[Instrument, Assessment | None]:
    """The instrument in the version that a draft began with, else in the current one."""
    draft = draft_of(case, code)
    try:
        content = published(code, draft.instrument_version if draft else None)
    except UnknownCode as error:
        raise NotFound(_("Ese instrumento ya no está publicado. Elija otro.")) from error
    if not may_apply(request.actor, content):  # type: ignore[attr-defined]
        raise Refused(_("Este instrumento lo aplica quien atiende protección. Pídalo a esa persona."))
    return case_instrument(code, content.version), draft


def _kept(request: HttpRequest, case: Case, asked: Instrument, answers: dict[str, object], what: str) -> HttpResponse:
    keep = actions.save_draft if what == "draft" else actions.assess

    def run() -> int:
        return keep(actor=request.actor, case_id=case.pk, instrument=asked.code, answers=answers, version=asked.version).pk  # type: ignore[attr-defined]

    row, _is_new = once(actor=request.actor, key=request.POST.get("idempotency_key", ""), verb=f"assess_{what}", run=run)  # type: ignore[attr-defined]
    if what == "draft":
        say(request, _("Guardado a medias. Siga cuando pueda: lo contestado espera aquí."))
        return redirect("desk:case", case.pk)
    say(request, _("Valoración guardada."))
    return redirect("desk:assessment", row)


def _questions(
    request: HttpRequest, case: Case, asked: Instrument, answers: dict[str, object], error: RutaError | None = None
) -> HttpResponse:
    facts = person_facts(case)
    shown = visible_questions(asked, answers, facts)
    form = AnswersForm(shown, answers, {name: str(text) for name, text in error.fields.items()} if error else {})
    context = {
        "case": case, "instrument": asked, "form": form, "sections": form.sections(asked), "error": error,
        "answered": sum(code in answers for code in (question.code for question in shown)), "count": len(shown),
        "missing": _missing(request, case),
    }  # fmt: skip
    return render(request, "desk/cases/answer.html", context, status=error.status if error else 200)


def _missing(request: HttpRequest, case: Case) -> str:
    """Why the assessment cannot be kept yet; said before twenty minutes of questions."""
    verbs = {str(verb.code): verb for verb in verbs_of(request.actor, case)}  # type: ignore[attr-defined]
    verb = verbs.get("assess")
    if verb is None:
        return _("En este momento el caso no admite una valoración. Vuelva al expediente: verá lo que sigue.")
    return " ".join(verb.missing)


def _assessment(request: HttpRequest, assessment_id: int) -> Assessment:
    found = Assessment.objects.select_related("case").filter(pk=assessment_id, state="done").first()
    if found is None:
        raise NotFound(_("Esa valoración no existe o la persona no permitió leerla."))
    if found.data_category == "protection" and not request.actor.sees_strict:  # type: ignore[attr-defined]
        raise Refused(_("Esta valoración es de protección. La lee quien atiende protección."))
    return found


def _segments(found: Assessment) -> list[tuple[str, str]]:
    instrument = case_instrument(found.instrument, found.instrument_version)
    each = {segment.code: segment.label_es for segment in instrument.segments}
    return [(code, label) for code, label in each.items() if code not in (found.override_segment or found.segment, "unscored")]


def _result(request: HttpRequest, found: Assessment, form: OverrideForm, status: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    log_access(actor, "open_assessment", person_id=found.person_id, object_id=found.pk, owner_institution_id=found.owner_institution_id)
    if not form.is_bound:
        form = OverrideForm(initial={"version": found.version}, segments=_segments(found))
    instrument = case_instrument(found.instrument, found.instrument_version)
    needs = found.reading.get("needs", [])
    open_codes = set(found.case.needs.values_list("code", flat=True))
    context = {
        "found": found, "case": found.case, "instrument": instrument, "form": form,
        "score": _score(instrument, found), "band": found.scores.get(instrument.headline.code, {}).get("band", "") if instrument.headline else "",
        "scores": [{"code": code, **score} for code, score in found.scores.items() if score["value"] is not None],
        "helps": [driver for driver in found.drivers if driver["effect"] == "helps"],
        "hinders": [driver for driver in found.drivers if driver["effect"] == "hinders"],
        "needs": [_need(row) | {"is_open": row["code"] in open_codes} for row in needs if _may_read_need(request, row["code"])],
        "has_new_needs": any(row["code"] not in open_codes for row in needs),
        "hidden": sum(not _may_read_need(request, row["code"]) for row in needs),
        "plans": [{"label": coded("plan_templates", row["code"]), **row} for row in found.reading.get("plans", [])],
        "barriers": [coded("barriers", code) for code in found.reading.get("barriers", [])],
        "segment": found.reading.get("segment") or {}, "by": user_names({found.assessed_by_id or 0}).get(found.assessed_by_id or 0, ""),
        "override_label": worded(SEGMENTS, found.override_segment), "override_reason": coded(
            "segments_strategies", found.override_reason, section="override_reasons"),
        "answers": _answers(instrument, found) if may_read_answers(actor, found) else [],
        "is_mine": actor.institution_id == found.owner_institution_id and found.case.closed_at is None,
    }  # fmt: skip
    return render(request, "desk/cases/result.html", context, status=status)


def _need(row: dict[str, Any]) -> dict[str, Any]:
    return {"code": row["code"], "label": coded("needs", row["code"]), "reasons": " ".join(row["reasons"])}


def _may_read_need(request: HttpRequest, code: str) -> bool:
    return request.actor.sees_strict or coded_need(code).sensitivity != "strict"  # type: ignore[attr-defined]


def _answers(instrument: Instrument, found: Assessment) -> list[tuple[str, str]]:
    """What was answered, in words."""
    asked = (question for question in instrument.questions() if question.code in found.answers)
    return [(question.text_es, _in_words(question, found.answers[question.code])) for question in asked]


def _in_words(question: Any, value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{row.label_es}: {_in_words(question, value.get(row.code))}" for row in question.rows if value.get(row.code))
    if isinstance(value, list):
        return ", ".join(_in_words(question, each) for each in value)
    option = question.option(value)
    return option.label_es if option else str(value)


def _alert(request: HttpRequest, alert: CaseAlert, form: AlertForm, status: int) -> HttpResponse:
    case = case_for(request.actor, alert.case_id)  # type: ignore[attr-defined]
    context = {"alert": alert, "case": case, "form": form, "back": reverse("desk:case", args=[case.pk])}
    return render(request, "desk/cases/alert.html", context, status=status)
