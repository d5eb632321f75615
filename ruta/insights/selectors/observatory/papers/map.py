"""How does a count by department look on the map? Four shades by quarters of the highest; what is hidden or absent has no shade."""

from collections.abc import Iterator, Mapping
from html import escape

from ruta.insights.papers import Map
from ruta.territory.selectors import outlines

SHADES = ("#cfe6ee", "#86c5d8", "#2f9fbd", "#00617d")
BLANK, LINE = "#f3f0ea", "#74898f"


def shaded_map(title: str, found: Mapping[str, int | None], names: Mapping[str, str], source: str) -> Map:
    """The departments, darker where there is more; each says its name and count to whoever points at it."""
    frame, highest = outlines(), max((count for count in found.values() if count), default=0)
    paths = "".join(_paths(frame.outlines, found, names, highest))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {frame.width} {frame.height}" width="{frame.width}" height="{frame.height}">{paths}</svg>'
    steps = f"Cuatro tonos hasta {highest:,}; sin tono, protegida o ninguna" if highest else "No hay cifras que mostrar"
    return Map(f"{title} por departamento. {steps}. Los contornos orientan, no miden", svg, source)


def _paths(shapes: Mapping[str, str], found: Mapping[str, int | None], names: Mapping[str, str], highest: int) -> Iterator[str]:
    for code, path in shapes.items():
        count = found.get(code)
        words = f"{names.get(code, code)}: {count:,}" if count else names.get(code, code)
        fill = SHADES[min(3, 4 * (count - 1) // highest)] if count else BLANK
        yield f'<path d="{escape(path)}" fill="{fill}" stroke="{LINE}" stroke-width="0.8"><title>{escape(words)}</title></path>'
