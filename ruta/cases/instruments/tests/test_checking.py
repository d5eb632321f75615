"""Is each kind of wrong answer named, in words that say what to do?"""

from typing import Any

import pytest

from ruta.cases.instruments import Fault, answers_from_form, check_answers, load

QUESTIONS: list[dict[str, Any]] = [
    {"code": "pick", "type": "choice", "options_from": "yes_no", "required": True},
    {"code": "why", "type": "text", "max_length": 5, "visible_if": "a.pick == 'no'", "required_if": "a.pick == 'no'"},
    {
        "code": "many", "type": "several",
        "options": [
            {"code": "x", "label_es": "Equis", "label_en": "X"},
            {"code": "y", "label_es": "Ye", "label_en": "Y"},
            {"code": "none", "label_es": "Ninguna", "label_en": "None", "exclusive": True},
        ],
    },
    {"code": "stars", "type": "scale", "scale": {"min": 1, "max": 5, "min_label_es": "Poco", "max_label_es": "Mucho"}},
    {"code": "wage", "type": "number", "number": {"kind": "integer", "min": 0, "max": 200000, "unit": "HNL"}},
    {"code": "hours", "type": "number", "number": {"kind": "decimal", "min": 0.5}},
    {"code": "day", "type": "date"},
    {
        "code": "grid", "type": "matrix", "options_from": "yes_no", "required": True,
        "rows": [{"code": "r1", "label_es": "Salud", "label_en": "Health"}, {"code": "r2", "label_es": "Agua", "label_en": "Water"}],
    },
]  # fmt: skip
YES_NO = [{"code": "yes", "label_es": "Sí", "label_en": "Yes"}, {"code": "no", "label_es": "No", "label_en": "No"}]
LABELS = {"label_es": "Uno", "label_en": "One"}
IT = load(
    {
        "code": "small",
        "version": "1.0.0",
        **LABELS,
        "option_sets": {"yes_no": YES_NO},
        "sections": [{"code": "one", **LABELS, "questions": [{"text_es": "¿?", "text_en": "?", **row} for row in QUESTIONS]}],
    }
)
FINE: dict[str, Any] = {"pick": "yes", "grid": {"r1": "yes", "r2": "no"}}


@pytest.mark.parametrize(
    ("answers", "question", "fault", "sentence"),
    [
        ({"pick": None}, "pick", Fault.MISSING, "Falta esta respuesta."),
        ({"pick": "perhaps"}, "pick", Fault.NOT_AN_OPTION, "Esa opción no está en la lista. Marque una de las que se ven."),
        ({"pick": "no"}, "why", Fault.MISSING, "Falta esta respuesta."),
        ({"pick": "no", "why": "muy largo"}, "why", Fault.TOO_LONG, "Tiene 9 letras y caben 5. Acórtelo un poco."),
        ({"pick": "no", "why": 3}, "why", Fault.WRONG_KIND, "Escriba la respuesta con palabras."),
        ({"many": ["x", "none"]}, "many", Fault.EXCLUSIVE, "«Ninguna» no se marca junto con otras. Deje esa sola o quítela."),
        ({"many": ["z"]}, "many", Fault.NOT_AN_OPTION, "Esa opción no está en la lista. Marque una de las que se ven."),
        ({"stars": 6}, "stars", Fault.OUT_OF_RANGE, "Marque un número del 1 al 5."),
        ({"stars": "tres"}, "stars", Fault.WRONG_KIND, "Marque un número del 1 al 5."),
        ({"wage": 300000}, "wage", Fault.OUT_OF_RANGE, "Escriba un número entre 0 y 200,000."),
        ({"wage": "mucho"}, "wage", Fault.WRONG_KIND, "Escriba solo un número entero, por ejemplo 12."),
        ({"hours": 0.25}, "hours", Fault.OUT_OF_RANGE, "Escriba 0.5 o más."),
        ({"day": "2026-02-30"}, "day", Fault.NO_SUCH_DATE, "Esa fecha no existe. Escríbala con día, mes y año."),
        ({"grid": {"r1": "yes"}}, "grid", Fault.MISSING, "Falta contestar Agua."),
        ({"grid": {"r1": "yes", "r2": "q"}}, "grid", Fault.NOT_AN_OPTION, "Esa opción no está en la lista. Marque una de las que se ven."),
    ],
)  # fmt: skip
def test_each_fault_has_its_sentence(answers: dict[str, Any], question: str, fault: Fault, sentence: str) -> None:
    problems = check_answers(IT, FINE | answers, {})
    assert [(p.question, p.fault, str(p.sentence)) for p in problems][:1] == [(question, fault, sentence)]


def test_a_question_of_another_version_is_named() -> None:
    assert [p.fault for p in check_answers(IT, FINE | {"gone": "yes"}, {})] == [Fault.UNKNOWN_QUESTION]


def test_a_draft_may_wait_for_the_required_ones_but_not_be_wrong() -> None:
    assert check_answers(IT, {}, {}, partial=True) == []
    assert [p.question for p in check_answers(IT, {"stars": 9}, {}, partial=True)] == ["stars"]


class Posted(dict[str, list[str]]):
    """A posted form: every name has a list, and `get` gives the last."""

    def getlist(self, key: str) -> list[str]:
        """Give every value of a name."""
        return dict.get(self, key, [])


def test_a_posted_form_becomes_typed_answers() -> None:
    form = Posted(
        pick=["no"], why=["  an\u0303o "], many=["x", "y"], stars=["4"], wage=["12,800"], hours=["7.5"],
        day=["5/11/2026"], grid__r1=["yes"], grid__r2=[""], csrfmiddlewaretoken=["…"],
    )  # fmt: skip
    assert answers_from_form(IT, form) == {
        "pick": "no", "why": "año", "many": ["x", "y"], "stars": 4, "wage": 12800, "hours": 7.5,
        "day": "2026-11-05", "grid": {"r1": "yes"},
    }  # fmt: skip


def test_what_cannot_be_read_stays_as_typed() -> None:
    answers = answers_from_form(IT, {"wage": "doce mil", "day": "ayer"})
    assert answers == {"wage": "doce mil", "day": "ayer"}
    assert {p.question for p in check_answers(IT, answers, {}, partial=True)} == {"wage", "day"}
