"""What did the answers say, what follows from them, and how does a person decide otherwise?"""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ruta.accounts.enums import CASE_ROLES
from ruta.base.access import log_access
from ruta.base.charts import LINE, Chart, Series
from ruta.base.clock import HONDURAS
from ruta.base.days import short_day
from ruta.base.errors import NotFound, Refused
from ruta.base.idempotency import once
from ruta.cases import actions
from ruta.cases.enums import LIVE_NEEDS
from ruta.cases.instruments import Instrument
from ruta.cases.models import Assessment
from ruta.cases.rules.needs import raised_terms
from ruta.cases.selectors import CaseRows, case_instrument, may_read_answers, need_terms, next_due, strategy_named, strategy_of, trend_of
from ruta.cases.selectors.labels import PRIORITIES, SEGMENTS, coded, said, worded
from ruta.desk.cases.answering import attempt, say
from ruta.desk.cases.forms.assessing import OverrideForm
from ruta.desk.cases.views.answers import answers_of, beside
from ruta.desk.gate import DeskRequest, roles
from ruta.people.selectors import user_names
from ruta.taxonomy.selectors import need as coded_need


@require_safe
@roles(CASE_ROLES)
def result(request: DeskRequest, assessment_id: int) -> HttpResponse:
    """Score, segment, reasons, needs and plans that the answers ask for."""
    return _result(request, _assessment(request, assessment_id), OverrideForm(), 200)


@require_POST
@roles(CASE_ROLES)
def override(request: DeskRequest, assessment_id: int) -> HttpResponse:
    """Decide for another segment."""
    found = _assessment(request, assessment_id)
    form = OverrideForm(request.POST, segments=_segments(found))
    said = form.data

    def run() -> int:
        values = {name: said.get(name, "") for name in ("segment", "reason", "note")}
        version = form.cleaned_data["version"]
        return actions.override_segment(actor=request.actor, assessment_id=found.pk, version=version, **values).pk

    done, status = attempt(request, form, "override_segment", run)
    if done is None:
        return _result(request, found, form, status)
    say(request, _("Segmento cambiado. El motivo queda en la línea del caso."))
    return redirect("desk:case", found.case_id)


@require_POST
@roles(CASE_ROLES)
def raise_needs_of(request: DeskRequest, assessment_id: int) -> HttpResponse:
    """Open the needs that were ticked; protected ones always open, because nobody ticks what they may not read."""
    found = _assessment(request, assessment_id)
    codes = set(request.POST.getlist("need"))

    def run() -> int:
        return len(actions.raise_needs(actor=request.actor, assessment_id=found.pk, codes=codes))

    count, _is_new = once(actor=request.actor, key=request.POST.get("idempotency_key", ""), verb="raise_needs", run=run)
    said = (
        ngettext("Se abrió %(count)s necesidad.", "Se abrieron %(count)s necesidades.", count)
        if count
        else _("Esas necesidades ya estaban abiertas.")
    )
    say(request, said % {"count": count} if count else said)
    return redirect("desk:case", found.case_id)


def assessment_rows(rows: CaseRows) -> list[dict[str, Any]]:
    """The assessments of a case, the newest first, each with the change of its score against the one before."""
    told: list[dict[str, Any]] = []
    done = [each for each in rows.assessments if each.state == "done"]
    for place, each in enumerate(done):
        before = next((other for other in done[place + 1 :] if other.instrument == each.instrument), None)
        told.append(_row(rows, each, before))
    return told


def _row(rows: CaseRows, each: Assessment, before: Assessment | None) -> dict[str, Any]:
    instrument = case_instrument(each.instrument, each.instrument_version, rows.case.population)
    score, former = _score(instrument, each), _score(instrument, before) if before else None
    return {
        "row": each, "label": said(instrument, "label"), "score": score, "former": former,
        "change": round(score - former) if score is not None and former is not None else None,
        "segment": _segment_label(instrument, each.override_segment or each.segment), "by": rows.names.get(each.assessed_by_id or 0, ""),
        "may_read": each.data_category != "protection" or rows.actor.sees_strict,
        "drivers": each.drivers[:4],
    }  # fmt: skip


def _score(instrument: Instrument, each: Assessment) -> float | None:
    headline = instrument.headline
    value = each.scores.get(headline.code, {}).get("value") if headline else None
    return value if value is None else float(value)


def _assessment(request: DeskRequest, assessment_id: int) -> Assessment:
    found = Assessment.objects.select_related("case").filter(pk=assessment_id, state="done").first()
    if found is None:
        raise NotFound(_("Esa valoración no existe o la persona no permitió leerla."))
    if found.data_category == "protection" and not request.actor.sees_strict:
        raise Refused(_("Esta valoración es de protección. La lee quien atiende protección."))
    return found


def _segments(found: Assessment) -> list[tuple[str, str]]:
    instrument = case_instrument(found.instrument, found.instrument_version)
    each = {segment.code: said(segment, "label") for segment in instrument.segments}
    return [(code, label) for code, label in each.items() if code not in (found.override_segment or found.segment, "unscored")]


def _result(request: DeskRequest, found: Assessment, form: OverrideForm, status: int) -> HttpResponse:
    actor = request.actor
    log_access(actor, "open_assessment", person_id=found.person_id, object_id=found.pk, owner_institution_id=found.owner_institution_id)
    if not form.is_bound:
        form = OverrideForm(initial={"version": found.version}, segments=_segments(found))
    instrument = case_instrument(found.instrument, found.instrument_version, found.case.population)
    context = {
        "found": found, "case": found.case, "instrument": instrument, "label": said(instrument, "label"), "form": form,
        "segment": found.reading.get("segment") or {}, "by": user_names({found.assessed_by_id or 0}).get(found.assessed_by_id or 0, ""),
        "override_label": _segment_label(instrument, found.override_segment),
        "override_reason": coded("segments_strategies", found.override_reason, section="override_reasons"),
        "answers": answers_of(instrument, found, actor) if may_read_answers(actor, found) else [],
        "is_mine": actor.institution_id == found.owner_institution_id and found.case.closed_at is None,
        "strategy": strategy_named(strategy_of(instrument, found.override_segment or found.segment)),
        "alerts": list(found.alerts.filter(resolved_at=None).order_by("pk")),
    }  # fmt: skip
    context["former"], context["beside"] = beside(instrument, found, actor)
    context |= _changed(instrument, found) | _measured(instrument, found) | _raised(request, found)
    return render(request, "desk/cases/result.html", context, status=status)


def _measured(instrument: Instrument, found: Assessment) -> dict[str, Any]:
    """The scores with what helps and hinders the headline."""
    headline = instrument.headline
    return {
        "score": _score(instrument, found),
        "score_label": said(headline, "label") if headline else "",
        "band": found.scores.get(headline.code, {}).get("band", "") if headline else "",
        "scores": [{"code": each.code, **found.scores[each.code]} for each in instrument.scores if each.code in found.scores],
        "weights": ", ".join(dict.fromkeys(score.get("weights", "") for score in found.scores.values())),
        "is_provisional": any(score.get("provisional") for score in found.scores.values()),
        "helps": [driver for driver in found.drivers if driver["effect"] == "helps"],
        "hinders": [driver for driver in found.drivers if driver["effect"] == "hinders"],
    }


def _changed(instrument: Instrument, found: Assessment) -> dict[str, Any]:
    """How the scores changed since the first time, drawn and as a table; times with other weights are named and not compared."""
    told = trend_of(found.case, instrument.code)
    labels = {score.code: said(score, "label") for score in instrument.scores}
    codes = [score.code for score in reversed(instrument.scores) if score.code in told.codes]  # the headline is written last
    lines = [Series(labels[code], [_rounded(point.values.get(code)) for point in told.points], kind=LINE) for code in codes]
    drawn = next((line for line in lines if sum(value is not None for value in line.values) > 1), None)
    days = [short_day(point.on) for point in told.points]
    chart = Chart(_("Puntajes de 0 a 100, cada vez que se preguntó"), days, [drawn], _("Día")) if drawn else None
    numbers = Chart("", days, lines).rows
    next_on = next_due(instrument, found.assessed_at.astimezone(HONDURAS).date())
    return {
        "trend": told if told.is_line else None,
        "chart": chart,
        "lines": lines,
        "numbers": numbers,
        "others": told.others,
        "next_on": next_on,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value)


def _raised(request: DeskRequest, found: Assessment) -> dict[str, Any]:
    """Needs, plans and barriers that the answers ask for; a protected need is counted and not named."""
    needs = found.reading.get("needs", [])
    open_codes = {need.code for need in found.case.needs.filter(state__in=LIVE_NEEDS)}
    shown = [row for row in needs if _may_read_need(request, row["code"])]
    hidden = 0 if request.actor.sees_strict else found.reading.get("hidden", 0)
    return {
        "needs": [_need(found, row) | {"is_open": row["code"] in open_codes} for row in shown],
        "has_new_needs": bool(hidden) or any(row["code"] not in open_codes for row in shown),
        "hidden": hidden,
        "plans": [{"label": coded("plan_templates", row["code"]), **row} for row in found.reading.get("plans", [])],
        "barriers": [coded("barriers", code) for code in found.reading.get("barriers", [])],
    }


def _need(found: Assessment, row: dict[str, Any]) -> dict[str, Any]:
    """One need with the priority and the day that it would be opened with."""
    priority, days = raised_terms(row["priorities"], row["deadlines"], *need_terms(found.case, coded_need(row["code"])))
    due_on = found.assessed_at.astimezone(HONDURAS).date() + timedelta(days=days)
    return {
        "code": row["code"], "label": coded("needs", row["code"]), "reasons": row["reasons"],
        "priority": priority, "priority_label": worded(PRIORITIES, priority), "due_on": due_on,
    }  # fmt: skip


def _segment_label(instrument: Instrument, code: str) -> str:
    return next((said(each, "label") for each in instrument.segments if each.code == code), worded(SEGMENTS, code))


def _may_read_need(request: DeskRequest, code: str) -> bool:
    return request.actor.sees_strict or coded_need(code).sensitivity != "strict"
