"""How is a curve drawn, and in which words is drift told?"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from ruta.people.duplicates.curve import Interval, Point
from ruta.people.linkage import FIELDS, Weights, default_weights

LEFT, TOP, WIDTH, HEIGHT = 54, 12, 500, 200
APART = 14  # between the names of two lines that end at one height
LEAST, MOST = 10, 95
SMALL, LARGE = 0.1, 0.25


def drawing(points: Sequence[Point], in_force: int) -> dict[str, Any]:
    """Lines, bands and marks of the figure, as attributes of SVG."""
    return {
        "precision": _line([(each.threshold, each.precision) for each in points]),
        "recall": _line([(each.threshold, each.recall) for each in points]),
        "precision_band": _band([(each.threshold, each.precision) for each in points]),
        "recall_band": _band([(each.threshold, each.recall) for each in points]),
        "now": _x(in_force),
        **_names(points[-1]),
        "ticks_x": [(_x(each), each) for each in range(20, 100, 20)],
        "ticks_y": [(_y(each / 100), each) for each in (0, 50, 100)],
        "bottom": TOP + HEIGHT,
        "left": LEFT,
        "right": LEFT + WIDTH,
    }


def rows(points: Sequence[Point], in_force: int) -> list[dict[str, Any]]:
    """The same as a table, every ten and the threshold in force."""
    shown = [each for each in points if each.threshold % 10 == 0 or each.threshold == in_force]
    return [
        {
            "threshold": each.threshold,
            "precision": words(each.precision),
            "recall": words(each.recall),
            "is_now": each.threshold == in_force,
        }
        for each in shown
    ]


def words(found: Interval) -> str:
    """An estimate with its interval, in percent."""
    return _("%(value)s %% (%(low)s a %(high)s)") % {
        "value": f"{100 * found.value:.0f}",
        "low": f"{100 * found.low:.0f}",
        "high": f"{100 * found.high:.0f}",
    }


def weights_words(weights: Weights) -> str:
    """Where weights come from, told to whoever answers for the data and never typed a command."""
    if weights.version != default_weights().version:
        return _("Aprendidos del registro de su institución.")
    return _("Los que trae el sistema. Se aprendieron de datos inventados, no de personas reales: aprenda de su registro cuando pueda.")


def expected_words(kept: dict[str, Any], name: str) -> str:
    """What a version expected when it was proposed."""
    return words(Interval(*kept[name])) if name in kept else _("sin muestra")


def drift_words(found: dict[str, float]) -> list[tuple[str, str, str, str]]:
    """Field, index, word and tone, the most moved first."""
    told = []
    for field, value in sorted(found.items(), key=lambda each: -each[1]):
        if value > LARGE:
            word, tone = _("Cambió mucho"), "stop"
        elif value > SMALL:
            word, tone = _("Cambió algo"), "care"
        else:
            word, tone = _("Igual que antes"), "done"
        told.append((_(FIELDS.get(field, field)), f"{value:.2f}", word, tone))
    return told


def drift_sentence(found: dict[str, float]) -> str:
    """What all fields together say, and what to do."""
    most = max(found, key=lambda field: found[field], default="")
    if not most:
        return ""
    named = {"field": _(FIELDS.get(most, most))}
    if found[most] > LARGE:
        return (
            _("«%(field)s» coincide hoy de otro modo que cuando se propuso la versión que rige. Conviene aprender otra vez del registro.")
            % named
        )
    if found[most] > SMALL:
        return _("«%(field)s» empieza a coincidir de otro modo. Vuelva a mirar en unas semanas.") % named
    return _("Los datos coinciden como cuando se propuso la versión que rige. No hay que hacer nada.")


def _names(last: Point) -> dict[str, float]:
    """Where the name of each line stands: at its end, and never one over the other."""
    precision, recall = _y(last.precision.value), _y(last.recall.value)
    if abs(precision - recall) < APART:
        recall = precision + APART
    return {"precision_end": precision, "recall_end": recall}


def _x(threshold: int) -> float:
    return round(LEFT + WIDTH * (threshold - LEAST) / (MOST - LEAST), 1)


def _y(share: float) -> float:
    return round(TOP + HEIGHT * (1 - share), 1)


def _line(found: Sequence[tuple[int, Interval]]) -> str:
    return " ".join(f"{_x(threshold)},{_y(each.value)}" for threshold, each in found)


def _band(found: Sequence[tuple[int, Interval]]) -> str:
    there = [f"{_x(threshold)},{_y(each.high)}" for threshold, each in found]
    back = [f"{_x(threshold)},{_y(each.low)}" for threshold, each in reversed(found)]
    return " ".join((*there, *back))
