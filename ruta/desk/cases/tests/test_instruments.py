"""Can every instrument of a person be given at the desk, and is each kind of question drawn, marked and kept?"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from ruta.base.clock import now, today
from ruta.base.context import acting_as
from ruta.cases.actions import assess, open_case, raise_needs
from ruta.cases.instruments.tests.samples import least_answers
from ruta.cases.models import Assessment, Case, Need
from ruta.cases.selectors import askable, case_instrument, person_facts
from ruta.cases.tests.making import consent, register
from ruta.desk.cases.forms.assessing import AnswersForm
from ruta.taxonomy.selectors import in_language

pytestmark = pytest.mark.django_db
ONE_AT_LEAST = {"reintegration_survey_v0": {"income_covers": "sometimes"}}  # asks nothing that must be answered, but is not kept empty
OF_ADULTS = ("employability_profile", "needs_of_return", "reintegration_survey_v0", "migrant_contract_checklist")


def html(response) -> str:
    return response.content.decode()


def sent(answers) -> dict:
    """Answers as a browser sends them."""
    found = {}
    for code, value in answers.items():
        found |= {f"{code}__{row}": cell for row, cell in value.items()} if isinstance(value, dict) else {code: value}
    return {"do": "finish", "idempotency_key": str(uuid4()), **found}


def give(desk, case, code, **chosen):
    """Open the page of an instrument, answer what must be answered and finish."""
    url = reverse("desk:case-answer", args=[case.pk, code])
    assert desk.get(url).status_code == 200
    with acting_as(desk.actor):
        answers = least_answers(case_instrument(code), person_facts(case), **ONE_AT_LEAST.get(code, {}) | chosen)
    return desk.post(url, sent(answers))


@pytest.fixture
def child(desk):
    """The case of a girl of twelve."""
    found = register(desk.actor, given="Génesis", birth_date=today() - timedelta(days=12 * 366))
    consent(desk.actor, found)
    return open_case(actor=desk.actor, person_id=found.pk, modality="returned", entry_point="camr")


@pytest.mark.parametrize("code", OF_ADULTS)
def test_each_is_given_by_the_counsellor_and_shows_its_result(desk, case, code):
    response = give(desk, case, code)
    assert response.status_code == 302, html(response)
    text = html(desk.get(response["Location"]))
    assert "Resultado" in text and case_instrument(code).label_es in text


def test_protection_is_given_by_protection_alone(desk, protection, case):
    code = "protection_screening"
    assert code not in html(desk.get(reverse("desk:case-assess", args=[case.pk])))
    assert desk.get(reverse("desk:case-answer", args=[case.pk, code])).status_code == 403
    response = give(protection, case, code, private_place="yes", agrees="yes", danger_now="yes")
    assert response.status_code == 302
    text = html(protection.get(response["Location"]))
    assert "Atención inmediata" in text
    assert desk.get(response["Location"]).status_code == 403
    page = html(desk.get(reverse("desk:case", args=[case.pk])))
    assert "Valoración de protección" in page and "Atención inmediata" not in page


def test_a_child_is_asked_what_is_for_children(protection, desk, child):
    text = html(protection.get(reverse("desk:case-assess", args=[child.pk])))
    assert "child_best_interests" in text and "needs_of_return" not in text and "reintegration_survey" not in text
    assert give(protection, child, "child_best_interests").status_code == 302


def test_needs_are_opened_with_the_priority_and_the_day_that_the_answers_ask_for(desk, case):
    response = give(desk, case, "needs_of_return", food_today="no", sleep_tonight="no")
    text = html(desk.get(response["Location"]))
    assert "Este cuestionario no da puntaje." in text and "Prioridad urgente, antes del" in text
    with acting_as(desk.actor):
        done = Assessment.objects.get()
        raised = raise_needs(actor=desk.actor, assessment_id=done.pk)
        assert {"critical"} <= {need.priority for need in raised}
        assert all(need.due_on and need.due_on >= today() for need in raised)
        assert Need.objects.filter(source="instrument").count() == len(raised) > 1


def test_a_reserved_answer_is_masked_for_whoever_does_not_see_it(desk, protection, case):
    response = give(desk, case, "needs_of_return", feels_safe="no")
    seen, masked = html(protection.get(response["Location"])), html(desk.get(response["Location"]))
    assert "Respuesta protegida" in masked and "Respuesta protegida" not in seen


def test_the_page_of_a_case_says_what_can_be_asked_and_when(desk, case):
    text = html(desk.get(reverse("desk:case", args=[case.pk])))
    assert "Se puede preguntar" in text and "Todavía no se ha preguntado" in text and "Cuando haga falta" in text
    give(desk, case, "reintegration_survey_v0")
    with acting_as(desk.actor):
        Assessment.objects.update(assessed_at=now() - timedelta(days=91))
        found = {each.instrument.code: each for each in askable(desk.actor, Case.objects.get())}
    survey = found["reintegration_survey_v0"]
    assert (survey.times, survey.is_due, survey.due_on) == (1, True, today() - timedelta(days=1))
    assert not found["employability_profile"].last and found["employability_profile"].is_due
    assert "toca otra vez" in html(desk.get(reverse("desk:case", args=[case.pk])))


def test_what_is_reserved_required_or_for_staff_is_said(desk, case):
    url = reverse("desk:case-answer", args=[case.pk, "needs_of_return"])
    text = html(desk.get(url))
    assert "Antes de preguntar" in text and "Reservada" in text and "Aplicar en un lugar privado." in text
    again = html(desk.post(url, {"do": "refresh", "medicine_always": "yes"}))
    asked = again[again.index("p-medicine_days") :][:1500]
    assert "r-must" in asked or "required" in asked


def test_a_matrix_stands_under_one_text_and_its_gap_at_its_line():
    survey = case_instrument("reintegration_survey_v0")
    question = survey.question("service_access")
    form = AnswersForm([question], {"service_access": {"health": "yes"}}, {"service_access": "Falta."}, {"service_access"})
    asked = form.sections(survey)[0]["asked"][0]
    assert asked.is_matrix and len(asked.fields) == len(question.rows)
    assert list(form.errors) == ["service_access__school"]


def test_schooling_is_offered_as_known_and_occupations_are_suggested(desk):
    found = register(desk.actor, given="Ana", education="BASICA_III")
    consent(desk.actor, found)
    case = open_case(actor=desk.actor, person_id=found.pk, modality="returned", entry_point="camr")
    text = html(desk.get(reverse("desk:case-answer", args=[case.pk, "employability_profile"])))
    assert 'value="basic_9"' in text and f'data-lookup="{reverse("desk:occupation-suggestions")}"' in text
    chosen = text[text.index('value="basic_9"') :][:300]
    assert "checked" in chosen


def test_an_instrument_speaks_the_language_of_the_reader(desk, case):
    desk.cookies["django_language"] = "en"
    text = html(desk.get(reverse("desk:case-answer", args=[case.pk, "needs_of_return"])))
    assert "Needs of return" in text


def test_answers_stay_readable_under_the_version_they_were_given(desk, case):
    with acting_as(desk.actor):
        done = assess(
            actor=desk.actor, case_id=case.pk, instrument="needs_of_return",
            answers=least_answers(case_instrument("needs_of_return"), person_facts(case)),
        )  # fmt: skip
    assert done.instrument_version == case_instrument("needs_of_return").version
    assert f"versión {done.instrument_version}" in html(desk.get(reverse("desk:assessment", args=[done.pk])))


def test_nothing_answered_is_no_answer(desk, case):
    page = reverse("desk:case-answer", args=[case.pk, "reintegration_survey_v0"])
    response = desk.post(page, {"do": "finish", "idempotency_key": str(uuid4())})
    assert response.status_code == 422 and "Todavía no hay ninguna respuesta" in html(response)


def test_each_missing_answer_is_named_with_its_question_and_what_was_typed_stays(desk, case):
    page = reverse("desk:case-answer", args=[case.pk, "needs_of_return"])
    response = desk.post(page, {"do": "finish", "idempotency_key": str(uuid4()), "first_priority": "Mi hijo"})
    text = html(response)
    assert '<a href="#p-food_today">¿Usted y su familia tienen qué comer hoy y mañana?</a>' in text and "Mi hijo" in text


def test_whoever_reads_english_reads_reasons_drivers_and_alerts_in_english(desk, case):
    first = give(desk, case, "employability_profile", urgency="this_week")
    response = give(desk, case, "needs_of_return", food_today="no", housing="none")
    pages = [
        first["Location"],
        response["Location"],
        reverse("desk:case", args=[case.pk]),
        reverse("desk:case-assess", args=[case.pk]),
        reverse("desk:case-plan", args=[case.pk]),
    ]
    spanish = "".join(html(desk.get(page)) for page in pages)
    desk.cookies["django_language"] = "en"
    english = "".join(html(desk.get(page)) for page in pages)
    pairs = {
        "No tiene qué comer hoy o mañana.": "Has nothing to eat today or tomorrow.",
        "Responder hoy: comida o techo.": "Answer today: food or shelter.",
        "Saber qué necesita la persona y su familia": "Know what the person and their family need",
    }
    with acting_as(desk.actor):
        profile = Assessment.objects.get(instrument="employability_profile")
    content = case_instrument("employability_profile")
    assert profile.drivers and profile.reading["segment"]["reason"]
    told = [*(driver["sentence_es"] for driver in profile.drivers[:4]), *pairs]
    assert all(words in spanish and words not in english for words in told), [words for words in told if words in english]
    assert all(words in english for words in pairs.values()) and said_in_english(content, profile) in english


def said_in_english(content, profile) -> str:
    """The first driver of a profile in the words of its version."""
    return in_language(content.code, content.version, profile.drivers[0]["sentence_es"], "en")
