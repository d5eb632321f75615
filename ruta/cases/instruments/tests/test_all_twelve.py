"""Do the laws of the engine hold in every instrument of the catalogue, whatever is answered?"""

from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ruta.cases.instruments import answers_from_form, assess, check_answers, effective_answers, visible_questions
from ruta.cases.instruments.model import QuestionType
from ruta.cases.instruments.scoring import leaf_points
from ruta.cases.instruments.tests.samples import ADULT, CODES, FOLDER, answer_sets, facts, instrument

every_instrument = pytest.mark.parametrize("code", CODES)
relaxed = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_the_catalogue_holds_these_twelve() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(CODES)


@every_instrument
@given(data=st.data())
@relaxed
def test_any_valid_answers_can_be_read(code: str, data: st.DataObject) -> None:
    answers, person = data.draw(answer_sets(code)), data.draw(facts())
    it = instrument(code)
    result = assess(it, answers, person)
    assert (result.segment is not None) == bool(it.segments)
    for score in result.scores.values():
        assert score.value is None or 0 <= score.value <= 100
        assert (score.value is None) == (score.answered < (it.score(score.code) or it.scores[0]).min_answered - 1e-9)
    if it.headline and (value := result.scores[it.headline.code].value) is not None:
        assert leaf_points(it, result.scores) == pytest.approx(value)


@every_instrument
@given(data=st.data())
@relaxed
def test_hidden_questions_count_as_unanswered(code: str, data: st.DataObject) -> None:
    answers, person = data.draw(answer_sets(code)), data.draw(facts())
    it = instrument(code)
    shown = {question.code for question in visible_questions(it, answers, person)}
    only_shown = {key: value for key, value in answers.items() if key in shown}
    assert effective_answers(it, answers, person).keys() <= shown
    assert assess(it, answers, person) == assess(it, only_shown, person)
    assert check_answers(it, answers, person) == check_answers(it, only_shown, person)


@every_instrument
@given(data=st.data())
@relaxed
def test_valid_answers_have_no_problem_but_missing_ones(code: str, data: st.DataObject) -> None:
    answers, person = data.draw(answer_sets(code)), data.draw(facts())
    assert check_answers(instrument(code), answers, person, partial=True) == []
    missing = check_answers(instrument(code), answers, person)
    assert all(problem.question not in effective_answers(instrument(code), answers, person) for problem in missing)


@every_instrument
@given(data=st.data())
@relaxed
def test_garbage_is_named_and_never_breaks_the_reading(code: str, data: st.DataObject) -> None:
    garbage: st.SearchStrategy[Any] = st.sampled_from(["zzz", -7, 10**9, 1.5, True, ["zzz"], {"zzz": "zzz"}, "x" * 5000])
    codes = [question.code for question in instrument(code).questions()]
    answers = data.draw(st.dictionaries(st.sampled_from(codes), garbage))
    assess(instrument(code), answers, ADULT)
    kept = effective_answers(instrument(code), answers, ADULT)
    wrong = {problem.question for problem in check_answers(instrument(code), answers, ADULT, partial=True)}
    shown = {question.code for question in visible_questions(instrument(code), answers, ADULT)}
    assert (answers.keys() & shown) - wrong <= kept.keys()


@every_instrument
@given(data=st.data())
@relaxed
def test_a_form_gives_back_what_was_answered(code: str, data: st.DataObject) -> None:
    answers = data.draw(answer_sets(code))
    form: dict[str, Any] = {}
    for question in instrument(code).questions():
        value = answers.get(question.code)
        if question.type is QuestionType.MATRIX and value:
            form |= {f"p-{question.code}__{row}": cell for row, cell in value.items()}
        elif value is not None:
            form[f"p-{question.code}"] = value if isinstance(value, list) else str(value)
    assert answers_from_form(instrument(code), form, prefix="p-") == answers


@every_instrument
def test_nothing_answered_gives_a_reading_and_the_required_ones_missing(code: str) -> None:
    it = instrument(code)
    result = assess(it, {}, ADULT)
    assert all(score.value is None for score in result.scores.values())
    required = {question.code for question in visible_questions(it, {}, ADULT) if question.required}
    perhaps = {question.code for question in it.questions() if question.required_if}
    assert required <= {problem.question for problem in check_answers(it, {}, ADULT)} <= required | perhaps
    assert all(str(problem.sentence) == "Falta esta respuesta." for problem in check_answers(it, {}, ADULT))


@every_instrument
def test_everything_an_instrument_opens_is_in_the_catalogues(code: str) -> None:
    def codes(name: str) -> set[str]:
        path = FOLDER.parent / f"{name}.yaml"
        return {item["code"] for item in yaml.safe_load(path.read_text(encoding="utf-8"))["items"]}

    it = instrument(code)
    assert {rule.need for rule in it.raises_needs} <= codes("needs")
    assert {role for alert in it.alerts for role in alert.notify_roles} <= codes("roles")
