"""Of what is the report of results made: one row for each service and institution, or one of them with all that carries it?"""

from dataclasses import dataclass, replace

from ruta.directory.models import Institution
from ruta.insights.engine.concluding import LEAST_PAIRS, Conclusion, Finding, concluded
from ruta.insights.engine.effects import Compared
from ruta.insights.engine.telling import Told, about, in_points, told, widened
from ruta.insights.papers import Block, Fact, Facts, Paper, PaperPeriod, Section, Source, Table, Text, Value, said, short_day
from ruta.insights.selectors.categories import least_of
from ruta.insights.selectors.observatory.asking import asking
from ruta.insights.selectors.observatory.papers.results import words
from ruta.insights.selectors.observatory.papers.results.asking import (
    NARROW,
    SOON,
    TWO,
    Answer,
    answer,
    answers,
    asked_of,
    choices_of,
    open_services,
)
from ruta.insights.selectors.observatory.part import OUTCOMES, Part
from ruta.insights.warehouse import Warehouse
from ruta.insights.warehouse.received import Received
from ruta.taxonomy.selectors import choices

SOURCE = "F1"
WIDER = "Son {n} comparaciones a la vez: cada intervalo es más ancho para que todos juntos valgan al 95 %."
HIDDEN = "«protegida»: de un lado o del otro quedan menos de {n} personas; el intervalo se ensancha para que no se pueda calcular. Los números de personas van de {n} en {n}."


@dataclass(frozen=True, slots=True)
class Known:
    """What the sections are written from."""

    asked: Received
    names: str
    least: int
    found: Answer


def written(period: PaperPeriod, part: Part, *, is_waiting: bool = True) -> Paper:
    """The report of a year; without waiting it is only told where it was counted before."""
    asked, least = asked_of(part, period), least_of(code for code, _words in choices("modalities"))
    with asking(is_waiting=is_waiting) as warehouse:
        sections, last = _one(warehouse, asked, least) if asked.service or asked.institution else _all(warehouse, asked, least)
    title = "Resultados de programas y colaboraciones"
    names = words.treatment(asked, open_services(), _institutions())
    return Paper(
        name=f"resultados{part.slug}",
        title=f"{title}: {names}" if names else title,
        period=period,
        sections=[*sections, Section("Cómo se compara", [Text([words.GROUP, words.METHOD], SOURCE)])],
        sources=[Source(SOURCE, f"Almacén del observatorio: atenciones, postulaciones, perfiles y necesidades{last}", "ruta.insights.warehouse.received")],
        limits=[*words.LIMITS, HIDDEN.format(n=least)],
    )  # fmt: skip


def _institutions() -> dict[str, str]:
    return dict(Institution.objects.order_by("short_name").values_list("code", "short_name"))


def _until(found: Answer) -> str:
    return f", hasta el {short_day(found.last)}" if found.last else ""


def _one(warehouse: Warehouse, asked: Received, least: int) -> tuple[list[Section], str]:
    found = answer(warehouse, asked)
    known = Known(asked, "", least, found)
    conclusion, shown = concluded(widened(found.found, least)), told(found.found, least)
    sections = [Section("Qué se puede decir", _said(known, conclusion, shown))]
    if conclusion.finding is not Finding.FEW:
        sections += [
            Section("¿Se parecen las parejas?", [_alike(known)]),
            Section("¿Y si se hiciera de otro modo?", _otherwise(known, conclusion)),
        ]
    return sections, _until(found)


def _said(known: Known, conclusion: Conclusion, shown: Told) -> list[Block]:
    found = known.found.found
    facts = [
        Fact("Personas que lo recibieron", _about(found.received, known.least)), Fact("Parejas", _pairs(known.found, conclusion, known.least)),
        Fact("Personas con quienes comparar", _about(found.pool, known.least)),
    ]  # fmt: skip
    blocks: list[Block] = [Text(words.opening(conclusion, known.asked, shown.change), SOURCE), Facts(facts, SOURCE)]
    if conclusion.finding is Finding.FEW:
        return blocks
    before, after, others_before, others_after = (words.share(each, found.pairs) for each in shown.shares)
    rows: list[list[Value]] = [["Lo recibieron", before, after], ["Sus parejas", others_before, others_after]]
    title = f"{OUTCOMES[known.asked.outcome]}, antes y después (%)"
    return [
        *blocks,
        Table(title, ["Quiénes", f"En los {known.asked.days} días de antes", f"En los {known.asked.days} días de después"], rows, SOURCE),
    ]


def _about(count: int, least: int) -> Value:
    near = about(count, least)
    return f"menos de {least}" if near is None else near


def _pairs(found: Answer, conclusion: Conclusion, least: int) -> Value:
    return f"menos de {LEAST_PAIRS}" if conclusion.finding is Finding.FEW else _about(found.found.pairs, least)


def _alike(known: Known) -> Table:
    rows: list[list[Value]] = [
        [words.TRAITS[name], round(before, 2), round(after, 2)] for name, (before, after) in known.found.found.unlike.items()
    ]
    note = "Diferencia estandarizada entre quienes lo recibieron y los demás; de un rasgo con categorías, la mayor. Hasta 0.1 se tienen por parecidas; de más de 0.25 no se concluye."
    return Table("Cuánto se distinguen en cada rasgo", ["Rasgo", "Antes de emparejar", "Después"], _written(rows), SOURCE, note=note)


def _written(rows: list[list[Value]]) -> list[list[Value]]:
    return [[name, *(f"{value:.2f}" for value in values)] for name, *values in rows]


def _otherwise(known: Known, conclusion: Conclusion) -> list[Block]:
    found, least = known.found.found, known.least
    labels = {NARROW: "Parejas la mitad de lejos", TWO: "Dos personas parecidas por cada una", SOON: f"En {known.asked.days // 2} días"}
    rows: list[list[Value]] = [
        [labels[name], _about(way.pairs, least), _moved(found, name, least)] for name, way in found.otherwise.items()
    ]
    table = Table("La misma diferencia, de otro modo", ["Cómo", "Parejas", "Puntos (intervalo de 95 %)"], rows, SOURCE)
    return [Text([_withstands(widened(found, least).withstands, conclusion)], SOURCE), table]


def _moved(found: Compared, name: str, least: int) -> Value:
    """What the difference is when it is done in another way: as wide as what is hidden of it, to steps of so many persons."""
    way = widened(found, least).otherwise.get(name)
    return words.between(in_points(way.change, 100 * least / way.pairs)) if way and way.change else None


def _withstands(gamma: float | None, conclusion: Conclusion) -> str:
    if conclusion.finding not in {Finding.MORE, Finding.LESS}:
        return "Lo que no está anotado: como no hay una diferencia clara, no se calcula cuánto aguantaría."
    if gamma is None:
        return "Lo que no está anotado: cuánto aguantaría la diferencia no se dice, porque dejaría calcular una cuenta protegida."
    return (
        f"Lo que no está anotado: la diferencia de después se explicaría sola si algo no anotado hiciera {said(gamma)} veces más probable recibir el servicio "
        "(Γ de Rosenbaum) y decidiera el resultado."
    )


def _all(warehouse: Warehouse, asked: Received, least: int) -> tuple[list[Section], str]:
    offered = choices_of(warehouse, asked)
    names = {"service_type": open_services(), "ally": _institutions()}
    every = [(kind, code) for kind, codes in offered.items() for code in codes]
    each_asked = [replace(asked, service=code) if kind == "service_type" else replace(asked, institution=code) for kind, code in every]
    found = dict(zip(every, answers(warehouse, each_asked), strict=True))
    titles = {"service_type": "Servicios y programas", "ally": "Instituciones que colaboran"}
    sections = [
        Section(titles[kind], [_compared([(names[kind].get(code, code), found[kind, code]) for code in codes], asked, least, len(every))])
        for kind, codes in offered.items()
    ]
    return sections, next((_until(each) for each in found.values()), "")


def _compared(rows: list[tuple[str, Answer]], asked: Received, least: int, comparisons: int) -> Table:
    lines: list[list[Value]] = []
    for name, each in rows:
        conclusion, shown = concluded(widened(each.found, least)), told(each.found, least) if each.found.pairs else None
        is_told = shown is not None and words.is_told(conclusion)
        points = (
            [words.between(shown.change), *(_moved(each.found, way, least) for way in (NARROW, TWO))] if shown and is_told else [None] * 3
        )
        lines.append([
            name, _about(each.found.received, least), _pairs(each, conclusion, least), *points, words.SHORT[conclusion.finding],
        ])  # fmt: skip
    title = f"{OUTCOMES[asked.outcome]} en {asked.days} días: cuánto más cambió que en sus parejas"
    note = f"{WIDER.format(n=comparisons)} «Más de cerca»: parejas la mitad de lejos. «Con dos»: dos personas parecidas por cada una. Si al hacerlo así deja de distinguirse o cambia de signo, no se concluye. Ábralo con el servicio o la institución elegida para ver qué lo sostiene."
    return Table(
        title,
        ["Qué", "Personas", "Parejas", "Puntos", "Más de cerca", "Con dos", "Qué se puede decir"],
        lines,
        SOURCE,
        note=note,
        empty="A ninguno llegaron 30 personas en el período.",
    )
