"""How do answers become an assessment, and when may a person decide otherwise than the instrument?"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.accounts.enums import SEES_STRICT
from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused
from ruta.base.transactions import action
from ruta.cases.actions.steps import NOTHING, demand_text, demand_verb, held_case, move, of_case, tell, touch
from ruta.cases.events import AlertRaised, AlertResolved, CaseAssessed, SegmentOverridden
from ruta.cases.instruments import Instrument, Result, applies, check_answers
from ruta.cases.instruments import assess as read_answers
from ruta.cases.models import Assessment, Case, CaseAlert
from ruta.cases.policies import can_resolve, demand_work
from ruta.cases.selectors.assessing import (
    HEADLINE,
    assessing_verb,
    case_instrument,
    data_category,
    draft_of,
    may_apply,
    person_facts,
    strategy_of,
)
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import instrument as published
from ruta.taxonomy.selectors import items, population
from ruta.taxonomy.selectors import need as coded_need

Answers = Mapping[str, Any]


@action
def assess(*, actor: Actor, case_id: int, instrument: str, answers: Answers, version: str | None = None) -> Assessment:
    """Keep complete answers to an instrument with its reading; the headline instrument sets the segment of the case."""
    case = held_case(case_id)
    verb = assessing_verb(instrument)
    demand_verb(actor, case, verb)
    asked = _askable(actor, case, instrument, version)
    facts = person_facts(case)
    if not applies(asked, facts):
        raise NotOpen(_("Este instrumento no corresponde a esta persona. Elija otro de la lista."))
    _demand_answers(asked, answers, facts)
    result = without_hidden_needs(read_answers(asked, answers, facts), case)
    done = _keep(actor, case, asked, state="done", answers=dict(result.answers), **kept_reading(result))
    _raise_alerts(case, done, result)
    changes = {"segment": done.segment, "strategy": result.segment.strategy} if instrument == HEADLINE and result.segment else {}
    move(actor, case, verb, NOTHING, **changes)
    tell(case, CaseAssessed, assessment_id=done.pk, instrument=instrument, segment=done.segment)
    return done


@action
def save_draft(*, actor: Actor, case_id: int, instrument: str, answers: Answers, version: str | None = None) -> Assessment:
    """Keep half the answers for later; wrong ones are refused, missing ones may wait."""
    case = held_case(case_id)
    demand_verb(actor, case, assessing_verb(instrument))
    asked = _askable(actor, case, instrument, version)
    _demand_answers(asked, answers, person_facts(case), partial=True)
    draft = _keep(actor, case, asked, state="draft", answers=dict(answers))
    touch(case)
    return draft


@action
def override_segment(*, actor: Actor, assessment_id: int, segment: str, reason: str, note: str, version: int | None = None) -> Assessment:
    """Decide for another segment than the instrument, with a coded reason and a note; the instrument's own stays beside it."""
    assessment = Assessment.objects.filter(pk=assessment_id, state="done").first()
    if assessment is None:
        raise NotFound(_("Esa valoración no existe o no la lleva su institución."))
    case = held_case(assessment.case_id)
    demand_work(actor, case)
    assessment.refresh_from_db()
    _demand_version(assessment, version, segment)
    note = _demand_override(assessment, segment, reason, note)
    Assessment.objects.filter(pk=assessment.pk).update(
        override_segment=segment, override_reason=reason, override_note=note, overridden_at=now(), overridden_by_id=actor.user_id,
        version=assessment.version + 1,
    )  # fmt: skip
    if assessment.instrument == HEADLINE:
        case.segment = segment
        case.strategy = strategy_of(case_instrument(assessment.instrument, assessment.instrument_version), segment)
    touch(case, "segment", "strategy")
    tell(case, SegmentOverridden, assessment_id=assessment.pk, segment=segment)
    assessment.refresh_from_db()
    return assessment


@action
def resolve_alert(*, actor: Actor, alert_id: int, note: str) -> CaseAlert:
    """Answer an alert with a note; what it blocked opens again."""
    alert = CaseAlert.objects.filter(pk=alert_id).first()
    if alert is None:
        raise NotFound(_("Esa alerta no existe o no la lleva su institución."))
    case = held_case(alert.case_id)
    alert.refresh_from_db()
    if alert.resolved_at is not None:
        raise NotOpen(_("Otra persona ya resolvió esta alerta. Su nota está en la línea del caso."))
    if not can_resolve(actor, alert):
        raise Refused(_("Esta alerta la resuelve quien fue avisado. Hable con esa persona."))
    alert.note = demand_text(note, "note", _("Escriba qué se hizo. La nota queda en la línea del caso."))
    alert.resolved_at, alert.resolved_by_id = now(), actor.user_id
    alert.save(update_fields=["note", "resolved_at", "resolved_by_id"])
    touch(case)
    tell(case, AlertResolved, alert_id=alert.pk)
    return alert


def _askable(actor: Actor, case: Case, code: str, version: str | None) -> Instrument:
    try:
        content = published(code, version)
    except UnknownCode as error:
        raise NotFound(_("Ese instrumento ya no está publicado. Vuelva a abrir la valoración.")) from error
    if not may_apply(actor, content):
        raise Refused(_("Este instrumento lo aplica quien atiende protección. Pídalo a esa persona."))
    return case_instrument(code, content.version, case.population)


def _demand_answers(asked: Instrument, answers: Answers, facts: Answers, *, partial: bool = False) -> None:
    if not partial and not any(value not in (None, "", [], {}) for value in answers.values()):
        raise Invalid(_("Todavía no hay ninguna respuesta. Conteste al menos una, o déjelo para después."))
    problems = check_answers(asked, answers, facts, partial=partial)
    if problems:
        fields = {each.question: each.sentence.said(_, ngettext) for each in problems}
        raise Invalid(_("Faltan respuestas o hay alguna por corregir. Lo contestado sigue aquí."), fields=fields)


def _keep(actor: Actor, case: Case, asked: Instrument, **values: Any) -> Assessment:
    """Write over the draft of the same instrument, or begin a row."""
    row = draft_of(case, asked.code) or Assessment(**of_case(case), instrument=asked.code)
    sensitivity = str(published(asked.code, asked.version)["access"]["sensitivity"])
    values |= {"instrument_version": asked.version, "data_category": data_category(asked.code, sensitivity)}
    if values["data_category"] != "protection":
        values |= _apart(asked, values)
    for name, value in values.items():
        setattr(row, name, value)
    row.assessed_by_id, row.assessed_at = actor.user_id, now()
    row.save()
    return row


def _apart(asked: Instrument, values: Mapping[str, Any]) -> dict[str, Any]:
    """The strict answers, and the strict needs that they ask for, out of an instrument that others read too."""
    strict = {question.code for question in asked.questions() if question.sensitivity == "strict"}
    answers, reading = values["answers"], values.get("reading", {})
    needs = reading.get("needs", [])
    hidden = [row for row in needs if coded_need(row["code"]).sensitivity == "strict"]
    apart = {"answers": {code: value for code, value in answers.items() if code in strict}, "needs": hidden}
    made: dict[str, Any] = {"answers": {code: value for code, value in answers.items() if code not in strict}}
    if reading:
        made["reading"] = reading | {"needs": [row for row in needs if row not in hidden], "hidden": len(hidden)}
    return made | {"kept_apart": apart if any(apart.values()) else {}}


def without_hidden_needs(result: Result, case: Case) -> Result:
    """The same reading without the needs that the population of the case does not have."""
    hidden = population(case.population).needs_hidden
    return replace(result, raised_needs=tuple(each for each in result.raised_needs if each.need not in hidden))


def kept_reading(result: Result) -> dict[str, Any]:
    """Say what of a reading is kept as data: it must be shown again as it was, whatever a later version says."""
    segment = result.segment
    return {
        "segment": segment.code if segment else "",
        "scores": {code: _score(score) for code, score in result.scores.items()},
        "drivers": [asdict(driver) | {"effect": str(driver.effect)} for driver in result.drivers],
        "reading": {
            "segment": {"code": segment.code, "label": segment.label_es, "reason": segment.reason_es} if segment else None,
            "needs": [
                {
                    "code": each.need, "reasons": list(each.reasons_es), "priorities": [p and str(p) for p in each.priorities],
                    "deadlines": list(each.deadlines),
                } for each in result.raised_needs
            ],
            "barriers": list(result.raised_barriers),
            "plans": [{"code": each.template, "reason": each.reason_es} for each in result.suggested_plans],
        },
    }  # fmt: skip


def _score(score: Any) -> dict[str, Any]:
    return {
        "label": score.label_es, "value": score.value, "answered": score.answered, "band": score.band.label_es if score.band else "",
        "provisional": score.provisional, "weights": score.weights_version,
    }  # fmt: skip


def _raise_alerts(case: Case, done: Assessment, result: Result) -> None:
    for alert in result.alerts:
        row = CaseAlert.objects.create(
            **of_case(case), assessment=done, data_category=_told_to(done, alert.notify_roles), code=alert.code, severity=str(alert.severity), message=alert.message_es,
            notify_roles=list(alert.notify_roles), blocks=list(alert.blocks),
            due_at=now() + timedelta(hours=alert.within_hours) if alert.within_hours else None,
        )  # fmt: skip
        tell(case, AlertRaised, alert_id=row.pk, code=alert.code)


def _told_to(done: Assessment, roles: Collection[str]) -> str:
    """What protection asked stays with protection, unless the instrument itself tells others what to do."""
    return "protection" if done.data_category == "protection" and set(roles) <= SEES_STRICT else "plan_services"


def _demand_version(assessment: Assessment, version: int | None, segment: str) -> None:
    if version is not None and version != assessment.version:
        theirs = assessment.override_segment or assessment.segment
        sentence = _("Otra persona cambió el segmento mientras usted decidía. Revise las dos decisiones.")
        raise Conflict(sentence, both=[{"field": "segment", "theirs": theirs, "yours": segment}], theirs=assessment.version)


def _demand_override(assessment: Assessment, segment: str, reason: str, note: str) -> str:
    fields = {}
    instrument = case_instrument(assessment.instrument, assessment.instrument_version)
    if segment not in {each.code for each in instrument.segments} or segment == (assessment.override_segment or assessment.segment):
        fields["segment"] = _("Elija un segmento distinto del que tiene ahora.")
    if reason not in {row.code for row in items("segments_strategies", section="override_reasons")}:
        fields["reason"] = _("Elija el motivo del cambio.")
    if not note.strip():
        fields["note"] = _("Escriba en una frase por qué. La lee quien revise el caso.")
    if fields:
        raise Invalid(_("Falta algo para cambiar el segmento."), fields=fields)
    return note.strip()
