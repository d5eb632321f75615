"""What does the quarterly monitoring report say?"""

from collections.abc import Sequence

from django.utils import timezone

from ruta.base.charts import BAR, Chart, Series
from ruta.base.clock import HONDURAS
from ruta.insights.papers import Fact, Facts, Paper, PaperPeriod, Picture, Section, Table, Text, Value, short_day
from ruta.roadmap.enums import State
from ruta.roadmap.selectors.papers import sources
from ruta.roadmap.selectors.papers.platform import platform_section
from ruta.roadmap.selectors.papers.rounds import of_rounds, rounds_section
from ruta.roadmap.selectors.papers.standing import LIGHTS, Standing, elapsed, reported, reported_before, standings, state_word
from ruta.roadmap.selectors.reading import Line

RULE = (
    "Atrasada: 15 puntos o más bajo el tiempo transcurrido; en riesgo, entre 5 y 15. Sin reporte o sin fechas en la fuente no hay semáforo."
)
NO_CAUSES = "El informe dice qué se anotó y qué se contó; no dice por qué."


def quarterly(period: PaperPeriod) -> Paper:
    """Lights, progress of the quarter, what is late, and what the platform counted."""
    found = standings(period.until)
    plans = [sources.of_plan(f"F{place}", each) for place, each in enumerate(found, start=4)]
    keys = {each.plan.pk: source.key for each, source in zip(found, plans, strict=True)}
    said = of_rounds(f"F{4 + len(plans)}")
    return Paper(
        name="trimestral",
        title="Informe trimestral de monitoreo",
        period=period,
        sections=[
            _summary(found, period),
            _progress(found, period),
            rounds_section(period, said.key),
            *(_late(each, keys[each.plan.pk]) for each in found),
            platform_section(period, "F2", "F3"),
        ],
        sources=[sources.of_progress("F1"), sources.of_attentions("F2"), sources.of_referrals("F3"), *plans, said],
        limits=[RULE, NO_CAUSES],
    )


def lights_table(found: Sequence[Standing], source: str) -> Table:
    """How many pieces of work of each plan stand under each light."""
    rows: list[list[Value]] = [[each.plan.title, len(each.work), *each.counted().values()] for each in found]
    return Table("Actividades por plan y semáforo", ["Plan", "Actividades", *LIGHTS.values()], rows, source, note=RULE)


def _summary(found: Sequence[Standing], period: PaperPeriod) -> Section:
    totals = {light: sum(each.counted()[light] for each in found) for light in LIGHTS}
    told = sum(len(reported(each.plan, period.begins, period.until)) for each in found)
    facts = [
        Fact("Actividades en los planes", sum(totals.values())),
        Fact("Terminadas", totals["done"]),
        Fact("Atrasadas", totals["late"]),
        Fact("Sin reporte o sin fechas", totals["none"]),
        Fact("Avances anotados en el período", told),
    ]
    chart = Chart(
        "Actividades de todos los planes, por semáforo",
        list(LIGHTS.values()),
        [Series("Actividades", list(totals.values()), "current", BAR)],
        along="Semáforo",
    )
    return Section("En resumen", [Facts(facts, "F1"), Picture(chart, "F1"), lights_table(found, "F1")])


def _progress(found: Sequence[Standing], period: PaperPeriod) -> Section:
    rows = [row for each in found for row in _told(each, period)]
    head = ["Actividad", "Plan", "Antes (%)", "Ahora (%)", "Estado", "Lo anotó", "Día"]
    return Section(
        "Lo que avanzó",
        [Table("Último avance anotado de cada actividad en el período", head, rows, "F1", empty="Nadie anotó avances en el período.")],
    )


def _told(standing: Standing, period: PaperPeriod) -> list[list[Value]]:
    latest = {row.key: row for row in reported(standing.plan, period.begins, period.until)}
    before = reported_before(standing.plan, period.begins)
    return [
        [
            line.node.title,
            standing.plan.code,
            before[key].percent if key in before else None,
            row.percent,
            state_word(row.state),
            row.institution.short_name if row.institution else None,
            short_day(timezone.localdate(row.at, HONDURAS)),
        ]
        for line in standing.work
        if (row := latest.get(key := line.node.key))
    ]


def _late(standing: Standing, source: str) -> Section:
    late = [line for line in standing.work if line.light in {"late", "risk"} or _state(line) == State.STOPPED]
    rows: list[list[Value]] = [
        [
            line.node.title,
            LIGHTS[line.light],
            line.node.percent,  # type: ignore[attr-defined]
            elapsed(line, standing.day),
            state_word(_state(line)),
            "; ".join(line.node.responsible) or None,
        ]
        for line in late
    ]
    head = ["Actividad", "Semáforo", "Avance (%)", "Tiempo transcurrido (%)", "Estado", "Responsables"]
    words = f"{len(late)} de {len(standing.work)} actividades van atrasadas, en riesgo o están detenidas."
    table = Table("Atrasadas, en riesgo o detenidas", head, rows, source, empty="Ninguna, de las que tienen reporte y fechas.")
    return Section(f"Lo que va tarde: {standing.plan.title}", [Text([words], source), table])


def _state(line: Line) -> str:
    state: str = line.node.state  # type: ignore[attr-defined]
    return state
