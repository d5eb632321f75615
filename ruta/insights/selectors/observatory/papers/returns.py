"""How many persons came back in the period, after each registry that published it? Beside our figures, and never summed with them."""

from collections.abc import Sequence
from typing import Any

from ruta.insights.papers import Section, Table, Text, Value, said

OUTSIDE = "F3"
SERIES = "retornos"
AGREE = "Los registros coinciden en {n}."
DISAGREE = "Los registros no coinciden: para los mismos días dicen de {least} a {most}. Están todos; no se suman ni se elige uno."
OTHERS = "Son personas que llegaron al país, no las que buscan trabajo aquí: un número no es parte del otro."


def returned(rows: Sequence[dict[str, Any]]) -> list[Section]:
    """Nothing where nobody published any."""
    if not rows:
        return []
    table: list[list[Value]] = [[row["registry"], row["since"], row["until"], plain(row["value"]), row["source"]] for row in rows]
    told = Table("Personas retornadas, según lo publicado", ["Registro", "Desde", "Hasta", "Personas", "Fuente"], table, OUTSIDE)
    return [Section("Cuántas personas retornaron", [Text([*_agreeing(rows), OTHERS], OUTSIDE), told])]


def _agreeing(rows: Sequence[dict[str, Any]]) -> list[str]:
    """What is said of the longest days that more than one tells of."""
    first = [row for row in rows if (row["since"], row["until"]) == (rows[0]["since"], rows[0]["until"])]
    same = [row["value"] for row in first]
    if len(set(same)) == 1:
        if len({row["registry"] for row in first}) == 1:
            return []  # one registry agrees with itself, however many repeat it
        return [AGREE.format(n=said(plain(same[0])))]
    return [DISAGREE.format(least=said(plain(min(same))), most=said(plain(max(same))))]


def plain(value: float) -> int | float:
    """Without the decimals of a whole number."""
    return int(value) if value == int(value) else value
