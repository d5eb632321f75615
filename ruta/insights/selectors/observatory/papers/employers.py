"""What may an employer take along of the market of its sector and territory (R49)? The cells of its page, with what vacancies ask for."""

from dataclasses import dataclass, replace

from ruta.base.errors import NotFound
from ruta.insights.papers import Fact, Facts, Paper, PaperPeriod, Section, Source, Table, Text, Value, period_of, safe_count, said
from ruta.insights.selectors.observatory.asking import asking
from ruta.insights.selectors.observatory.local_market import LocalMarket, local_market
from ruta.insights.selectors.observatory.part import Part
from ruta.insights.warehouse import Warehouse
from ruta.insights.warehouse.market import Market, Where, days_to_fill, first, market
from ruta.taxonomy.selectors import skill_labels

SHOWN, ENOUGH, HERE = 10, 5, "HN"
LIVE, KEPT, HIRED = "F1", "F2", "F3"
FROM_HIRES = f"Los contratados: fuente {HIRED}."
LIMITS = (
    "Cuenta lo que se publicó y se cubrió por SI EMPLEO; no es todo el mercado.",
    "«Contratados» son contrataciones confirmadas por el servicio, del último año contado: las mismas cifras que se publican en SDMX. El salario es el de la mitad de las vacantes que lo dicen.",
    "Los días van de la publicación al cierre de las vacantes que cubrieron algo y cerraron en ese mismo año; con menos de 5 no se dice, ni donde no se dicen los contratados.",
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What it is written from: the cells of its page, and what the warehouse adds; nothing where that was not filled yet."""

    told: LocalMarket
    found: Market | None
    days: float | None


def written(period: PaperPeriod, part: Part, *, is_waiting: bool) -> Paper:
    """The last twelve months, as of today."""
    asked = dict(part.fixed)
    told = local_market(asked.get("section", ""), asked.get("department", ""))
    known = _known(told, period, is_waiting=is_waiting)
    return Paper(
        name="-".join(each for each in ("mercado-empleadores", told.section.lower(), told.place) if each),
        title=f"El mercado de trabajo: {told.section_name or 'Todos los sectores'}, {told.place_name or 'Todo el país'}",
        period=period,
        sections=[_summary(known), *_skills(known.found), *_parts(told)],
        sources=[
            Source(LIVE, "Vacantes publicadas, en doce meses", "ruta.employers.selectors.market"),
            *(
                [Source(HIRED, f"Contrataciones confirmadas en {told.year}", "ruta.insights.selectors.observatory.cells")]
                if told.year
                else []
            ),
            *([Source(KEPT, "Almacén del observatorio: vacantes", "ruta.insights.warehouse.market")] if known.found else []),
        ],
        limits=LIMITS,
    )


def _known(told: LocalMarket, period: PaperPeriod, *, is_waiting: bool) -> _Known:
    where = Where(department=told.place, section=told.section)
    try:
        with asking(is_waiting=is_waiting) as warehouse:
            asked = replace(where, country=HERE)  # as the openings of its page
            return _Known(told, market(warehouse, period.begins, period.until, asked), _days(warehouse, told, where))
    except NotFound:
        return _Known(told, None, None)


def _days(warehouse: Warehouse, told: LocalMarket, where: Where) -> float | None:
    """The median of the year whose hires are told, where they are told: of days that move on, two files would say who came between."""
    if not told.year or told.whole.filled.count is None:
        return None
    year = period_of(told.year)
    few, days = days_to_fill(warehouse, year.begins, year.ends, where)
    return days if few >= ENOUGH else None


def _summary(known: _Known) -> Section:
    told, days = known.told, known.days
    facts = [
        Fact("Puestos publicados", safe_count(told.whole.openings)),
        Fact("Salario típico", None if told.wage is None else f"L {told.wage:,.0f}"),
    ]
    hired = [Facts([Fact(_hired_in(told), safe_count(told.whole.filled))], HIRED)] if told.year else []
    took = [Fact(f"Días para cubrir en {told.year}, a la mitad", None if days is None else said(float(days)))]
    waited = [Facts(took, KEPT)] if told.year and known.found else []
    rows: list[list[Value]] = [[name, n] for name, n in told.occupations]
    table = Table("Lo que más se pide", ["Ocupación", "Puestos"], rows, LIVE, empty="No hay vacantes que contar.")
    return Section("En resumen", [Facts(facts, LIVE), *hired, *waited, Text([_opening(told)], LIVE), table])


def _opening(told: LocalMarket) -> str:
    openings, filled = told.whole.openings.count, told.whole.filled.count
    if not openings:
        return "Son demasiado pocas vacantes para decir más."
    offered = f"Se publicaron {said(openings)} puestos."
    if not told.year:
        return offered
    if filled is None:
        return f"{offered} Cuántas personas se contrataron en {told.year} no se puede decir sin señalar a alguien."
    return f"{offered} En {told.year} el servicio confirmó {said(filled)} contrataciones."


def _hired_in(told: LocalMarket) -> str:
    return f"Contratados en {told.year}"


def _skills(found: Market | None) -> list[Section]:
    if found is None or found.vacancies < ENOUGH:
        return []
    shown = first(found.skills, SHOWN)
    names = skill_labels([code for code, _n in shown])
    rows: list[list[Value]] = [[names[code], n, 100 * n / found.vacancies] for code, n in shown]
    title = f"Competencias indispensables, en {said(found.vacancies)} vacantes"
    return [Section("Qué se pide", [Table(title, ["Competencia", "Vacantes", "Parte (%)"], rows, KEPT, empty="Ninguna vacante las dice.")])]


def _parts(told: LocalMarket) -> list[Section]:
    if not told.rows:
        return []
    by = "Sector" if told.place else "Departamento"
    rows: list[list[Value]] = [[row.name, safe_count(row.openings), *([safe_count(row.filled)] if told.year else [])] for row in told.rows]
    names = [by, "Publicados", *([_hired_in(told)] if told.year else [])]
    return [Section(f"Por {by.lower()}", [Table("Publicados y contratados", names, rows, LIVE, note=FROM_HIRES if told.year else "")])]
