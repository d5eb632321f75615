"""Which work do most persons seek, beside how much of it is offered (R47)? Out of the protected cells; what is hidden is not named."""

from collections import Counter
from collections.abc import Mapping

from ruta.insights.papers import Block, Table, Text, Value, quoted, said, short_day
from ruta.insights.selectors.observatory.cells import Cells, Shown
from ruta.insights.selectors.observatory.papers.explorer import told_count
from ruta.insights.selectors.observatory.papers.words import DIMENSIONS, names_of
from ruta.insights.selectors.observatory.part import Part, within
from ruta.insights.warehouse.market import Market, first
from ruta.taxonomy.selectors import occupation_labels

PERSONS, SHOWN, ENOUGH = "F2", 15, 30
FIRST_SAID = "Cada persona cuenta en la primera ocupación que dijo."
ONLY_SHOWN = f"{FIRST_SAID} Están las que se pueden mostrar: una protegida puede ser más buscada que estas."


def most_sought(found: Market, part: Part, cells: Cells | None) -> list[Block]:
    """Occupations by who seeks them, the most first; of a part of the market, which is not counted so far, their groups."""
    if cells is None:
        return []
    if part.fixed:
        groups = within(cells, "occupation", part)
        return [_groups(found, groups)] if groups and any(groups.values()) else []
    shown = first({code: n for code, n in cells.finer("occupation").items() if code and n}, SHOWN)
    names = occupation_labels([code for code, _n in shown])
    rows: list[list[Value]] = [[names[code], n, found.by_occupation.get(code, 0)] for code, n in shown]
    table = Table(
        "Ocupaciones que más personas buscan", ["Ocupación (CIUO-08)", "Personas que la buscan", "Plazas"], rows, PERSONS,
        note=f"{ONLY_SHOWN} {asked_on(cells)}", empty="De ninguna ocupación se puede decir cuántas personas la buscan.",
    )  # fmt: skip
    return [*_told(rows, cells), table]


def asked_on(cells: Cells) -> str:
    """Who seeks work is counted as it stands, which may be after the period of the openings beside it."""
    return f"Quienes buscan se contaron el {short_day(cells.counted_on)}."


def _told(rows: list[list[Value]], cells: Cells) -> list[Block]:
    whole = cells.whole
    if not rows or whole is None or whole < ENOUGH:
        return []
    persons = rows[0][1]
    first = [str(name) for name, n, _openings in rows if n == persons]
    without = sum(not row[2] for row in rows)
    alike = (", por igual,", " cada una") if len(first) > 1 else ("", "")
    most = (
        f"De lo que se puede mostrar, lo que más personas buscan{alike[0]} es {quoted(first)}: {said(persons)} de {said(whole)}{alike[1]}."
    )
    lacking = f"De {said(without)} de las {said(len(rows))} más buscadas no se publicó ninguna plaza en el período. {asked_on(cells)}"
    return [Text([most, *([lacking] if without else [])], PERSONS)]


def _groups(found: Market, groups: Mapping[str, Shown]) -> Table:
    openings: Counter[str] = Counter()
    for code, n in found.by_occupation.items():
        openings[code[:1]] += n
    named = sorted((each for each in names_of("occupation", groups) if each[0]), key=lambda each: -(groups[each[0]] or 0))
    rows: list[list[Value]] = [[name, told_count(groups[code]), openings[code]] for code, name in named]
    head = [str(DIMENSIONS["occupation"]), "Personas que lo buscan", "Plazas"]
    return Table("Grupos de ocupaciones que más personas buscan", head, rows, PERSONS, note=FIRST_SAID)
