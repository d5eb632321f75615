"""Does the employability profile score what it says, explain it, and leave sex, age and origin out of it?"""

from typing import Any

import pytest
from hypothesis import given, settings

from ruta.cases.instruments import Effect, assess, check_answers, drivers_of_score
from ruta.cases.instruments.tests.samples import ADULT, answer_sets, facts, instrument

CODE = "employability_profile"
BEST: dict[str, Any] = {
    "work_status": "formal_job", "urgency": "no_rush", "availability": "full_time",
    "education_level": "university", "reading": "easily", "trade_certificate": "valid_here", "recent_course": "yes",
    "years_experience": "over_5", "proof": "letters", "can_do": ["customer_service", "machines", "repair", "cooking"],
    "digital": "computer", "cv": "updated", "knows_target": "clear", "searched": "yes", "interview_comfort": 5,
    "id_document": "valid", "contact_means": "own_internet", "transport": "easy", "paths": ["job"], "confidence": 5,
}  # fmt: skip
WORST: dict[str, Any] = BEST | {
    "work_status": "not_working", "last_worked": "never", "education_level": "none", "reading": "cannot",
    "trade_certificate": "none", "recent_course": "no", "years_experience": "none", "proof": "none", "can_do": ["none"],
    "digital": "calls_only", "cv": "none", "knows_target": "unsure", "searched": "no", "interview_comfort": 1,
    "id_document": "never", "contact_means": "none", "transport": "very_hard", "confidence": 1,
}  # fmt: skip
# item of a score, question and answer at each end, sentence at each end
DRIVERS = [
    ("qualification", "education", "education_level", "Pocos años de estudio", "Buen nivel de estudios"),
    ("qualification", "reading", "reading", "Lectura o escritura limitada", "Lee y escribe bien"),
    ("qualification", "certificate", "trade_certificate", "Sin certificado de oficio", "Tiene certificado de oficio"),
    ("qualification", "course", "recent_course", "Sin cursos recientes", "Cursos recientes"),
    ("experience", "years", "years_experience", "Poca experiencia en un oficio", "Varios años de experiencia"),
    ("experience", "recency", "work_status", "Mucho tiempo sin trabajar", "Trabajó hace poco"),
    ("experience", "proof", "proof", "Sin forma de comprobar su experiencia", "Puede comprobar su experiencia"),
    ("experience", "breadth", "can_do", "Pocas habilidades identificadas", "Varias habilidades útiles"),
    ("experience", "digital", "digital", "Poco manejo del teléfono o computadora", "Buen manejo digital"),
    ("search_readiness", "cv", "cv", "Sin hoja de vida", "Hoja de vida lista"),
    ("search_readiness", "target", "knows_target", "No tiene clara la ocupación", "Sabe qué trabajo busca"),
    ("search_readiness", "active", "searched", "No ha buscado en el último mes", "Busca activamente"),
    ("search_readiness", "interview", "interview_comfort", "Le cuesta la entrevista", "Se siente bien en entrevistas"),
    ("access", "documents", "id_document", "Le falta documento de identidad", "Documento al día"),
    ("access", "contact", "contact_means", "Difícil de contactar", "Fácil de contactar"),
    ("access", "transport", "transport", "Difícil llegar al trabajo", "Puede llegar al trabajo"),
]


def value(answers: dict[str, Any], score: str = "employability", **person: int) -> float:
    found = assess(instrument(CODE), answers, ADULT | person).scores[score].value
    assert found is not None
    return found


def test_the_ends_of_the_score() -> None:
    assert (value(BEST), value(WORST)) == (100.0, 0.0)
    assert check_answers(instrument(CODE), BEST, ADULT) == check_answers(instrument(CODE), WORST, ADULT) == []


@pytest.mark.parametrize(("score", "item", "question", "low", "high"), DRIVERS, ids=[row[1] for row in DRIVERS])
def test_each_driver_says_its_sentence_at_each_end(score: str, item: str, question: str, low: str, high: str) -> None:
    it = instrument(CODE)
    only_low = BEST | {question: WORST[question]} | ({"last_worked": "never"} if item == "recency" else {})
    only_high = WORST | {question: BEST[question]}
    hinder = {
        driver.sentence_es: driver
        for driver in drivers_of_score(it.score(score) or it.scores[0], assess(it, only_low, ADULT).scores[score])
        if driver.effect is Effect.HINDERS
    }
    help_ = {
        driver.sentence_es: driver
        for driver in drivers_of_score(it.score(score) or it.scores[0], assess(it, only_high, ADULT).scores[score])
        if driver.effect is Effect.HELPS
    }
    assert list(hinder) == [low]
    assert list(help_) == [high]
    assert hinder[low].points == 0.0
    assert help_[high].points == pytest.approx(help_[high].weight)
    assert value(only_low) < value(BEST)
    assert value(only_high) > value(WORST)


def test_the_reasons_of_the_whole_are_the_three_heaviest_with_their_points() -> None:
    reasons = assess(instrument(CODE), BEST | {"cv": "none", "transport": "very_hard", "education_level": "none"}, ADULT).drivers
    hinders = [(d.sentence_es, round(d.weight, 2)) for d in reasons if d.effect is Effect.HINDERS]
    helps = [(d.sentence_es, round(d.weight, 2)) for d in reasons if d.effect is Effect.HELPS]
    assert hinders == [("Pocos años de estudio", 10.0), ("Sin hoja de vida", 6.0), ("Difícil llegar al trabajo", 4.5)]
    assert helps == [
        ("Varios años de experiencia", 10.5),
        ("Confianza en lograrlo", 10.0),
        ("Lee y escribe bien", 6.25),
    ]


def mixture(points: int) -> dict[str, Any]:
    """Only experience (30), search (20) and confidence (10) at the best, or more, by points wanted."""
    chosen = {
        70: ["experience", "search_readiness", "confidence", "ten"],
        40: ["experience", "confidence"],
    }[points]
    groups = {
        "experience": ["work_status", "last_worked", "years_experience", "proof", "can_do", "digital"],
        "search_readiness": ["cv", "knows_target", "searched", "interview_comfort"],
        "confidence": ["confidence"],
        "ten": ["education_level", "id_document"],
    }
    return WORST | {question: BEST.get(question) for name in chosen for question in groups[name]}


@pytest.mark.parametrize(("points", "at", "band", "below"), [(70, "a", "high", "b"), (40, "b", "medium", "c")])
def test_the_cut_points_belong_to_the_better_segment(points: int, at: str, band: str, below: str) -> None:
    answers = mixture(points)
    if points == 70:
        answers |= {"education_level": "university", "reading": "cannot", "contact_means": "none"}
        answers |= {
            "transport": "very_hard",
            "id_document": "valid",
            "trade_certificate": "none",
            "recent_course": "no",
        }
        answers |= {"confidence": 5}  # 30 + 20 + 10 + 25 * 0.4 + 15 * 0.4 = 76
        answers |= {"cv": "none"}  # 76 - 6 = 70
    result = assess(instrument(CODE), answers, ADULT)
    score = result.scores["employability"]
    assert score.value == pytest.approx(points)
    assert (result.segment and result.segment.code, score.band and score.band.code) == (at, band)
    lower = assess(instrument(CODE), answers | {"confidence": 4}, ADULT)
    assert (lower.segment and lower.segment.code) == below


def test_an_urgent_worry_or_no_availability_leads_to_integral_support_at_any_score() -> None:
    for answers in (BEST | {"worries": ["safety"]}, BEST | {"availability": "not_now"}):
        result = assess(instrument(CODE), answers, ADULT)
        assert result.segment is not None
        assert (result.segment.code, result.segment.strategy) == ("c", "integral_support")
    worried = assess(instrument(CODE), BEST | {"worries": ["safety"]}, ADULT)
    assert [alert.code for alert in worried.alerts] == ["safety_worry"]
    assert worried.suggested_plans[0].template == "protection_first"
    assert "safety_mobility" in worried.raised_barriers


def test_too_few_answers_give_no_score_and_say_so() -> None:
    result = assess(instrument(CODE), {"education_level": "university", "reading": "easily"}, ADULT)
    assert result.scores["qualification"].value == pytest.approx(100.0)
    assert result.scores["employability"].value is None
    assert result.drivers == ()
    assert result.segment is not None
    assert result.segment.code == "unscored"


@given(answer_sets(CODE), facts(), facts())
@settings(max_examples=60, deadline=None)
def test_who_the_person_is_never_moves_the_score(answers: dict[str, Any], one: dict[str, Any], other: dict[str, Any]) -> None:
    """Sex, age, modality, ethnicity, disability, dependants: same answers, same score, segment and reasons."""
    first, second = (assess(instrument(CODE), answers, person) for person in (one, other))
    assert first.scores == second.scores
    assert (first.segment, first.drivers, first.raised_needs) == (second.segment, second.drivers, second.raised_needs)


@given(answer_sets(CODE), facts())
@settings(max_examples=60, deadline=None)
def test_care_and_adjustments_open_needs_and_never_move_the_score(answers: dict[str, Any], person: dict[str, Any]) -> None:
    without = {key: answer for key, answer in answers.items() if key not in ("care", "adjustment")}
    asked = without | {"care": "needs_support", "adjustment": "yes"}
    plain, supported = (assess(instrument(CODE), given_, person) for given_ in (without, asked))
    assert (plain.scores, plain.segment) == (supported.scores, supported.segment)
    opened = {need.need for need in supported.raised_needs} - {need.need for need in plain.raised_needs}
    assert opened == {"care_support_to_work", "job_adaptation"}


def test_a_minor_alerts_but_scores_the_same() -> None:
    assert value(BEST, age=16, is_minor=True) == value(BEST)
    alerts = assess(instrument(CODE), BEST, {"age": 16}).alerts
    assert [alert.code for alert in alerts] == ["under_working_age"]
