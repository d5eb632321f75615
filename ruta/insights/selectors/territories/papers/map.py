"""How does the map of a territory look: its department in the country, its municipalities where their shapes are given, and its offices?"""

import json
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from django.conf import settings

from ruta.insights.papers import Map
from ruta.insights.selectors.territories.reach import Reach
from ruta.territory.selectors import Outlines, outlines

LAND, NEAR, HERE, LINE, POINT = "#eaf1f3", "#bcd9e2", "#0091b3", "#74898f", "#d4611c"
FILE = "hn_municipios.geojson"
Point = tuple[float, float]


@cache
def municipal_shapes(folder: str, changed: float) -> dict[str, list[list[Point]]]:
    """The rings of each municipality in degrees, from `hn_municipios.geojson` of a folder; `changed` makes a new file be read."""
    del changed
    found = json.loads((Path(folder) / FILE).read_text(encoding="utf-8"))
    return {str(each["properties"]["codigo"]): list(_rings(each["geometry"])) for each in found["features"]}


def map_of(reach: Reach, source: str) -> Map:
    """The same drawing for page, PDF and letter."""
    frame, points = outlines(), _offices(reach, outlines())
    drawn = "".join(_paths(frame, reach)) + "".join(_municipal(frame, reach)) + "".join(_dot(point) for point in points)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {frame.width} {frame.height}" width="{frame.width}" height="{frame.height}">'
        f"{drawn}</svg>"
    )
    title = f"{reach.name} en el país. Puntos: municipios con oficina. Los contornos orientan, no miden"
    return Map(title, svg, source)


def _rings(geometry: dict[str, Any]) -> Iterator[list[Point]]:
    areas = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for area in areas:
        yield [(float(x), float(y)) for x, y, *_rest in area[0]]


def _paths(frame: Outlines, reach: Reach) -> Iterator[str]:
    for code, path in frame.outlines.items():
        fill = LAND if code != reach.department else HERE if reach.is_department else NEAR
        yield f'<path d="{escape(path)}" fill="{fill}" stroke="{LINE}" stroke-width="0.8"/>'


def _municipal(frame: Outlines, reach: Reach) -> Iterator[str]:
    file = Path(settings.SHAPES_FOLDER) / FILE if settings.SHAPES_FOLDER else None
    if file is None or not file.is_file():
        return
    for code, rings in municipal_shapes(settings.SHAPES_FOLDER, file.stat().st_mtime).items():
        if code[:2] == reach.department:
            path = "".join(
                "M" + "L".join("{} {}".format(*frame.at(latitude, longitude)) for longitude, latitude in ring) + "Z" for ring in rings
            )
            fill = HERE if code.startswith(reach.place) else NEAR
            yield f'<path d="{path}" fill="{fill}" stroke="{LINE}" stroke-width="0.5"/>'


def _offices(reach: Reach, frame: Outlines) -> list[Point]:
    places = {row.municipality_id: row.municipality for row in reach.offices()}
    at = {row.code: row for row in (*places.values(), reach.territory.municipality)}
    return [
        frame.at(row.latitude, row.longitude) for _code, row in sorted(at.items()) if row.latitude is not None and row.longitude is not None
    ]


def _dot(point: Point) -> str:
    return f'<circle cx="{point[0]}" cy="{point[1]}" r="6" fill="{POINT}" stroke="#ffffff" stroke-width="1.5"/>'
