"""Is a change compared honestly, and its light the one its words say?"""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruta.insights.engine.change import Basis, Change, Figure, Light, judge, year_on_year
from ruta.insights.engine.medians import StepMedian, days_per_step, median_days


@pytest.mark.parametrize(
    ("current", "previous", "percent", "basis"),
    [
        (Figure(3657), Figure(3412), 7.18, Basis.WHOLE_YEARS),
        (Figure(105), Figure(100), 5.0, Basis.WHOLE_YEARS),
        (Figure(0), Figure(50), -100.0, Basis.WHOLE_YEARS),
        (Figure(60, 6), Figure(50, 6), 20.0, Basis.SAME_MONTHS),
        (Figure(60, 6), Figure(100), None, Basis.UNEQUAL_PERIODS),
        (Figure(60), Figure(0), None, Basis.ZERO_BASE),
        (Figure(0), Figure(0), None, Basis.ZERO_BASE),
        (Figure(60), Figure(None), None, Basis.NO_BASE),
        (Figure(None), Figure(60), None, Basis.NO_VALUE),
        (Figure(-50), Figure(-100), 50.0, Basis.WHOLE_YEARS),
    ],
)
def test_equal_periods_or_no_percentage(current: Figure, previous: Figure, percent: float | None, basis: Basis) -> None:
    change = year_on_year(current, previous)
    assert change.basis is basis
    assert change.percent == (None if percent is None else pytest.approx(percent, abs=0.01))


def test_from_zero_there_is_still_an_absolute_change() -> None:
    assert year_on_year(Figure(60), Figure(0)).absolute == 60


@pytest.mark.parametrize(
    ("change", "light", "sentence"),
    [
        (Change(5.0, 5, Basis.WHOLE_YEARS), Light.DONE, "Año completo: cambió +5.0 % y la meta era +5.0 %."),
        (Change(7.1, 7, Basis.SAME_MONTHS), Light.OK, "En los mismos meses cambió +7.1 %; la meta es +5.0 % y el año no ha terminado."),
        (Change(2.5, 2, Basis.WHOLE_YEARS), Light.RISK, "Cambió +2.5 %: al menos la mitad de la meta de +5.0 %."),
        (Change(0.0, 0, Basis.SAME_MONTHS), Light.LATE, "Cambió 0.0 %: menos de la mitad de la meta de +5.0 %."),
        (Change(-3.25, -3, Basis.WHOLE_YEARS), Light.LATE, "Cambió −3.2 %: menos de la mitad de la meta de +5.0 %."),
        (Change(None, 60, Basis.ZERO_BASE), Light.NONE, "El año anterior fue cero: no hay porcentaje que calcular."),
        (Change(None, None, Basis.NO_BASE), Light.NONE, "Falta el valor del año anterior: no hay con qué comparar."),
    ],
)
def test_the_light_and_its_words(change: Change, light: Light, sentence: str) -> None:
    found = judge(change)
    assert (found.light, str(found.sentence)) == (light, sentence)


whole = st.integers(0, 10**7)


@given(whole, whole, st.sampled_from([6, 12]))
def test_exactly_at_the_target_counts_as_reached(previous: int, extra: int, months: int) -> None:
    change = year_on_year(Figure(previous * 21 + extra, months), Figure(previous * 20, months))
    if previous:
        assert judge(change).light in (Light.DONE, Light.OK)
        assert (judge(change).light is Light.OK) == (months == 6)
    else:
        assert judge(change).light is Light.NONE


@given(st.floats(-100, 1000), st.floats(-100, 1000))
def test_more_is_never_a_worse_light(one: float, two: float) -> None:
    order = [Light.LATE, Light.RISK, Light.DONE]
    low, high = (order.index(judge(Change(value, 0, Basis.WHOLE_YEARS)).light) for value in sorted((one, two)))
    assert low <= high


START = datetime(2026, 1, 5, 8)  # noqa: DTZ001


def journey(*days: float | None) -> dict[str, datetime]:
    steps = ("sent", "received", "accepted")
    return {step: START + timedelta(days=day) for step, day in zip(steps, days, strict=False) if day is not None}


def test_median_days_per_step() -> None:
    journeys = [journey(0, 1, 3), journey(0, 2, 5), journey(0, 3, 9), journey(0, 1), journey(0, 9, None), journey(0, None, 4)]
    assert days_per_step(journeys, ["sent", "received", "accepted"]) == [
        StepMedian("sent", "received", 2.0, 5),
        StepMedian("received", "accepted", None, None),
    ]


def test_a_step_that_went_backwards_does_not_count() -> None:
    journeys = [journey(0, 1)] * 5 + [journey(3, 1)] * 9
    assert days_per_step(journeys, ["sent", "received"]) == [StepMedian("sent", "received", 1.0, 5)]


def test_nothing_and_too_few_have_no_median() -> None:
    assert median_days([]) is None
    assert median_days([timedelta(days=1)] * 4) is None
    assert median_days([timedelta(hours=12)] * 4, least=0) == 0.5
    assert days_per_step([], []) == []
