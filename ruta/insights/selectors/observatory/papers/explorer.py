"""What does a measure say, by one dimension or by two: in a sentence, a table, a chart and a map that claim no more than its cells?"""

from collections.abc import Iterator, Mapping, Sequence

from ruta.base.charts import BAR, Chart, Series
from ruta.insights.papers import Block, Fact, Facts, Paper, Picture, Section, Source, Table, Text, Value, leaders, quoted, said, short_day
from ruta.insights.selectors.observatory.cells import Cells, Shown
from ruta.insights.selectors.observatory.papers.map import shaded_map
from ruta.insights.selectors.observatory.papers.words import DIMENSIONS, MEASURES, OPEN, PLACES, names_of
from ruta.taxonomy.selectors import occupation_labels

SOURCE, PROTECTED, TOTAL = "F1", "protegida", "Total"
ENOUGH, BARS, BESIDE, MOST, FEW_MUTE = 30, 15, 4, 30, 5
ORDERED = ("occupation",)
"""Dimensions whose parts are told too, where they were counted: an office is protected as a report needs it, and stands in none."""
ROLES = ("current", "comparison", "target", "other")
ADDED = "Las cifras de personas se cuentan y protegen una vez: preguntar muchas veces, o de dos maneras, no dice más que esta tabla."
NO_MORE = (
    "De personas se cruzan dos cosas como mucho (en la página pública, una) y de años terminados: con una más, o contando dos veces el año que corre, "
    "se calcularía lo protegido."
)
ONLY_SHOWN = "Están las que se pueden mostrar; el total cuenta también las demás, y por eso pasa de la suma."
STANDS = "Dice cómo estaban las cosas el {day}: se cuenta una vez por trimestre, y lo que se anote después no la cambia hasta el siguiente."
QUARTER = "-T"  # how things stand is kept by quarters, what happened by years
RUNS = "El período corre todavía: las cifras son provisionales y cambian con lo que se anote."
Names = Sequence[tuple[str, str]]


def explored(cells: Cells, rows: str, columns: str = "", third: str = "", *, parts: Sequence[tuple[str, Cells]] = ()) -> Paper:
    """The report of what was picked: by one dimension of the measure, by two, or by two in each category of a third."""
    told = MEASURES[cells.measure]
    *before, last = [str(DIMENSIONS[name]) if name == rows else str(DIMENSIONS[name]).lower() for name in (rows, columns, third) if name]
    by = f"{', '.join(before)} y {last}" if before else last
    return Paper(
        name=f"explorador-{cells.measure}",
        title=f"{told.label}, por {by[0].lower()}{by[1:]}",
        period=cells.paper_period,
        sections=[Section("Lo que dicen las cifras", list(_blocks(cells, rows, columns))), *_parts(parts, rows, columns, third)],
        sources=[Source(SOURCE, f"Almacén del observatorio, contado el {short_day(cells.counted_on)}", "ruta.insights.warehouse.crossing")],
        limits=[
            told.limits,
            *_when(cells),
            *([hidden_because(cells.least)] if cells.least else []),
            *([ADDED, NO_MORE] if cells.least and cells.measure != "filled" else []),
        ],
    )


def _when(cells: Cells) -> list[str]:
    if QUARTER in cells.period:
        return [STANDS.format(day=short_day(cells.counted_on))]
    return [] if cells.paper_period.is_over else [RUNS]


def _parts(parts: Sequence[tuple[str, Cells]], rows: str, columns: str, third: str) -> list[Section]:
    """A table for each category of the third dimension in which there is anything."""
    held = dict(parts)
    return [
        Section(f"{DIMENSIONS[third]}: {name}", [_crossed(held[code], rows, columns, names_of(rows, held[code].by(rows)))])
        for code, name in (names_of(third, held) if held else [])
        if held[code].whole
    ]


def hidden_because(least: int) -> str:
    """What «protegida» means."""
    return f"«{PROTECTED}»: hay menos de {least} personas, nadie también, o la cifra serviría para calcular una de esas."


def told_count(count: Shown) -> Value:
    """A count, or the word for a hidden one."""
    return PROTECTED if count is None else count


def _blocks(cells: Cells, rows: str, columns: str) -> Iterator[Block]:
    found = cells.by(rows)
    names = names_of(rows, found)
    yield Facts([Fact(str(MEASURES[cells.measure].label), told_count(cells.whole), "en total")], SOURCE)
    yield Text(list(_sentences(cells, found, dict(names))))
    yield from _drawn(cells, rows, columns, names)
    yield _crossed(cells, rows, columns, names) if columns else _listed(cells, rows, names)
    if rows in ORDERED and not columns and (finer := cells.finer(rows)):
        yield _ordered(cells, finer)


def _sentences(cells: Cells, found: Mapping[str, Shown], names: Mapping[str, str]) -> Iterator[str]:
    """The largest is named as such only where no hidden one can be larger."""
    shown = {code: count for code, count in found.items() if count}
    hidden = sum(count is None for count in found.values())
    if not shown or cells.whole is None:
        yield "Son demasiado pocas personas para decir más."
        return
    if cells.whole < ENOUGH:
        yield f"Son {said(cells.whole)}: pocas para comparar entre sí."
        return
    first = leaders(shown)
    most, rest = shown[first[0]], cells.whole - sum(shown.values())
    opening = (
        "La mayor parte"
        if 2 * most > cells.whole
        else "Lo más frecuente"
        if most > rest
        else "De lo que se puede mostrar, lo más frecuente"
    )
    alike = len(first) > 1
    told = f"{opening}{', por igual,' if alike else ''} es {quoted([names[code] for code in first])}: {said(most)} de {said(cells.whole)}"
    yield f"{told}{' cada una' if alike else ''} ({said(100 * most / cells.whole)} %)."
    if hidden:
        yield f"{said(hidden)} de {said(len(found))} categorías están protegidas; juntas suman {said(rest)}."


def _drawn(cells: Cells, rows: str, columns: str, names: Names) -> Iterator[Block]:
    found = cells.by(rows)
    if rows in PLACES:
        yield shaded_map(str(MEASURES[cells.measure].label), found, dict(names), SOURCE)
    across = [pair for pair in names_of(columns, cells.by(columns)) if cells.by(columns)[pair[0]]] if columns else []
    crossing = cells.crossing(rows, columns) if columns else {}
    whole = [code for code, _name in names if found[code] and None not in (crossing[code, other] for other, _name in across)]
    first = sorted((pair for pair in names if pair[0] in whole), key=lambda pair: -(found[pair[0]] or 0))[:BARS]
    if not first or len(across) > BESIDE or (columns and not across):
        return
    title = f"{MEASURES[cells.measure].label} por {str(DIMENSIONS[rows]).lower()}"
    labels = [name for _code, name in first]
    yield Picture(Chart(title, labels, list(_series(cells, rows, columns, first, across)), along=str(DIMENSIONS[rows])), SOURCE)


def _series(cells: Cells, rows: str, columns: str, first: Names, across: Names) -> Iterator[Series]:
    if not columns:
        found = cells.by(rows)
        yield Series(MEASURES[cells.measure].unit.capitalize(), [found[code] for code, _name in first], "current", BAR)
        return
    crossing = cells.crossing(rows, columns)
    for role, (code, name) in zip(ROLES, across, strict=False):
        yield Series(name, [crossing[one, code] for one, _name in first], role, BAR)


def _listed(cells: Cells, rows: str, names: Names) -> Table:
    found = cells.by(rows)
    body: list[list[Value]] = [[name, told_count(found[code])] for code, name in names]
    unit = MEASURES[cells.measure].unit.capitalize()
    note = ONLY_SHOWN if rows in OPEN else ""
    return Table(_title(cells), [str(DIMENSIONS[rows]), unit], [*_folded(body), [TOTAL, told_count(cells.whole)]], SOURCE, note=note)


def _folded(body: list[list[Value]]) -> list[list[Value]]:
    """Lines of which nothing is told stand as one at the end, where they are many: what can be read comes first."""
    mute = [row for row in body if all(cell == told_count(None) for cell in row[1:])]
    if len(mute) <= FEW_MUTE:
        return body
    return [*(row for row in body if row not in mute), [f"Otras {len(mute)}, protegidas", *mute[0][1:]]]


def _ordered(cells: Cells, finer: Mapping[str, Shown]) -> Table:
    """The occupations of the groups, the most first: of those that may be shown."""
    most = sorted(((code, n) for code, n in finer.items() if code and n), key=lambda each: (-each[1], each[0]))[:MOST]
    names = occupation_labels([code for code, _n in most])
    unit = MEASURES[cells.measure].unit.capitalize()
    note = "Están las que se pueden mostrar: una protegida puede tener más que estas." if cells.least else ""
    body: list[list[Value]] = [[names[code], n] for code, n in most]
    return Table(f"{_title(cells)}, de más a menos", ["Ocupación (CIUO-08)", unit], body, SOURCE, note=note)


def _crossed(cells: Cells, rows: str, columns: str, names: Names) -> Table:
    crossing, firsts, seconds = cells.crossing(rows, columns), cells.by(rows), cells.by(columns)
    across = names_of(columns, seconds)
    body: list[list[Value]] = [
        [name, *(told_count(crossing[code, other]) for other, _name in across), told_count(firsts[code])] for code, name in names
    ]
    body = _folded(body)
    body.append([TOTAL, *(told_count(seconds[code]) for code, _name in across), told_count(cells.whole)])
    return Table(_title(cells), [str(DIMENSIONS[rows]), *(name for _code, name in across), TOTAL], body, SOURCE)


def _title(cells: Cells) -> str:
    return str(MEASURES[cells.measure].label)
