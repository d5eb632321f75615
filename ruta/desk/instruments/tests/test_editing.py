"""Can whoever administers the system write, see, publish and compare versions in the browser, and never change what is published?"""

from uuid import uuid4

import pytest
from django.urls import reverse

from ruta.base.context import acting_as
from ruta.cases.actions import assess, open_case
from ruta.cases.instruments.tests.samples import least_answers
from ruta.cases.models import Assessment
from ruta.cases.selectors import case_instrument, person_facts
from ruta.cases.tests.making import consent, register, staff
from ruta.desk.cases.tests.conftest import Desk
from ruta.taxonomy.models import Catalogue, CatalogueDraft
from ruta.taxonomy.selectors import label

pytestmark = pytest.mark.django_db
CODE = "needs_of_return"
SURVEY = "reintegration_survey_v0"


def html(response) -> str:
    return response.content.decode()


@pytest.fixture
def admin(db):
    return Desk(staff("SPS", "administrator"))


@pytest.fixture
def counsellor(db):
    return Desk(staff("SPS"))


def page(desk, name, *args, **data):
    return desk.get(reverse(f"desk:{name}", args=args), data)


def post(desk, name, *args, **data):
    return desk.post(reverse(f"desk:{name}", args=args), {"idempotency_key": str(uuid4()), **data})


def draft(code=CODE) -> CatalogueDraft:
    return CatalogueDraft.objects.get(code=code)


@pytest.fixture
def begun(admin):
    assert post(admin, "instrument-draft", CODE, do="start").status_code == 302
    return draft()


QUESTION = {
    "section": "today", "code": "has_phone", "type": "choice", "text_es": "¿Tiene teléfono propio?", "text_en": "Do you have your own phone?",
    "lines": "3", "row_lines": "2", "option-0-code": "yes", "option-0-label_es": "Sí", "option-0-label_en": "Yes", "option-1-code": "no",
    "option-1-label_es": "No", "option-1-label_en": "No",
}  # fmt: skip


def asked(found) -> list[str]:
    return [row["code"] for row in found.content["sections"][0]["questions"]]


def test_every_instrument_is_listed_with_its_versions(admin, counsellor):
    text = html(page(admin, "instruments"))
    assert text.count("Provisional") >= 11 and "Necesidades de retorno" in text
    assert "Vigente" in html(page(admin, "instrument", CODE)) and "Léalo en voz alta" in html(
        page(admin, "instrument-version", CODE, "0.1.2")
    )
    for name, args in (("instruments", ()), ("instrument", (CODE,)), ("instrument-draft", (CODE,))):
        assert page(counsellor, name, *args).status_code == 403
    assert post(counsellor, "instrument-draft", CODE, do="start").status_code == 403
    assert page(admin, "instrument", "needs").status_code == 404 and page(admin, "instrument", "nothing").status_code == 404


def test_a_draft_is_a_copy_that_nobody_uses(admin, begun):
    assert begun.based_on == "0.1.2" and begun.content["sections"]
    text = html(page(admin, "instrument-draft", CODE))
    for words in ("Borrador: Necesidades de retorno", "Agregar pregunta", "Como la persona lo vería", "Publicar esta versión", "0.2.0"):
        assert words in text
    assert "Seguir el borrador" in html(page(admin, "instrument", CODE))
    assert post(admin, "instrument-draft", CODE, do="drop").status_code == 302
    assert not CatalogueDraft.objects.exists() and Catalogue.objects.filter(code=CODE).count() == 1


def test_a_question_is_added_moved_changed_and_taken_away(admin, begun):
    assert post(admin, "instrument-question-new", CODE, **QUESTION).status_code == 302
    assert asked(draft())[-1] == "has_phone"
    post(admin, "instrument-question-move", CODE, "has_phone", "subir")
    assert asked(draft())[-2] == "has_phone"
    changed = QUESTION | {"text_es": "¿Tiene celular propio?", "visible_if": "a.food_today == 'yes'", "required": "on", "sensitive": "on"}
    assert post(admin, "instrument-question", CODE, "has_phone", **changed).status_code == 302
    row = next(row for row in draft().content["sections"][0]["questions"] if row["code"] == "has_phone")
    assert (row["text_es"], row["visible_if"], row["required"], row["sensitive"]) == (
        "¿Tiene celular propio?", "a.food_today == 'yes'", True, True,
    )  # fmt: skip
    assert [option["code"] for option in row["options"]] == ["yes", "no"]
    post(admin, "instrument-question-move", CODE, "has_phone", "quitar")
    assert "has_phone" not in asked(draft())


def test_each_kind_of_question_opens_and_is_kept_as_it_was(admin):
    for code in (SURVEY, "child_best_interests", CODE, "employability_profile"):
        post(admin, "instrument-draft", code, do="start")
        for section in draft(code).content["sections"]:
            for row in section["questions"]:
                response = page(admin, "instrument-question", code, row["code"])
                fields = response.context["form"]
                sent = {name: value for name in fields.fields if (value := fields[name].value()) not in (None, "") and value is not False}
                if row["type"] == "several" or len(row.get("options", ())) > 2 or "scale" in row or "rows" in row or "number" in row:
                    assert post(admin, "instrument-question", code, row["code"], **sent).status_code == 302
                    found = next(r for s in draft(code).content["sections"] for r in s["questions"] if r["code"] == row["code"])
                    assert found == {name: value for name, value in row.items() if value is not False}


def test_a_condition_that_cannot_be_read_is_said_in_spanish_at_its_field(admin, begun):
    response = post(admin, "instrument-question-new", CODE, **QUESTION | {"visible_if": "a.food_today =="})
    assert response.status_code == 422
    assert "no se entiende cerca de la letra" in html(response) and "Revise comillas, paréntesis y signos." in html(response)
    assert "¿Tiene teléfono propio?" in html(response)
    response = post(admin, "instrument-question-new", CODE, **QUESTION | {"visible_if": "open('x') == 'y'"})
    assert "open, que no existe. Use a.pregunta, s.puntaje o p.dato." in html(response)


def test_what_looks_ahead_or_lacks_a_word_keeps_the_draft_from_being_published(admin, begun):
    post(admin, "instrument-question-new", CODE, **QUESTION | {"visible_if": "a.first_priority == 'x'"})
    text = html(page(admin, "instrument-draft", CODE))
    assert "se muestra según first_priority, que se pregunta después" in text and "disabled" in text
    response = post(admin, "instrument-draft", CODE, do="publish", version="0.2.0")
    assert response.status_code == 422 and Catalogue.objects.filter(code=CODE).count() == 1
    post(admin, "instrument-question", CODE, "has_phone", **QUESTION | {"option-1-label_en": ""})
    assert "En «has_phone › no», nombre en inglés está en blanco." in html(page(admin, "instrument-draft", CODE))


def test_more_lines_keep_what_was_typed(admin, begun):
    response = post(admin, "instrument-question-new", CODE, **QUESTION | {"do": "more"})
    text = html(response)
    assert response.status_code == 200 and "option-5-code" in text and "¿Tiene teléfono propio?" in text and 'value="Sí"' in text
    assert "has_phone" not in asked(draft())


def test_rules_of_every_part_are_changed_and_added(admin):
    code = "employability_profile"
    post(admin, "instrument-draft", code, do="start")
    content = draft(code).content
    for part in ("segments", "raises_needs", "suggests_plans", "raises_barriers", "alerts"):
        response = page(admin, "instrument-rule", code, part, 0)
        assert response.status_code == 200
        form = response.context["form"]
        sent = {name: value for name in form.fields if (value := form[name].value()) not in (None, "")}
        assert post(admin, "instrument-rule", code, part, 0, **sent | {"when": "a.reading == 'easily'"}).status_code == 302
        assert draft(code).content[part][0] == content[part][0] | {"when": "a.reading == 'easily'"}
    rule = {
        "need": "national_id",
        "when": "a.id_document == 'none'",
        "reason_es": "No tiene DNI.",
        "deadline_days": "5",
        "priority": "high",
    }
    count = len(content["raises_needs"])
    assert post(admin, "instrument-rule", code, "raises_needs", count, **rule).status_code == 302
    assert draft(code).content["raises_needs"][-1] == rule | {"deadline_days": 5}
    assert post(admin, "instrument-rule", code, "raises_needs", count, do="remove").status_code == 302
    assert len(draft(code).content["raises_needs"]) == count
    assert page(admin, "instrument-rule", code, "alerts", 99).status_code == 404


def test_other_weights_need_another_name_for_them(admin):
    post(admin, "instrument-draft", SURVEY, do="start")
    form = page(admin, "instrument-score", SURVEY, 0).context["form"]
    sent = {name: value for name in form.fields if (value := form[name].value()) not in (None, "") and value is not False}
    assert post(admin, "instrument-score", SURVEY, 0, **sent | {"item-0-weight": "3"}).status_code == 302
    assert "Póngale otra versión de pesos" in html(page(admin, "instrument-draft", SURVEY))
    again = {"item-0-weight": "3", "weights_version": "2027.1-prueba", "revision": draft(SURVEY).revision}
    post(admin, "instrument-score", SURVEY, 0, **sent | again)
    assert "Póngale otra versión de pesos" not in html(page(admin, "instrument-draft", SURVEY))
    assert post(admin, "instrument-draft", SURVEY, do="publish", version="0.2.0").status_code == 302


def test_the_preview_follows_the_answers_and_keeps_nothing(admin, begun):
    before = html(post(admin, "instrument-preview", CODE))
    after = html(post(admin, "instrument-preview", CODE, medicine_always="yes", food_today="no"))
    assert "medicine_days" not in before and "medicine_days" in after and "Lo que saldría" in after
    assert label("needs", "food_urgent") in after and not Assessment.objects.exists()


def test_publishing_changes_what_is_asked_and_not_what_was_answered(admin, counsellor, begun):
    person = register(counsellor.actor)
    consent(counsellor.actor, person)
    case = open_case(actor=counsellor.actor, person_id=person.pk, modality="returned", entry_point="camr")
    with acting_as(counsellor.actor):
        answers = least_answers(case_instrument(CODE), person_facts(case))
        old = assess(actor=counsellor.actor, case_id=case.pk, instrument=CODE, answers=answers)
    post(admin, "instrument-question-new", CODE, **QUESTION | {"required": "on"})
    post(admin, "instrument-question-move", CODE, "first_priority", "quitar")
    assert post(admin, "instrument-draft", CODE, do="publish", version="0.1.2").status_code in (409, 422)
    assert post(admin, "instrument-draft", CODE, do="publish", version="0.2.0").status_code == 302
    assert not CatalogueDraft.objects.exists()
    asked_now = html(page(counsellor, "case-answer", case.pk, CODE))
    assert "¿Tiene teléfono propio?" in asked_now and "versión 0.2.0" in asked_now
    then = html(page(counsellor, "assessment", old.pk))
    assert "versión 0.1.2" in then and "¿Tiene teléfono propio?" not in then
    assert "¿Tiene teléfono propio?" not in html(page(admin, "instrument-version", CODE, "0.1.2"))
    with acting_as(counsellor.actor):
        answers = least_answers(case_instrument(CODE), person_facts(case)) | {"has_phone": "yes"}
        new = assess(actor=counsellor.actor, case_id=case.pk, instrument=CODE, answers=answers)
    both = html(page(counsellor, "assessment", new.pk))
    assert "Al lado de la vez anterior" in both and "Antes no se preguntaba." in both and "versión 0.1.2" in both
    assert ("Ya no se pregunta." in both) == ("first_priority" in old.answers)
    assert "Al lado de la vez anterior" not in then
    text = html(page(admin, "instrument-compare", CODE, de="0.1.2", a="0.2.0"))
    assert "¿Tiene teléfono propio?" in text and "Se agregó" in text and "Se quitó" in text and "Orden de las preguntas" in text
    assert "Son iguales" in html(page(admin, "instrument-compare", CODE, de="0.1.2", a="0.1.2"))


def test_two_editors_do_not_write_over_each_other(admin, begun):
    post(admin, "instrument-question-new", CODE, **QUESTION)
    late = QUESTION | {"code": "has_radio", "revision": str(begun.revision)}
    response = post(admin, "instrument-question-new", CODE, **late)
    assert response.status_code == 409 and "Otra persona cambió este borrador" in html(response) and "has_radio" not in asked(draft())


def test_a_form_of_a_draft_that_was_thrown_away_writes_into_no_other(admin, begun):
    late = QUESTION | {"revision": str(begun.revision)}
    post(admin, "instrument-draft", CODE, do="drop")
    gone = post(admin, "instrument-question-new", CODE, **late)
    assert gone.status_code == 404 and "se publicó o se descartó" in html(gone)
    post(admin, "instrument-draft", CODE, do="start")
    assert post(admin, "instrument-question-new", CODE, **late).status_code == 409 and "has_phone" not in asked(draft())


def test_a_scale_without_steps_is_named_before_anybody_is_asked(admin, begun):
    flat = {
        "code": "calm",
        "type": "scale",
        "text_es": "¿Qué tan tranquila se siente?",
        "scale_min": "3",
        "scale_max": "3",
        "scale_min_label": "Poco",
        "scale_max_label": "Mucho",
    }
    post(admin, "instrument-question-new", CODE, **QUESTION | flat | {"text_en": "How calm do you feel?"})
    assert "calm" in asked(draft())
    assert "«calm» va de un número mayor a uno menor, o al mismo" in html(page(admin, "instrument-draft", CODE))


def test_a_section_is_added_moved_and_taken_away_with_its_questions(admin, begun):
    new = {"code": "phone", "label_es": "Su teléfono", "label_en": "Your phone", "intro_es": "Le pregunto por su teléfono."}
    assert post(admin, "instrument-section", CODE, "nueva", **new).status_code == 302
    assert draft().content["sections"][-1] == new | {"questions": []}
    text = html(page(admin, "instrument-draft", CODE))
    assert "En «phone», falta preguntas." in text or "En «phone» falta preguntas." in text
    assert post(admin, "instrument-question-new", CODE, **QUESTION | {"section": "phone"}).status_code == 302
    post(admin, "instrument-section", CODE, "phone", do="up")
    assert [each["code"] for each in draft().content["sections"]][-2] == "phone"
    changed = new | {"visible_if": "a.food_today == 'no'"}
    assert post(admin, "instrument-section", CODE, "phone", **changed).status_code == 302
    found = draft().content["sections"][-2]
    assert found["visible_if"] == "a.food_today == 'no'" and found["questions"][0]["code"] == "has_phone"
    assert post(admin, "instrument-section", CODE, "nueva", **new).status_code == 422
    assert post(admin, "instrument-section", CODE, "phone", do="remove").status_code == 302
    assert "phone" not in [each["code"] for each in draft().content["sections"]]
    assert page(admin, "instrument-section", CODE, "nothing").status_code == 404


def test_a_shared_list_is_added_used_and_taken_away_without_taking_the_options(admin, begun):
    lines = {
        "code": "how_often", "lines": "3", "option-0-code": "often", "option-0-label_es": "Seguido", "option-0-label_en": "Often",
        "option-1-code": "never", "option-1-label_es": "Nunca", "option-1-label_en": "Never",
    }  # fmt: skip
    assert post(admin, "instrument-options", CODE, "nueva", **lines | {"option-1-code": ""}).status_code == 422
    assert "option-5-code" in html(post(admin, "instrument-options", CODE, "nueva", **lines | {"do": "more"}))
    assert post(admin, "instrument-options", CODE, "nueva", **lines).status_code == 302
    assert [row["code"] for row in draft().content["option_sets"]["how_often"]] == ["often", "never"]
    used = {name: value for name, value in QUESTION.items() if not name.startswith("option-")} | {"options_from": "how_often"}
    assert post(admin, "instrument-question-new", CODE, **used).status_code == 302
    assert post(admin, "instrument-options", CODE, "how_often", do="remove").status_code == 302
    row = next(row for row in draft().content["sections"][0]["questions"] if row["code"] == "has_phone")
    assert "options_from" not in row and [option["code"] for option in row["options"]] == ["often", "never"]


def test_a_score_is_added_before_the_one_for_the_whole_with_parts_and_cuts(admin):
    post(admin, "instrument-draft", SURVEY, do="start")
    before = [each["code"] for each in draft(SURVEY).content["scores"]]
    form = page(admin, "instrument-score", SURVEY, len(before)).context["form"]
    source = next(code for code, _label in form.fields["item-0-source"].choices if code.startswith("question:"))
    new = {
        "code": "calm", "label_es": "Tranquilidad", "label_en": "Calm", "weights_version": "1", "min_answered": "0.5", "higher_is": "better",
        "lines": "2", "band_lines": "1", "item-0-code": "part", "item-0-source": source, "item-0-weight": "2", "item-0-high": "Duerme bien.",
        "band-0-code": "good", "band-0-min": "50", "band-0-label_es": "Bien", "band-0-label_en": "Good",
    }  # fmt: skip
    assert post(admin, "instrument-score", SURVEY, len(before), **new | {"item-0-weight": ""}).status_code == 422
    assert post(admin, "instrument-score", SURVEY, len(before), **new | {"item-0-code": ""}).status_code == 422
    assert post(admin, "instrument-score", SURVEY, len(before), **new).status_code == 302
    scores = draft(SURVEY).content["scores"]
    assert [each["code"] for each in scores] == [*before[:-1], "calm", before[-1]]
    part = {"code": "part", "weight": 2, "question": source.partition(":")[2], "driver_high_es": "Duerme bien."}
    assert scores[-2]["items"] == [part] and scores[-2]["bands"][0]["min"] == 50
    assert "Faltan" not in html(page(admin, "instrument-draft", SURVEY))
    assert post(admin, "instrument-score", SURVEY, len(before) - 1, do="remove").status_code == 302
    assert [each["code"] for each in draft(SURVEY).content["scores"]] == before


def test_scores_are_kept_as_they_were_when_nothing_is_changed(admin):
    for code in (SURVEY, "employability_profile", "child_best_interests"):
        post(admin, "instrument-draft", code, do="start")
        for index, score in enumerate(draft(code).content["scores"]):
            form = page(admin, "instrument-score", code, index).context["form"]
            sent = {name: value for name in form.fields if (value := form[name].value()) not in (None, "") and value is not False}
            assert post(admin, "instrument-score", code, index, **sent).status_code == 302
            found = {name: value for name, value in draft(code).content["scores"][index].items() if value is not False}
            assert found == {name: value for name, value in score.items() if value is not False}


def test_a_condition_that_compares_what_cannot_be_compared_is_said_with_its_place(admin, begun):
    post(admin, "instrument-question-new", CODE, **QUESTION | {"visible_if": "a.food_today > 3"})
    text = html(page(admin, "instrument-draft", CODE))
    assert "«has_phone»: la condición «a.food_today &gt; 3» no se puede calcular." in text
    assert post(admin, "instrument-draft", CODE, do="publish", version="0.2.0").status_code == 422
    assert post(admin, "instrument-preview", CODE, food_today="no").status_code == 200
    help_page = html(page(admin, "instrument-question", CODE, "has_phone"))
    assert "Cómo se escribe una condición" in help_page and "a.food_today" in help_page and "p.is_minor" in help_page
