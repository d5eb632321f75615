"""How much did a figure change in a year, is that comparison honest, and does it reach the target?"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from ruta.base.sentences import Sentence, gettext_noop

GROWTH_TARGET = 5.0
HALF = Fraction(1, 2)


class Light(StrEnum):
    """The five shapes of a target's light."""

    DONE = "done"
    OK = "ok"
    RISK = "risk"
    LATE = "late"
    NONE = "none"


class Basis(StrEnum):
    """On what a comparison stands, or why there is none."""

    WHOLE_YEARS = "whole_years"
    SAME_MONTHS = "same_months"
    NO_VALUE = "no_value"
    NO_BASE = "no_base"
    ZERO_BASE = "zero_base"
    UNEQUAL_PERIODS = "unequal_periods"


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with how many months of its year it covers; None is unknown or hidden, never zero."""

    value: float | None
    months: int = 12

    @property
    def is_partial(self) -> bool:
        """Tell whether the year is not over."""
        return self.months < 12


@dataclass(frozen=True, slots=True)
class Change:
    """Percent of change, absolute change, and what they stand on."""

    percent: float | None
    absolute: float | None
    basis: Basis

    @property
    def is_partial(self) -> bool:
        """Tell whether only the same months of both years were compared."""
        return self.basis is Basis.SAME_MONTHS


@dataclass(frozen=True, slots=True)
class Judgement:
    """The light of a target with its rule in words."""

    light: Light
    sentence: Sentence


NO_COMPARISON: Mapping[Basis, str] = {
    Basis.NO_VALUE: gettext_noop("Falta el valor de este año."),
    Basis.NO_BASE: gettext_noop("Falta el valor del año anterior: no hay con qué comparar."),
    Basis.ZERO_BASE: gettext_noop("El año anterior fue cero: no hay porcentaje que calcular."),
    Basis.UNEQUAL_PERIODS: gettext_noop("El año no ha terminado y faltan los mismos meses del año anterior."),
}
REACHED = gettext_noop("Año completo: cambió %(percent)s %% y la meta era %(target)s %%.")
ON_THE_WAY = gettext_noop("En los mismos meses cambió %(percent)s %%; la meta es %(target)s %% y el año no ha terminado.")
AT_RISK = gettext_noop("Cambió %(percent)s %%: al menos la mitad de la meta de %(target)s %%.")
BEHIND = gettext_noop("Cambió %(percent)s %%: menos de la mitad de la meta de %(target)s %%.")


def year_on_year(current: Figure, previous: Figure) -> Change:
    """Compare equal periods only; nothing is projected. A previous figure of the same months makes a year under way comparable."""
    if current.value is None:
        return Change(None, None, Basis.NO_VALUE)
    if previous.value is None:
        return Change(None, None, Basis.NO_BASE)
    if current.months != previous.months:
        return Change(None, None, Basis.UNEQUAL_PERIODS)
    absolute = current.value - previous.value
    if previous.value == 0:
        return Change(None, absolute, Basis.ZERO_BASE)
    percent = Fraction(current.value) - Fraction(previous.value)
    basis = Basis.SAME_MONTHS if current.is_partial else Basis.WHOLE_YEARS
    return Change(float(percent / abs(Fraction(previous.value)) * 100), absolute, basis)


def judge(change: Change, target: float = GROWTH_TARGET) -> Judgement:
    """Light a target of growth: done and ok at the target or over, risk from half of it, late under that."""
    if change.percent is None:
        return Judgement(Light.NONE, Sentence(NO_COMPARISON[change.basis]))
    said = {"percent": _signed(change.percent), "target": _signed(target)}
    if change.percent >= target:
        return Judgement(Light.OK, Sentence(ON_THE_WAY, said)) if change.is_partial else Judgement(Light.DONE, Sentence(REACHED, said))
    if Fraction(change.percent) >= Fraction(target) * HALF:
        return Judgement(Light.RISK, Sentence(AT_RISK, said))
    return Judgement(Light.LATE, Sentence(BEHIND, said))


def _signed(percent: float) -> str:
    """Write 7.1 as it is read, with its sign: a fall must not look like a rise."""
    return f"{percent:+,.1f}".replace("-", "−") if percent else "0.0"
