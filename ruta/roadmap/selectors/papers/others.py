"""What do the reports of one plan say: reintegration, risks, PES-Scan?"""

from django.utils.translation import gettext as _

from ruta.base.charts import BAR, Chart, Series
from ruta.base.errors import NotFound
from ruta.insights.papers import Fact, Facts, Paper, PaperPeriod, Picture, Section, Table, Text, Value
from ruta.roadmap.enums import Kind
from ruta.roadmap.models import Plan, Risk
from ruta.roadmap.selectors.papers import sources
from ruta.roadmap.selectors.papers.quarterly import NO_CAUSES, RULE
from ruta.roadmap.selectors.papers.standing import LIGHTS, Standing, standing_of, standings, state_word
from ruta.roadmap.selectors.reading import Line

REINTEGRATION, MATURITY = "plan-reintegracion", "pes-scan"


def reintegration(period: PaperPeriod) -> Paper:
    """The follow-up of the Plan Nacional de Reintegración: its key actions by pillar."""
    found = _standing(REINTEGRATION, period)
    pillars = [line for line in found.lines if line.node.kind == Kind.PILLAR]
    return Paper(
        name="reintegracion",
        title="Seguimiento del Plan Nacional de Reintegración",
        period=period,
        sections=[_pillars(found, pillars), *(_pillar(found, line) for line in pillars), _remarks(found)],
        sources=[sources.of_plan("F1", found)],
        limits=[RULE, "El resumen del plan no trae indicadores ni niveles por acción: quedan vacíos.", NO_CAUSES],
    )


def risks(period: PaperPeriod) -> Paper:
    """Every risk that the plans name, beside the work that it could hinder."""
    found = standings(period.until)
    plans = [sources.of_plan(f"F{place}", each) for place, each in enumerate(found, start=1)]
    return Paper(
        name="riesgos",
        title="Matriz de riesgos",
        period=period,
        sections=[_risks(each, source.key) for each, source in zip(found, plans, strict=True)],
        sources=plans,
        limits=["Los documentos nombran los riesgos sin probabilidad ni impacto: lo que nadie ha valorado dice «sin dato»."],
    )


def pes_scan(period: PaperPeriod) -> Paper:
    """The instrument with its clusters and factors."""
    found = _standing(MATURITY, period)
    clusters = [line for line in found.lines if line.node.kind == Kind.CLUSTER]
    return Paper(
        name="pes-scan",
        title="Informe PES-Scan",
        period=period,
        sections=[_scale(found), *(_cluster(found, line) for line in clusters)],
        sources=[sources.of_plan("F1", found)],
        limits=["Mientras nadie cierre una ronda no hay valores: el informe dice qué se mide y con qué escala."],
    )


def _standing(code: str, period: PaperPeriod) -> Standing:
    plan = Plan.objects.filter(code=code, versions__isnull=False).first()
    if plan is None:
        raise NotFound(_("El plan «%(code)s» no está cargado. Cárguelo con «ruta plan load %(code)s».") % {"code": code})
    return standing_of(plan, period.until)


def _pillars(found: Standing, pillars: list[Line]) -> Section:
    below = [[line.light for line in found.below(head.node)] for head in pillars]
    rows: list[list[Value]] = [
        [_named(head), len(lights), *(lights.count(light) for light in LIGHTS)] for head, lights in zip(pillars, below, strict=True)
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
    return Section(_named(head), [Table("Acciones clave", ["Acción", "Estado", "Avance (%)"], rows, "F1")])


def _remarks(found: Standing) -> Section:
    said = [row.get("fault") or row["unsure"] for row in found.version.listed("remarks")]
    return Section("Lo que la fuente no dice", [Text(said or ["Nada señalado."], "F1")])


def _risks(found: Standing, key: str) -> Section:
    rows = Risk.objects.filter(node__version=found.version).select_related("node").order_by("node__position", "position")
    lights = {line.node.pk: LIGHTS.get(line.light, "") for line in found.lines}
    cells: list[list[Value]] = [[row.text, str(row.node), lights[row.node_id] or None] for row in rows]
    head = ["Riesgo", "Lo que puede frenar", "Semáforo de esa fila"]
    return Section(
        found.plan.title, [Table("Riesgos que nombra el documento", head, cells, key, empty="Este documento no nombra riesgos.")]
    )


def _scale(found: Standing) -> Section:
    rows: list[list[Value]] = [[str(step["value"]), step["stage"], step["title"]] for step in found.version.listed("scale")]
    return Section("Cómo se mide", [Table("Escala del ciclo de mejora", ["Valor", "Etapa", "Criterio"], rows, "F1")])


def _cluster(found: Standing, head: Line) -> Section:
    inside, rows = {head.node.pk}, []
    for line in found.lines:
        if line.node.parent_id in inside:
            inside.add(line.node.pk)
            if line.node.kind == Kind.FACTOR:
                rows.append([line.node.title, None])
    return Section(_named(head), [Table(f"{len(rows)} factores", ["Factor", "Valor de la última ronda"], rows, "F1")])


def _named(line: Line) -> str:
    return f"{line.node.code} {line.node.title}".strip()
