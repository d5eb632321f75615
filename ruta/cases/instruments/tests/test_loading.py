"""Is an instrument that contradicts itself refused, with the place named?"""

import copy
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from ruta.cases.instruments import InstrumentError, assess, load
from ruta.cases.instruments.tests.samples import ADULT, content, instrument


def changed(code: str = "employability_profile") -> dict[str, Any]:
    return copy.deepcopy(content(code))


def refused(broken: dict[str, Any]) -> str:
    with pytest.raises(InstrumentError) as caught:
        load(broken)
    return str(caught.value)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("a.paths ==", "no se entiende"),
        ("open('/etc/passwd') == 'x'", "que no existe"),
        ("__import__('os').system('true') == 0", "que no existe"),
        ("a.paths.map(w, w) == []", "que no existe"),
        ("secret == 'x'", "que no existe"),
        ("a.no_such_question == 'yes'", "que no es una pregunta"),
        ("has(s.no_such_score)", "que no es un puntaje"),
    ],
)
def test_an_expression_outside_the_language_is_refused(expression: str, said: str) -> None:
    broken = changed()
    broken["alerts"][0]["when"] = expression
    assert said in refused(broken)


def test_visibility_may_not_look_ahead() -> None:
    broken = changed()
    broken["sections"][0]["questions"][0]["visible_if"] = "a.cv == 'none'"
    assert "se pregunta después" in refused(broken)


def test_codes_stand_once() -> None:
    broken = changed()
    broken["sections"][0]["questions"].append(broken["sections"][0]["questions"][0])
    assert "«work_status» está 2 veces" in refused(broken)


def test_a_score_may_build_only_on_earlier_ones() -> None:
    broken = changed()
    broken["scores"].reverse()
    assert "necesita el puntaje" in refused(broken)


def test_a_score_needs_options_with_scores() -> None:
    broken = changed()
    broken["scores"][0]["items"][0]["question"] = "care"
    assert "ninguna de sus opciones tiene puntos" in refused(broken)


def test_the_last_segment_always_holds() -> None:
    broken = changed()
    broken["segments"].pop()
    assert "debe valer siempre" in refused(broken)


def test_a_missing_key_is_named() -> None:
    broken = changed()
    del broken["label_es"]
    assert "label_es" in refused(broken)


def test_a_condition_that_fails_is_an_error_and_not_a_silent_no() -> None:
    broken = changed()
    broken["alerts"][0]["when"] = "a.confidence <= 2"
    with pytest.raises(InstrumentError, match="could not be evaluated"):
        assess(load(broken), {}, ADULT)


def test_a_loaded_instrument_serves_many_threads() -> None:
    it = instrument("needs_of_return")
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: assess(it, {"food_today": "no"}, ADULT), range(40)))
    assert all(result == results[0] for result in results)
