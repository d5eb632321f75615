"""What did others publish of the same days, beside a measure of ours: where it comes from, and where its registries disagree?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from ruta.insights.papers import Block, Paper, Section, Source, Table, Text, Value, said
from ruta.insights.selectors.observatory.papers.returns import OUTSIDE, plain
from ruta.insights.selectors.observatory.papers.words import names_of
from ruta.insights.selectors.published import series_name
from ruta.territory.selectors import municipalities

MOST, NAMED = 60, 3
DEPARTMENT = 2  # digits
COUNTRY = "Todo el país"
NOTHING = "De esos días nadie publicó nada en esta serie."
NEVER = "Lo publicado por otros no se suma con lo nuestro ni se compara persona por persona: cuentan cosas distintas, en días que pueden no ser los mismos."
DISAGREE = "Los registros no coinciden sobre los mismos días y lugar ({n} en total); por ejemplo, {which}. Están todas; no se elige una."
Rows = Sequence[dict[str, Any]]


def beside(paper: Paper, series: str, rows: Rows) -> Paper:
    """The same report with what others published after it."""
    name = series_name(series)
    section = Section(f"Lo publicado por otros: {name[:1].lower()}{name[1:]}", list(_blocks(rows)))
    source = Source(OUTSIDE, f"Serie «{name}», publicada por otros, con su registro y su fuente", "ruta.insights.warehouse.outside")
    return replace(paper, sections=[*paper.sections, section], sources=[*paper.sources, source], limits=[*paper.limits, NEVER])


def _blocks(rows: Rows) -> Iterator[Block]:
    if not rows:
        yield Text([NOTHING], OUTSIDE)
        return
    places = _places({row["place"] for row in rows})
    disputed = list(_disputed(rows, places))
    if disputed:
        yield Text([DISAGREE.format(n=said(len(disputed)), which="; ".join(disputed[:NAMED]))], OUTSIDE)
    table: list[list[Value]] = [
        [
            places[row["place"]], row["category"] or "Total", row["registry"], row["since"], row["until"], plain(row["value"]), row["unit"],
            f"{row['source']} {row['link']}".strip(),
        ]
        for row in rows[:MOST]
    ]  # fmt: skip
    note = f"Son {said(len(rows))}; aquí están las primeras {said(MOST)}. Todas, en «Series publicadas»." if len(rows) > MOST else ""
    yield Table(
        "Cifras publicadas", ["Lugar", "De quiénes", "Registro", "Desde", "Hasta", "Valor", "Unidad", "Fuente"], table, OUTSIDE, note=note
    )


def _places(codes: set[str]) -> dict[str, str]:
    towns = {code for code in codes if len(code) > DEPARTMENT}
    named = dict(municipalities().filter(pk__in=towns).values_list("pk", "name")) if towns else {}
    return (
        dict.fromkeys(codes, "")
        | dict(names_of("department", codes - towns - {""}))
        | {code: code for code in towns}
        | named
        | {"": COUNTRY}
    )


def _disputed(rows: Rows, places: dict[str, str]) -> Iterator[str]:
    """Where more than one number is told of the same."""

    def same(row: dict[str, Any]) -> tuple[str, ...]:
        return row["place"], row["category"], row["since"], row["until"]

    for (place, category, since, until), some in groupby(sorted(rows, key=same), same):
        values = sorted({row["value"] for row in some})
        if len(values) > 1:
            of = f" ({category})" if category else ""
            yield f"{places[place]}{of}, del {since} al {until}: de {said(plain(values[0]))} a {said(plain(values[-1]))}"
