"""Is a repeated survey compared with itself alone, marked as provisional, and proposed again when its quarter ends?"""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from ruta.base.clock import now, today
from ruta.base.context import acting_as
from ruta.cases.actions import assess, open_case
from ruta.cases.instruments.tests.samples import least_answers
from ruta.cases.models import Assessment, Case
from ruta.cases.selectors import TrendPoint, case_instrument, due_instruments, person_facts, trend
from ruta.cases.tests.making import consent, register
from ruta.desk.cases.tests.test_screens import html

pytestmark = pytest.mark.django_db
SURVEY = "reintegration_survey_v0"
GOOD = {
    "income_covers": "always", "work_now": "stable", "food_security": "never", "emergency_expense": "easily", "debt_pressure": "no",
    "skills_used": "always", "housing_quality": "good", "housing_stable": "yes", "documents_ok": "all", "fair_treatment": "always",
    "belonging": "always", "family_relation": "good", "feels_safe": "always", "mood": "good", "sleep": "always", "participation": "always",
    "support_network": "yes", "rejected": "no", "stay_choice": "stay",
}  # fmt: skip


def surveyed(desk, case, days_ago: int, **answers) -> Assessment:
    """A survey of some days ago; unknown options are left out."""
    survey = case_instrument(SURVEY)
    given = {code: value for code, value in (GOOD | answers).items() if survey.question(code).option(value)}
    with acting_as(desk.actor):
        facts = person_facts(case)
        done = assess(actor=desk.actor, case_id=case.pk, instrument=SURVEY, answers=least_answers(survey, facts, **given))
        Assessment.objects.filter(pk=done.pk).update(assessed_at=now() - timedelta(days=days_ago))
    return done


def due(desk) -> list[tuple[str, date]]:
    with acting_as(desk.actor):
        return [(each.instrument.code, each.due_on) for each in due_instruments(desk.actor, today() + timedelta(days=7), 30)]


def test_the_survey_says_that_it_is_provisional_and_not_comparable(desk, case):
    done = surveyed(desk, case, 0)
    text = html(desk.get(reverse("desk:assessment", args=[done.pk])))
    assert "Provisional, no comparable con la OIM" in text and "v0-equal-provisional" in text and "primera vez con estos pesos" in text
    for score in done.scores.values():
        assert score["provisional"] and score["label"] in text


def test_two_quarters_make_a_line_with_its_table(desk, case):
    surveyed(desk, case, 95, income_covers="never", belonging="never")
    done = surveyed(desk, case, 2)
    text = html(desk.get(reverse("desk:assessment", args=[done.pk])))
    assert "<polyline" in text and "Ver los números" in text and "Menos de 5" not in text
    for score in done.scores.values():
        if score["value"] is not None:
            assert f">{round(score['value'])}<" in text


def test_other_weights_are_named_and_never_compared(desk, case):
    first, second = surveyed(desk, case, 95), surveyed(desk, case, 1)
    with acting_as(desk.actor):
        scores = {code: score | {"weights": "2027.1-official"} for code, score in second.scores.items()}
        Assessment.objects.filter(pk=second.pk).update(scores=scores)
    text = html(desk.get(reverse("desk:assessment", args=[second.pk])))
    assert "<polyline" not in text and "no se comparan con estas" in text and reverse("desk:assessment", args=[first.pk]) in text


def test_points_are_parted_by_weights():
    day = date(2026, 1, 1)
    points = [TrendPoint(n, day + timedelta(days=90 * n), "0.1.0", weights, {"composite": 50.0}) for n, weights in enumerate("aab")]
    told = trend(points)
    assert [p.assessment_id for p in told.points] == [2] and [p.assessment_id for p in told.others] == [0, 1] and not told.is_line
    assert trend([]).codes == []


def test_the_next_one_is_proposed_in_the_queue_of_whoever_carries_the_case(desk, coordinator, case):
    surveyed(desk, case, 80)
    assert due(desk) == []
    with acting_as(desk.actor):
        Assessment.objects.filter(instrument=SURVEY).update(assessed_at=now() - timedelta(days=85))
    assert due(desk) == [(SURVEY, today() + timedelta(days=5))]
    assert due(coordinator) == []
    text = html(desk.get(reverse("desk:queue")))
    assert "Toca repetir un cuestionario." in text and reverse("desk:case-answer", args=[case.pk, SURVEY]) in text
    surveyed(desk, case, 0)
    assert due(desk) == []


def test_nobody_is_asked_more_often_than_the_instrument_says(desk, case):
    for quarter in range(5, 0, -1):
        surveyed(desk, case, 90 * quarter)
    assert due(desk) == []


def test_a_closed_case_is_not_asked(desk, case):
    surveyed(desk, case, 100)
    assert due(desk)
    with acting_as(desk.actor):
        Case.objects.filter(pk=case.pk).update(state="closed", closed_at=now(), close_reason="person_withdrew")
    assert due(desk) == []


def test_the_first_survey_of_a_returned_person_is_proposed_with_its_day(desk, case):
    assert due(desk) == []
    with acting_as(desk.actor):
        Case.objects.filter(pk=case.pk).update(opened_at=now() - timedelta(days=40))
    assert due(desk) == [(SURVEY, today() + timedelta(days=5))]
    assert "Falta un cuestionario de los primeros días. Encuesta de reintegración" in html(desk.get(reverse("desk:queue")))
    surveyed(desk, case, 0)
    assert due(desk) == []


def test_a_population_asks_for_its_first_ones_by_its_own_days(desk, protection):
    found = register(desk.actor, given="Marta")
    consent(desk.actor, found)
    case = open_case(actor=desk.actor, person_id=found.pk, modality="internally_displaced", entry_point="municipal_window")
    assert due(desk) == [("needs_of_return", today() + timedelta(days=3))]
    with acting_as(protection.actor):
        Case.objects.filter(pk=case.pk).update(officer_id=protection.actor.user_id)
    assert [code for code, _day in due(protection)] == ["protection_screening", "needs_of_return"]
    text = html(protection.get(reverse("desk:queue")))
    assert "Falta un cuestionario de los primeros días. Necesidades tras el desplazamiento." in text
    assert "Protección: valoración" not in text and text.count("Falta un cuestionario de los primeros días.") == 2
