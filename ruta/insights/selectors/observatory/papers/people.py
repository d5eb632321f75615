"""What may be told of persons in a report of the market: who seeks work, who found it and stayed, and which skills they have?"""

from collections.abc import Iterator

from ruta.insights.engine.telling import about
from ruta.insights.papers import Block, Section, Table, Text, Value
from ruta.insights.selectors.observatory.cells import Cells, Shown
from ruta.insights.selectors.observatory.papers.explorer import told_count
from ruta.insights.selectors.observatory.papers.words import DIMENSIONS, names_of
from ruta.insights.selectors.observatory.part import Part, within
from ruta.insights.warehouse.lasting import Lasting
from ruta.insights.warehouse.market import Market, first
from ruta.taxonomy.selectors import skill_labels

PERSONS, SHOWN = "F2", 15
ROUNDED = (
    "Números de {n} en {n}, y la parte se saca de ellos. Siguen quienes alguien supo que seguían: a quien no se logró contactar no se le da por empleado. "
    "Quien está en dos instituciones cuenta en cada una."
)
WAITS = "Quién empezó a trabajar se cuenta un mes después de terminar el año."
ASKED = "La piden: de las vacantes del período."
HAD = "La tienen: de quienes buscan trabajo y la dijeron; que no la dijeran no prueba que falte. La brecha es la parte que la pide menos la parte que la tiene (I37)."
NOT_SO = "Quién busca trabajo no se cuenta por lo que se eligió."


def looking(cells: Cells | None, part: Part) -> list[Block]:
    """Who seeks work, by what the part leaves open."""
    if cells is None:
        return []
    titles = {"modality": "Quiénes buscan trabajo, por población", "sex": "Quiénes buscan trabajo, por sexo"}
    tables: list[Block] = [*_tables(cells, part, titles)]
    return tables or [Text([NOT_SO], PERSONS)]


def hired(cells: Cells | None, part: Part, rates: Lasting | None) -> Section:
    """Who started to work: by population and sex at once where the report is of all, else by each; and how long they stayed."""
    title = "Quiénes empezaron a trabajar, y si permanecen"
    if cells is None:
        return Section(title, [Text([WAITS], PERSONS)])
    crossed = [_crossing(cells)] if not part.fixed else []
    parts = {"modality": "Contrataciones confirmadas, por población", "sex": "Contrataciones confirmadas, por sexo"} if part.fixed else {}
    stays = {"stay": "Permanencia de quienes se contrató"}
    note = "«No consta» es lo que nadie ha dicho: no prueba que sigan. A quien empezó al final del año le pasó menos tiempo."
    return Section(
        title,
        [*crossed, *_tables(cells, part, parts), *_tables(cells, part, stays, note), *([_rates(rates, cells.least)] if rates else [])],
    )


def _rates(found: Lasting, least: int) -> Table:
    """How many found work and stayed (I33, I35): numbers to the nearest that may be told, so that nothing is subtracted from other tables."""
    told = [
        ("Colocadas, de las personas atendidas (I33)", found.placed, found.attended),
        *((f"Siguen a los {days} días, de las contrataciones que los cumplieron (I35)", *pair) for days, pair in found.kept.items()),
    ]
    rows: list[list[Value]] = [[label, *_share(part, whole, least)] for label, part, whole in told]
    return Table("Colocación y permanencia del año", ["Tasa", "Número", "De", "Parte (%)"], rows, PERSONS, note=ROUNDED.format(n=least))


def _share(part: int, whole: int, least: int) -> list[Value]:
    near, of = about(part, least), about(whole, least)
    if near is None or of is None or whole - part < least:
        return [told_count(None), told_count(of), told_count(None)]
    return [near, of, 100 * near / of]


def skills(found: Market, part: Part, held: Cells | None, seekers: Cells | None) -> Section:
    """What vacancies ask for, beside how many of those who seek work have said to have it (I37)."""
    shown = first(found.skills, SHOWN)
    names = skill_labels([code for code, _n in shown])
    held, seekers = (held, seekers) if not part.fixed else (None, None)
    have: dict[str, Shown] = held.by("skill") if held and seekers and seekers.whole else {}
    persons = seekers.whole if seekers and have else None
    rows = [_gap(names[code], n, found.vacancies, have.get(code, 0) if have else None, persons) for code, n in shown]
    head = ["Competencia", "Vacantes", "La piden (%)", *(["Personas que la tienen", "La tienen (%)", "Brecha (puntos)"] if persons else [])]
    table = Table(
        "Competencias más pedidas, y quién las tiene" if persons else "Competencias más pedidas", head, rows, "F1",
        note=f"{ASKED} {HAD}" if persons else ASKED, empty="Ninguna vacante las dice.",
    )  # fmt: skip
    return Section("Competencias y brecha", [table])


def _gap(name: str, asked: int, vacancies: int, have: Shown, persons: int | None) -> list[Value]:
    row: list[Value] = [name, asked, 100 * asked / vacancies]
    if persons is None:
        return row
    if not have:
        return [*row, *[told_count(None)] * 3]
    return [*row, told_count(have), 100 * have / persons, 100 * asked / vacancies - 100 * have / persons]


def _crossing(cells: Cells) -> Table:
    found, sexes = cells.crossing("modality", "sex"), names_of("sex", cells.by("sex"))
    rows: list[list[Value]] = [
        [name, *(told_count(found[code, sex]) for sex, _name in sexes)] for code, name in names_of("modality", cells.by("modality"))
    ]
    head = [str(DIMENSIONS["modality"]), *(name for _sex, name in sexes)]
    return Table("Contrataciones confirmadas", head, rows, PERSONS, empty="Nadie en el período.")


def _tables(cells: Cells, part: Part, titles: dict[str, str], note: str = "") -> Iterator[Table]:
    for dimension, title in titles.items():
        found = within(cells, dimension, part)
        if found is not None:
            rows: list[list[Value]] = [[name, told_count(found[code])] for code, name in names_of(dimension, found)]
            yield Table(title, [str(DIMENSIONS[dimension]), "Número"], rows, PERSONS, note=note)
