"""Of what is the report of the market made, and what does it not say?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ruta.insights.papers import Fact, Facts, Paper, PaperPeriod, Section, Source, Text, said, short_day
from ruta.insights.selectors.observatory.asking import asking
from ruta.insights.selectors.observatory.cells import Cells, find_cells
from ruta.insights.selectors.observatory.papers.explorer import ADDED, hidden_because, told_count
from ruta.insights.selectors.observatory.papers.offered import coverage, occupations, places
from ruta.insights.selectors.observatory.papers.people import hired, looking, skills
from ruta.insights.selectors.observatory.papers.posts import posts, quarter_ends
from ruta.insights.selectors.observatory.papers.returns import OUTSIDE, SERIES, returned
from ruta.insights.selectors.observatory.part import Part, is_told, whole_of
from ruta.insights.selectors.observatory.protecting import filled_cells
from ruta.insights.warehouse.lasting import lasting
from ruta.insights.warehouse.market import Market, Where, market, vacant_on
from ruta.insights.warehouse.outside import published

ENOUGH = 30
VACANCIES, PERSONS = "F1", "F2"
LIMITS = (
    "Cuenta las vacantes y las personas registradas en Ruta, no todo el mercado de trabajo: lo que se ofrece o se busca por fuera no está.",
    "Quién busca trabajo se cuenta una vez por trimestre, y no al final del período; una persona cuenta una vez por ocupación, la primera que dijo.",
    "Entre quienes buscan están también los perfiles que salieron de la entrevista y esperan completarse; la razón de personas por plaza de los indicadores (I31) cuenta solo los completos.",
    "Quién empezó a trabajar se cuenta un mes después de terminar el año: antes no se dice por población ni por sexo.",
    "Quien está registrado en dos instituciones cuenta en cada una: los seudónimos no las unen.",
    "Quien trabajaría en varios departamentos cuenta en cada uno: la suma pasa del total.",
    "Que haya más plazas que personas en una ocupación no dice que esas personas cumplan lo que se pide.",
)
NO_MODALITY = "Las vacantes no son de una población: las plazas son las de todos, y solo las personas son de la población elegida."
LESS = (
    "Lo que se publica cruza a las personas solo por departamento y sector, sector y sexo, sexo y edad, sexo y población, sexo e institución, población y permanencia: "
    "de más cruces se calcularía lo protegido. De una parte del mercado no dice cuántas plazas se cubrieron: cada una es una persona contratada."
)
TWO_AT_MOST = "Las personas se cuentan por dos cosas a la vez, no más: lo que pediría una tercera dice «protegida» o falta."


@dataclass(frozen=True, slots=True)
class Known:
    """What the sections are written from."""

    period: PaperPeriod
    part: Part
    found: Market
    within: Part
    """The same part in the cells of a year."""
    seekers: Cells | None
    hires: Cells | None
    filled: Cells
    returns: Sequence[dict[str, Any]]


def written(period: PaperPeriod, part: Part, *, is_waiting: bool = True) -> Paper:
    """The report of a year or of one of its quarters, from the warehouse as it stands; without waiting it is only told where it was counted before."""
    ends = quarter_ends()
    with asking(is_waiting=is_waiting) as warehouse:
        where = Where(**part.of_vacancies)
        found = market(warehouse, period.begins, period.until, where)
        vacant = vacant_on(warehouse, ends, where) if not part.fixed else {}
        came = published(warehouse, SERIES, period.begins, period.ends) if not part.fixed else []
        filled, hires = filled_cells(warehouse, period.year), find_cells("placements", str(period.year))
        rates = lasting(warehouse, period.begins, period.ends) if hires and not part.within(period).fixed else None
    seekers, would, have = (find_cells(measure, stock_of(period)) for measure in ("seekers", "places", "skills"))
    known = Known(period, part, found, part.within(period), seekers, hires, filled, came)
    sections = [
        _summary(known), occupations(found, part, seekers), places(found, part, would), _coverage(known), hired(hires, known.within, rates),
        skills(found, part, have, seekers), *posts(vacant), *returned(known.returns),
    ]  # fmt: skip
    title = "Oferta y demanda de trabajo para personas migrantes"
    return Paper(
        name=f"mercado{part.slug}",
        title=": ".join([title, ", ".join(part.names)]) if part.fixed else title,
        period=period,
        sections=[section for section in sections if section.blocks],
        sources=_sources(known),
        limits=[*LIMITS, *_limits_of(known)],
        is_inner=not part.is_public,
    )


def stock_of(period: PaperPeriod) -> str:
    """When it was counted who seeks work: in the quarter of which a report is; of a year, last."""
    return period.code if period.code != str(period.year) else ""


def _coverage(known: Known) -> Section:
    """A vacancy has no population: it is told of all."""
    part = replace(known.part, fixed=tuple(known.part.of_vacancies.items())).within(known.period)
    return coverage(known.found, part, whole_of(known.filled, part), is_told=is_told(known.filled, part))


def _limits_of(known: Known) -> list[str]:
    least = next((cells.least for cells in (known.seekers, known.hires) if cells), 0)
    asked = {dimension for dimension, _code in known.within.fixed}
    return [
        *([LESS] if known.part.is_public else []),
        *([NO_MODALITY] if "modality" in asked else []),
        *([TWO_AT_MOST] if asked else []),
        *([hidden_because(least), ADDED] if least else []),
    ]


def _sources(known: Known) -> list[Source]:
    days = {short_day(cells.counted_on) for cells in (known.seekers, known.hires) if cells}
    counted = f", contados el {' y el '.join(sorted(days))}" if days else ""
    return [
        Source(VACANCIES, "Almacén del observatorio: vacantes", "ruta.insights.warehouse.market"),
        Source(PERSONS, f"Almacén del observatorio: perfiles laborales y postulaciones{counted}", "ruta.insights.warehouse.crossing"),
        *(
            [Source(OUTSIDE, "Series publicadas por otros, con su registro y su fuente", "ruta.insights.warehouse.outside")]
            if known.returns
            else []
        ),
    ]


def _summary(known: Known) -> Section:
    found = known.found
    offered = [
        Fact("Plazas publicadas", found.openings, f"en {said(found.vacancies)} vacantes"),
        Fact("Abiertas a personas extranjeras con permiso", found.for_migrants, "plazas; toda vacante lo está si nadie dice que no"),
    ]
    persons = [
        Fact(label, told_count(whole_of(cells, part)))
        for label, cells, part in (
            ("Personas que buscan", known.seekers, known.part),
            ("Contrataciones confirmadas", known.hires, known.within),
        )
        if is_told(cells, part)
    ]
    facts = [Facts(offered, VACANCIES), *([Facts(persons, PERSONS)] if persons else [])]
    return Section("En resumen", [*facts, Text([_opening(found)], VACANCIES), *looking(known.seekers, known.part)])


def _opening(found: Market) -> str:
    if not found.vacancies:
        return "En el período no se publicó ninguna vacante."
    if found.vacancies < ENOUGH:
        return f"Se publicaron {said(found.vacancies)} vacantes: son pocas para comparar ocupaciones o lugares entre sí."
    return f"Se publicaron {said(found.openings)} plazas en {said(found.vacancies)} vacantes."
