"""What may an employer take along of the market of its sector and territory (R49)? The cells of its page, with what vacancies ask for."""

from datetime import timedelta

from ruta.base.clock import today
from ruta.base.errors import NotFound
from ruta.insights.papers import Fact, Facts, Paper, PaperPeriod, Section, Source, Table, Text, Value, period_of, safe_count, said
from ruta.insights.selectors.observatory import Asked
from ruta.insights.selectors.observatory.asking import asking
from ruta.insights.warehouse.market import Market, Where, days_to_fill, first, market
from ruta.taxonomy.selectors import skill_labels

YEAR, SHOWN, ENOUGH = timedelta(days=365), 10, 5
LIVE, KEPT, HIRED = "F1", "F2", "F3"
LIMITS = (
    "Cuenta lo que se publicó y se cubrió por SI EMPLEO; no es todo el mercado.",
    "«Contratados» son contrataciones confirmadas por el servicio, del último año contado: las mismas cifras que se publican en SDMX. El salario es el de la mitad de las vacantes que lo dicen.",
    "Los días van de la publicación al cierre de las vacantes que cubrieron algo y cerraron en ese mismo año; con menos de 5 no se dice, ni donde no se dicen los contratados.",
)


def written(asked: Asked) -> Paper:
    """The last twelve months, as of today."""
    day = today()
    found = _found(asked)
    return Paper(
        name="-".join(part for part in ("mercado-empleadores", asked.section.lower(), asked.place) if part),
        title=f"El mercado de trabajo: {asked.name}",
        period=PaperPeriod(day.isoformat(), "Últimos doce meses", day - YEAR, day, day),
        sections=[_summary(asked), *_skills(found), *_parts(asked)],
        sources=[
            Source(LIVE, "Vacantes publicadas, en doce meses", "ruta.employers.selectors.market"),
            *(
                [Source(HIRED, f"Contrataciones confirmadas en {asked.year}", "ruta.insights.selectors.observatory.cells")]
                if asked.year
                else []
            ),
            *([Source(KEPT, "Almacén del observatorio: vacantes", "ruta.insights.warehouse.market")] if found else []),
        ],
        limits=LIMITS,
    )


def _found(asked: Asked) -> Market | None:
    """What the warehouse adds; nothing where it was not filled yet."""
    try:
        with asking() as warehouse:
            return market(warehouse, today() - YEAR, today(), Where(department=asked.place, section=asked.section))
    except NotFound:
        return None


def _days(asked: Asked) -> float | None:
    """The median of the year whose hires are told, where they are told: of days that move on, two files would say who came between."""
    if not asked.year or asked.filled.count is None:
        return None
    period = period_of(asked.year)
    try:
        with asking() as warehouse:
            few, days = days_to_fill(warehouse, period.begins, period.ends, Where(department=asked.place, section=asked.section))
    except NotFound:
        return None
    return days if few >= ENOUGH else None


def _summary(asked: Asked) -> Section:
    days = _days(asked)
    facts = [
        Fact("Puestos publicados", safe_count(asked.openings)),
        *([Fact(_hired_in(asked), safe_count(asked.filled))] if asked.year else []),
        Fact("Salario típico", None if asked.wage is None else f"L {asked.wage:,.0f}"),
        *([Fact(f"Días para cubrir en {asked.year}, a la mitad", None if days is None else said(float(days)))] if asked.year else []),
    ]
    rows: list[list[Value]] = [[name, n] for name, n in asked.occupations]
    table = Table("Lo que más se pide", ["Ocupación", "Puestos"], rows, LIVE, empty="No hay vacantes que contar.")
    return Section("En resumen", [Facts(facts, LIVE), Text([_opening(asked)], LIVE), table])


def _opening(asked: Asked) -> str:
    if asked.openings.count is None or not asked.openings.count:
        return "Son demasiado pocas vacantes para decir más."
    offered = f"Se publicaron {said(asked.openings.count)} puestos."
    if not asked.year:
        return offered
    if asked.filled.count is None:
        return f"{offered} Cuántas personas se contrataron en {asked.year} no se puede decir sin señalar a alguien."
    return f"{offered} En {asked.year} el servicio confirmó {said(asked.filled.count)} contrataciones."


def _hired_in(asked: Asked) -> str:
    return f"Contratados en {asked.year}"


def _skills(found: Market | None) -> list[Section]:
    if found is None or found.vacancies < ENOUGH:
        return []
    shown = first(found.skills, SHOWN)
    names = skill_labels([code for code, _n in shown])
    rows: list[list[Value]] = [[names[code], n, 100 * n / found.vacancies] for code, n in shown]
    title = f"Competencias indispensables, en {said(found.vacancies)} vacantes"
    return [Section("Qué se pide", [Table(title, ["Competencia", "Vacantes", "Parte (%)"], rows, KEPT, empty="Ninguna vacante las dice.")])]


def _parts(asked: Asked) -> list[Section]:
    if not asked.parts:
        return []
    rows: list[list[Value]] = [
        [name, safe_count(openings), *([safe_count(filled)] if asked.year else [])] for name, openings, filled in asked.parts
    ]
    names = [asked.part_label, "Publicados", *([_hired_in(asked)] if asked.year else [])]
    return [Section(f"Por {asked.part_label.lower()}", [Table("Publicados y contratados", names, rows, LIVE)])]
