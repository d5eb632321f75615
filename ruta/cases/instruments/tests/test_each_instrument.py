"""Does each of the other ten instruments lead where its authors meant it to?"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from ruta.cases.instruments import Priority, Result, applies, assess, check_answers, visible_questions
from ruta.cases.instruments.tests.samples import ADULT, CODES, content, instrument


def read(code: str, answers: dict[str, Any], person: dict[str, Any] | None = None) -> Result:
    return assess(instrument(code), answers, ADULT if person is None else person)


def segment(result: Result) -> str:
    assert result.segment is not None
    return result.segment.code


def alerts(result: Result) -> set[str]:
    return {alert.code for alert in result.alerts}


def needs(result: Result) -> set[str]:
    return {need.need for need in result.raised_needs}


def shown(code: str, answers: dict[str, Any], person: dict[str, Any] | None = None) -> set[str]:
    return {question.code for question in visible_questions(instrument(code), answers, person or ADULT)}


CHILD = {"age": 12, "is_minor": True}


def test_child_alone_stops_everything_until_senaf_answers() -> None:
    result = read("child_best_interests", {"accompanied": "alone"}, CHILD)
    assert segment(result) == "immediate"
    assert {"senaf_now", "no_authority", "no_assent", "no_best_interest", "no_risk_assessment"} <= alerts(result)
    assert {"intake_completion", "referral", "plan_activation"} <= result.blocks
    assert [plan.template for plan in result.suggested_plans] == ["child_protection_path"]


def test_child_missing_answers_are_never_read_as_no_risk() -> None:
    assert segment(read("child_best_interests", {"accompanied": "parents"}, CHILD)) == "incomplete"
    serious = read("child_best_interests", {"risk_sexual": "serious", "risk_violence": "unknown"}, CHILD)
    assert segment(serious) == "immediate"
    assert serious.scores["child_risk"].value is None
    assert {"messages", "publication"} <= serious.blocks


def test_child_under_seven_needs_no_assent() -> None:
    assert "no_assent" in alerts(read("child_best_interests", {}, {"age": 7}))
    assert "no_assent" not in alerts(read("child_best_interests", {}, {"age": 6}))
    assert "no_assent" in alerts(read("child_best_interests", {}, {"is_minor": True}))


def test_child_instrument_is_for_minors_alone() -> None:
    assert applies(instrument("child_best_interests"), CHILD)
    assert not applies(instrument("child_best_interests"), ADULT)
    assert not applies(instrument("needs_of_return"), CHILD)


def test_needs_of_return_keeps_the_gravest_priority_and_the_shortest_deadline() -> None:
    result = read("needs_of_return", {"medicine_always": "yes", "medicine_days": "under_week", "food_today": "no"})
    medicine = next(need for need in result.raised_needs if need.need == "chronic_disease_care")
    assert len(medicine.reasons_es) == 2
    assert (medicine.priority(Priority.HIGH), medicine.deadline_days(7)) == (Priority.CRITICAL, 1)
    only_default = read("needs_of_return", {"medicine_always": "yes"}).raised_needs[0]
    assert (only_default.priority(Priority.HIGH), only_default.deadline_days(7)) == (Priority.HIGH, 7)
    assert "food_urgent" in needs(result)


def test_needs_of_return_hides_the_clinic_and_forgets_what_was_typed() -> None:
    typed = {"medicine_always": "no", "private_clinic": "yes"}
    assert "private_clinic" not in shown("needs_of_return", typed)
    assert "confidential_health_service" not in needs(read("needs_of_return", typed))


def test_protection_is_not_applied_without_privacy_or_consent() -> None:
    typed = {"private_place": "yes", "agrees": "no", "danger_now": "yes", "self_harm": "yes"}
    result = read("protection_screening", typed)
    assert segment(result) == "not_applied"
    assert (needs(result), alerts(result)) == (set(), set())
    assert "privacy_missing" in alerts(read("protection_screening", {"private_place": "no"}))


def test_protection_danger_now_blocks_and_calls_within_the_hour() -> None:
    result = read("protection_screening", {"private_place": "yes", "agrees": "yes", "danger_now": "yes"})
    assert segment(result) == "immediate"
    assert {"referral", "publication", "messages", "case_closing"} <= result.blocks
    assert next(alert for alert in result.alerts if alert.code == "respond_now").within_hours == 1
    assert {"immediate_danger", "protection_plan"} <= needs(result)
    assert [(driver.effect, driver.sentence_es) for driver in result.drivers] == [("hinders", "Peligro actual")]


def test_protection_silence_is_not_safety() -> None:
    result = read("protection_screening", {"private_place": "yes", "agrees": "yes", "danger_now": "pass"})
    assert segment(result) == "standard"
    assert result.scores["risk_level"].value is None


def test_reintegration_scores_by_dimension_and_composite_only_with_all_three() -> None:
    economic = {
        "income_covers": "always", "work_now": "stable", "work_satisfaction": "very_good", "food_security": "never",
        "emergency_expense": "own_money", "debt_pressure": "no_debts", "skills_used": "always", "future_income": "better",
    }  # fmt: skip
    result = read("reintegration_survey_v0", economic)
    assert result.scores["economic"].value == 100.0
    assert result.scores["composite"].value is None
    assert result.scores["economic"].provisional


def test_reintegration_reads_the_matrix_and_leaves_out_what_is_not_needed() -> None:
    rows = {"health": "yes", "school": "not_needed", "justice": "no", "water_power": "partly"}
    social = {
        "service_access": rows, "housing_quality": "good", "housing_stable": "yes", "documents_ok": "all",
        "fair_treatment": "prefer_not", "knows_where": "yes",
    }  # fmt: skip
    score = read("reintegration_survey_v0", social).scores["social"]
    assert {part.item.code: part.fraction for part in score.parts} == {
        "health": 1.0, "justice": 0.0, "water_power": 0.5, "housing_quality": 0.75, "housing_stable": 1.0,
        "documents_ok": 1.0, "knows_where": 1.0,
    }  # fmt: skip
    assert score.value == pytest.approx(75.0)


def test_reintegration_asks_for_children_unless_there_are_none() -> None:
    assert "children_study" in shown("reintegration_survey_v0", {}, {"age": 30})
    assert "children_study" not in shown("reintegration_survey_v0", {}, {"age": 30, "has_dependants": False})


def test_reintegration_never_safe_alerts() -> None:
    result = read("reintegration_survey_v0", {"feels_safe": "never"})
    assert alerts(result) == {"unsafe"}
    assert needs(result) == {"protection_plan"}


def contract(**changes: str) -> dict[str, Any]:
    codes = [question.code for question in instrument("migrant_contract_checklist").questions()]
    checks = {code: "yes" for code in codes if code != "observations"}
    return checks | {"direction": "abroad", "free_decision": "yes", "differs_from_offer": "same"} | changes


def test_contract_passes_only_with_every_point() -> None:
    assert segment(read("migrant_contract_checklist", contract())) == "approved"
    assert alerts(read("migrant_contract_checklist", contract())) == set()
    unclear = read("migrant_contract_checklist", contract(housing_clear="unclear"))
    assert segment(unclear) == "observed"
    assert "placement_confirmation" in unclear.blocks
    assert unclear.drivers[-1].sentence_es == "Vivienda sin definir"


def test_contract_not_applicable_is_no_fault() -> None:
    answers = contract(agent_registered="not_applicable", housing_clear="not_applicable")
    assert segment(read("migrant_contract_checklist", answers)) == "approved"


def test_contract_kept_passport_stops() -> None:
    result = read("migrant_contract_checklist", contract(passport_kept="no"))
    assert segment(result) == "stop"
    assert "exploitation_signs" in alerts(result)
    assert needs(result) == {"labour_exploitation"}


def test_contract_consulate_is_asked_for_work_abroad() -> None:
    here = contract(direction="foreigner_here", consulate_contact="")
    assert check_answers(instrument("migrant_contract_checklist"), here, ADULT) == []
    abroad = check_answers(instrument("migrant_contract_checklist"), contract(consulate_contact=""), ADULT)
    assert [problem.question for problem in abroad] == ["consulate_contact"]


def test_employer_who_hires_and_is_open_is_a_partner() -> None:
    open_ = {"will_hire": "yes", "open_to": ["internships", "train_hire"], "uses_service": "yes", "workers": "w6_20"}
    result = read("employer_expectations", open_, {})
    assert result.scores["hiring_potential"].value == pytest.approx(60 + 40 * 2 / 3)
    assert segment(result) == "partner"
    assert segment(read("employer_expectations", {"will_hire": "maybe", "uses_service": "no"}, {})) == "prospect"
    assert alerts(read("employer_expectations", {"wants_advice": "yes"}, {})) == {"advice_requested"}


@pytest.mark.parametrize("code", ["job_fair_employer", "satisfaction_employer", "satisfaction_partner", "satisfaction_person"])
def test_satisfaction_runs_from_nothing_to_everything(code: str) -> None:
    it = instrument(code)
    assert it.headline is not None
    best: dict[str, Any] = {}
    worst: dict[str, Any] = {}
    for item in it.headline.items:
        question = it.question(item.question)
        if question is None:
            continue
        scored = sorted((o for o in question.options if o.score is not None), key=lambda o: o.score or 0)
        scale = question.scale
        worst[question.code] = scale.min if scale else scored[0].code
        best[question.code] = scale.max if scale else scored[-1].code
    high, low = (read(code, answers, {}).scores[it.headline.code].value for answers in (best, worst))
    assert high is not None
    assert low is not None
    assert high > 80
    assert low < 20


def test_satisfaction_asks_more_only_after_the_first_answer() -> None:
    assert shown("satisfaction_person", {}) == {"csat"}
    assert "problems" not in shown("satisfaction_person", {"csat": 5})
    assert {"problems", "wants_complaint"} <= shown("satisfaction_person", {"csat": 2})
    assert alerts(read("satisfaction_person", {"csat": 1, "problems": ["asked_money"]}, {})) == {
        "asked_money",
        "disrespect",
    }


def untold(piece: Any, where: str = "") -> Iterator[str]:
    """Every text of an instrument, read aloud or shown, that has no English."""
    if isinstance(piece, Mapping):
        here = f"{where}.{piece.get('code', '')}"
        yield from (f"{here}.{name}" for name in piece if str(name).endswith("_es") and piece[name] and not piece.get(f"{name[:-3]}_en"))
        piece = list(piece.values())
    elif not isinstance(piece, list):
        return
    else:
        here = where
    for each in piece:
        yield from untold(each, here)


@pytest.mark.parametrize("code", CODES)
def test_whatever_an_instrument_says_it_says_in_english_too(code: str) -> None:
    assert list(untold(content(code))) == []
