"""How does a table of numbers become a drawing? Pure geometry: lengths for SVG attributes, no colours, no script."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import floor, log10
from sys import float_info
from typing import Any

from ruta.base.chart_names import LETTER, TALL, Box, place_names

BAR, LINE = "bar", "line"
LOOKS = {
    (BAR, "current"): "s1",
    (BAR, "comparison"): "bar2",
    (LINE, "current"): "s1l",
    (LINE, "comparison"): "s2",
    (LINE, "target"): "s3",
    (LINE, "forecast"): "s1f",
    (LINE, "other"): "s4",
}
NAME_LOOKS = {"current": "t1", "target": "t3"}
TOP, FOOT, WIDE = 18, 28, 400


@dataclass(frozen=True)
class Series:
    """One row of numbers. Role: current, comparison, target, forecast or other; None is a missing value."""

    name: str
    values: Sequence[float | None]
    role: str = "current"
    kind: str = BAR

    @property
    def look(self) -> str:
        """The class that draws it, on the chart and in the key under a narrow one."""
        return LOOKS[self.kind, self.role]


@dataclass(frozen=True)
class Chart:
    """What is drawn: a title that says what one sees, labels along the foot, and the series."""

    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    along: str = ""
    partial: int | None = None  # index of the period that is not over yet
    partial_words: str = ""
    is_crossed: bool = False  # the second series over the first, a dot for each label: in reports alone

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The same numbers as a table."""
        return [
            {"label": label, "cells": [s.values[i] if i < len(s.values) else None for s in self.series]}
            for i, label in enumerate(self.labels)
        ]


@dataclass(frozen=True)
class Drawing:
    """Lengths as text, ready for SVG attributes."""

    width: int
    height: int
    left: int
    right: int
    grid: list[dict[str, str]] = field(default_factory=list)
    bars: list[dict[str, str]] = field(default_factory=list)
    lines: list[dict[str, str]] = field(default_factory=list)
    dots: list[dict[str, str]] = field(default_factory=list)
    texts: list[dict[str, str]] = field(default_factory=list)
    names: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Scale:
    """From a value to a height and from an index to a place along the foot."""

    top: float
    base: int
    left: int
    step: float

    def y(self, value: float) -> float:
        return self.base - value / self.top * (self.base - TOP)

    def x(self, index: float) -> float:
        return self.left + self.step * (index + 0.5)


def nice_step(highest: float, steps: int = 4) -> float:
    """A round step (1, 2, 2.5 or 5 times a power of ten) that covers the highest value."""
    rough = highest / steps
    if rough < float_info.min:
        return 1
    power = 10 ** floor(log10(rough))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= rough - 1e-9)


def draw_chart(chart: Chart, width: int, height: int) -> Drawing:
    """Lay the chart out in a box."""
    highest = max((value for s in chart.series for value in s.values if value is not None), default=0)
    step = nice_step(highest)
    count = max(1, round(-(-highest // step)))
    left = 44 if width > WIDE else 40
    scale = _Scale(count * step, height - FOOT, left, (width - left - 8) / max(1, len(chart.labels)))
    drawing = Drawing(width, height, left, width - 8, grid=_grid(scale, step, count))
    _draw_series(chart, scale, drawing)
    _label_foot(chart, scale, drawing)
    _name_lines(chart, scale, drawing)
    return drawing


def _grid(scale: _Scale, step: float, count: int) -> list[dict[str, str]]:
    heights = [(scale.y(i * step), i * step) for i in range(count + 1)]
    return [{"y": _length(y), "text": f"{value:,.10g}", "text_x": str(scale.left - 6), "text_y": _length(y + 4)} for y, value in heights]


def _draw_series(chart: Chart, scale: _Scale, drawing: Drawing) -> None:
    bars = [series for series in chart.series if series.kind == BAR]
    for place, series in enumerate(bars):
        _bars(chart, series, scale, drawing, place, len(bars))
    for series in chart.series:
        if series.kind == LINE:
            _lines(series, scale, drawing)


def _bars(chart: Chart, series: Series, scale: _Scale, drawing: Drawing, place: int, among: int) -> None:
    wide = scale.step * 0.56 / among
    for index, value in enumerate(series.values):
        if value is None:
            continue
        y = scale.y(value)
        x = scale.x(index) - scale.step * 0.28 + wide * place
        look = "s1p" if index == chart.partial and series.role == "current" else series.look
        drawing.bars.append({"look": look, "x": _length(x), "y": _length(y), "width": _length(wide), "height": _length(scale.base - y)})
        if index == chart.partial and series.role == "current" and chart.partial_words:
            drawing.texts.append({"x": _length(x + wide / 2), "y": _length(y - 6), "text": chart.partial_words})
    _name(series, scale, drawing)


def _lines(series: Series, scale: _Scale, drawing: Drawing) -> None:
    run: list[str] = []
    for index, value in enumerate([*series.values, None]):
        if value is not None:
            run.append(f"{_length(scale.x(index))},{_length(scale.y(value))}")
            continue
        if len(run) > 1:
            drawing.lines.append({"look": series.look, "points": " ".join(run)})
        elif run:
            x, y = run[0].split(",")
            drawing.dots.append({"x": x, "y": y})
        run = []


def _name(series: Series, scale: _Scale, drawing: Drawing) -> None:
    """A bar series has its name over its first bar; lines get theirs when all are drawn."""
    known = [(index, value) for index, value in enumerate(series.values) if value is not None]
    if known:
        index, value = known[0]
        x = scale.x(index) - scale.step * 0.28
        drawing.names.append(_text(series, x, scale.y(value) - 8, "start"))


def _name_lines(chart: Chart, scale: _Scale, drawing: Drawing) -> None:
    lines = [series for series in chart.series if series.kind == LINE]
    points = [[None if value is None else (scale.x(i), scale.y(value)) for i, value in enumerate(line.values)] for line in lines]
    taken = [Box(float(bar["x"]), float(bar["y"]), float(bar["x"]) + float(bar["width"]), scale.base) for bar in drawing.bars]
    taken += [Box(float(n["x"]), float(n["y"]) - TALL, float(n["x"]) + LETTER * len(n["text"]), float(n["y"])) for n in drawing.names]
    places = place_names([(line.name, at) for line, at in zip(lines, points, strict=True)], taken, drawing.right, scale.base)
    drawing.names.extend(_text(line, box.x1, box.y2 - 3, "start") for line, box in zip(lines, places, strict=True) if box)


def _text(series: Series, x: float, y: float, anchor: str) -> dict[str, str]:
    return {"look": NAME_LOOKS.get(series.role, "t2"), "x": _length(x), "y": _length(y), "anchor": anchor, "text": series.name}


def _label_foot(chart: Chart, scale: _Scale, drawing: Drawing) -> None:
    longest = max((len(label) for label in chart.labels), default=1)
    every = max(1, -(-(longest * 7 + 4) // max(1, int(scale.step))))
    drawing.texts.extend(
        {"x": _length(scale.x(i)), "y": str(drawing.height - 8), "text": label} for i, label in enumerate(chart.labels) if i % every == 0
    )


def _length(value: float) -> str:
    return f"{value:.1f}"
