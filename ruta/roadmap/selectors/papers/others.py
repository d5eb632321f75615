"""What does the report of the Plan Nacional de Reintegración say?"""

from django.utils.translation import gettext as _

from ruta.base.charts import BAR, Chart, Series
from ruta.base.errors import NotFound
from ruta.insights.papers import Fact, Facts, Paper, PaperPeriod, Picture, Section, Table, Text, Value
from ruta.roadmap.enums import Kind
from ruta.roadmap.models import Plan
from ruta.roadmap.selectors.budgets import year_budgets
from ruta.roadmap.selectors.papers import sources
from ruta.roadmap.selectors.papers.quarterly import NO_CAUSES, RULE
from ruta.roadmap.selectors.papers.standing import LIGHTS, Standing, after, standing_of, state_word
from ruta.roadmap.selectors.reading import Line

REINTEGRATION = "plan-reintegracion"


def reintegration(period: PaperPeriod) -> Paper:
    """The follow-up of the Plan Nacional de Reintegración: its key actions by pillar."""
    found = standing_now(REINTEGRATION, period)
    pillars = [line for line in found.lines if line.node.kind == Kind.PILLAR]
    return Paper(
        name="reintegracion",
        title="Seguimiento del Plan Nacional de Reintegración",
        period=period,
        sections=[_pillars(found, pillars), *(_pillar(found, line) for line in pillars), _budgets(period), _remarks(found)],
        sources=[sources.of_plan("F1", found), sources.of_budgets("F2")],
        limits=[RULE, "El resumen del plan no trae indicadores ni niveles por acción: quedan vacíos.", NO_CAUSES],
    )


def standing_now(code: str, period: PaperPeriod) -> Standing:
    """The plan of a code at the end of the period."""
    plan = Plan.objects.filter(code=code, versions__isnull=False).first()
    if plan is None:
        raise NotFound(_("El plan «%(code)s» no está cargado. Cárguelo con «ruta plan load %(code)s».") % {"code": code})
    return standing_of(plan, period.until)


def _pillars(found: Standing, pillars: list[Line]) -> Section:
    below = [[line.light for line in found.below(head.node)] for head in pillars]
    rows: list[list[Value]] = [
        [named(head), len(lights), *(lights.count(light) for light in LIGHTS)] for head, lights in zip(pillars, below, strict=True)
    ]
    told = [len([line for line in found.below(head.node) if line.node.state]) for head in pillars]  # type: ignore[attr-defined]
    chart = Chart(
        "Acciones clave con algún avance anotado, por pilar",
        [f"Pilar {head.node.code}" for head in pillars],
        [Series("Con avance anotado", told, "current", BAR), Series("Acciones clave", [len(each) for each in below], "comparison", BAR)],
        along="Pilar",
    )
    facts = [Fact("Acciones clave", len(found.work)), Fact("Con avance anotado", sum(told)), Fact("Terminadas", found.counted()["done"])]
    table = Table("Acciones clave por pilar y semáforo", ["Pilar", "Acciones", *LIGHTS.values()], rows, "F1", note=RULE)
    return Section("En resumen", [Facts(facts, "F1"), Picture(chart, "F1"), table])


def _pillar(found: Standing, head: Line) -> Section:
    rows: list[list[Value]] = [
        [line.node.title, state_word(line.node.state), line.node.percent if line.node.state else None]  # type: ignore[attr-defined]
        for line in found.below(head.node)
    ]
    return Section(named(head), [Table("Acciones clave", ["Acción", "Estado", "Avance (%)"], rows, "F1")])


def _budgets(period: PaperPeriod) -> Section:
    """What each institution of the driving team set aside that year, as it was said by the end of the period."""
    told = [(row.institution.short_name, row.years[0][1]) for row in year_budgets([period.year], after(period.until))]
    rows: list[list[Value]] = [
        [name, *((said.amount, said.spent, "Sí" if said.is_in_poa else "No", said.document) if said else (None,) * 4)]
        for name, said in told
    ]
    head = ["Institución", "Presupuesto (L)", "Ejecutado (L)", "¿Migrantes en el POA?", "Documento"]
    words = "Quien no tiene una partida propia no da monto."
    title = f"Presupuesto para personas retornadas en {period.year}, por institución"
    return Section("Presupuestos del año", [Table(title, head, rows, "F2", note=words)])


def _remarks(found: Standing) -> Section:
    said = [row.get("fault") or row["unsure"] for row in found.version.listed("remarks")]
    return Section("Lo que la fuente no dice", [Text(said or ["Nada señalado."], "F1")])


def named(line: Line) -> str:
    """Code and title of a row."""
    return f"{line.node.code} {line.node.title}".strip()
