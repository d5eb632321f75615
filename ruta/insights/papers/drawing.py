"""How does a chart become one drawing for page, paper and letter? As Vega-Lite, drawn without a browser."""

import json
from functools import lru_cache
from typing import Any

from ruta.base.charts import LINE, Chart

WIDTH, TALL, STEP, LABELS = 400, 220, 24, 160
INK, QUIET, GRID = "#12252d", "#3f5863", "#d5e0e4"
COLOURS = {"current": "#0091b3", "comparison": "#74898f", "target": "#d4611c", "forecast": "#0091b3", "other": "#3f5863"}
FONT = "Atkinson Hyperlegible Next Variable, Liberation Sans, sans-serif"
SCALE = 2.0
PADDING = 30  # points about the dots, so that the names of the first and the last fit
ROW, SERIES, VALUE = "fila", "serie", "valor"
Spec = dict[str, Any]


def spec_of(chart: Chart) -> Spec:
    """The Vega-Lite of a chart: bars lie, with their labels beside them; where a line runs, time runs along the foot."""
    drawn = _over(chart) if chart.is_crossed else _along(chart) if any(series.kind == LINE for series in chart.series) else _lying(chart)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "autosize": {"type": "fit", "contains": "padding"},
        "data": {"values": _values(chart)},
        "config": _config(),
    } | drawn


def svg_of(chart: Chart) -> str:
    """The drawing."""
    return _svg(json.dumps(spec_of(chart), sort_keys=True))


def png_of(chart: Chart) -> bytes:
    """The same drawing in points, for a letter."""
    return png_of_svg(svg_of(chart))


def png_of_svg(svg: str) -> bytes:
    """Any drawing of ours in points."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=SCALE))


@lru_cache(maxsize=128)
def _svg(spec: str) -> str:
    import vl_convert

    return str(vl_convert.vegalite_to_svg(json.loads(spec), vl_version="5.20"))


def _values(chart: Chart) -> list[dict[str, Any]]:
    if chart.is_crossed:
        return [
            {ROW: row["label"], "x": row["cells"][0], "y": row["cells"][1], "at": at}
            for at, row in enumerate(chart.rows)
            if None not in row["cells"]
        ]
    pairs = [(series, place, value) for series in chart.series for place, value in enumerate(series.values) if value is not None]
    return [{ROW: chart.labels[place], SERIES: series.name, VALUE: value} for series, place, value in pairs]


def _lying(chart: Chart) -> Spec:
    among = len(chart.series)
    placed = {
        "y": {"field": ROW, "type": "nominal", "sort": None, "title": None, "scale": {"domain": list(chart.labels)}},
        "x": _amount(chart),
        "color": _colour(chart),
    } | ({"yOffset": {"field": SERIES, "sort": [series.name for series in chart.series]}} if among > 1 else {})
    words = {"type": "text", "align": "left", "baseline": "middle", "dx": 4, "color": INK}
    return {
        "height": max(2, len(chart.labels)) * (STEP * among + 8) + 30,
        "encoding": placed,
        "layer": [{"mark": {"type": "bar"}}, {"mark": words, "encoding": {"text": {"field": VALUE, "format": ",.10~g"}, "color": {"value": INK}}}],
    }  # fmt: skip


def _along(chart: Chart) -> Spec:
    names = {kind: [series.name for series in chart.series if (series.kind == LINE) == (kind == LINE)] for kind in ("bar", LINE)}
    shared = {
        "x": {"field": ROW, "type": "nominal", "sort": None, "title": chart.along or None, "scale": {"domain": list(chart.labels)}, "axis": {"labelAngle": 0}},
        "y": _amount(chart),
        "color": _colour(chart),
    }  # fmt: skip
    return {
        "height": TALL,
        "encoding": shared,
        "layer": [
            {"transform": [_only(names["bar"])], "mark": {"type": "bar"}},
            {"transform": [_only(names[LINE])], "mark": {"type": "line", "point": True, "strokeWidth": 2}},
        ],
    }


def _over(chart: Chart) -> Spec:
    """A dot for each label, joined in their order; both axes show where the dots are, and say so by their numbers."""
    across, up = chart.series
    axes = {
        name: {
            "field": name,
            "type": "quantitative",
            "title": series.name,
            "scale": {"zero": False, "nice": True} | ({"padding": PADDING} if name == "x" else {}),
            "axis": {"tickCount": 5},
        }
        for name, series in (("x", across), ("y", up))
    }
    return {
        "height": TALL,
        "encoding": axes | {"order": {"field": "at", "type": "quantitative"}},
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 1, "color": COLOURS["comparison"]}},
            {"mark": {"type": "point", "filled": True, "size": 60, "opacity": 1, "color": COLOURS["current"]}},
            {"mark": {"type": "text", "align": "center", "dy": -12, "color": INK}, "encoding": {"text": {"field": ROW}}},
        ],
    }


def _only(names: list[str]) -> Spec:
    return {"filter": {"field": SERIES, "oneOf": names}}


def _amount(chart: Chart) -> Spec:
    highest = max((value for series in chart.series for value in series.values if value is not None), default=0)
    scale = {"domainMin": 0} if highest else {"domain": [0, 1]}
    return {"field": VALUE, "type": "quantitative", "title": None, "scale": scale, "axis": {"tickCount": 5}}


def _colour(chart: Chart) -> Spec:
    legend = {"orient": "top", "title": None, "direction": "horizontal", "columns": 2} if len(chart.series) > 1 else None
    scale = {"domain": [series.name for series in chart.series], "range": [COLOURS[series.role] for series in chart.series]}
    return {"field": SERIES, "type": "nominal", "scale": scale, "legend": legend}


def _config() -> Spec:
    """No ARIA: the table beside the drawing says it, and a figure is named by its caption."""
    text = {"labelColor": QUIET, "labelFontSize": 14, "titleColor": QUIET, "titleFontWeight": "normal"}
    return {
        "aria": False,
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "axis": text | {"gridColor": GRID, "domainColor": COLOURS["comparison"], "ticks": False, "labelPadding": 6, "labelLimit": LABELS},
        "legend": text | {"labelLimit": WIDTH // 2, "symbolType": "square"},
        "text": {"fontSize": 14},
    }
