"""What does the PES-Scan report say: how mature did the last closed rounds find the whole and its offices, and which gaps are left?"""

from collections.abc import Sequence

from django.utils import timezone

from ruta.base.charts import BAR, Chart, Series
from ruta.base.clock import HONDURAS
from ruta.insights.papers import Fact, Facts, Paper, PaperPeriod, Picture, Section, Source, Table, Text, Value, short_day
from ruta.roadmap.models import Scan
from ruta.roadmap.rules import mean, reached_of
from ruta.roadmap.selectors.papers import sources
from ruta.roadmap.selectors.papers.others import standing_now
from ruta.roadmap.selectors.papers.standing import Standing, after
from ruta.roadmap.selectors.scans import Cluster, Factor, closed_scans, clusters_of, factor_count, values_of

MATURITY = "pes-scan"
UNMET = "Nada todavía"
LIMITS = (
    "Es autoevaluación con una escala de siete pasos; cada valor lleva la evidencia que dio quien lo puso.",
    "Cuenta la última ronda cerrada de cada oficina hasta el último día del período; lo que atiende cada brecha, como está al escribir el informe.",
    "Un factor sin valor no entra en el promedio y cuenta como no alcanzado.",
)


def pes_scan(period: PaperPeriod) -> Paper:
    """The national round with its clusters against the one before, the offices, the gaps, and the scale."""
    found = standing_now(MATURITY, period)
    rounds = closed_scans(after(period.until))
    national = next((each for each in rounds if each.office_id is None), None)
    clusters = clusters_of(national) if national else []
    return Paper(
        name="pes-scan",
        title="Informe PES-Scan",
        period=period,
        sections=[
            _summary(national, clusters), _places(found, rounds), _gaps(clusters), *(_cluster(each) for each in clusters), _scale(found),
        ],
        sources=[sources.of_plan("F1", found), _source()],
        limits=LIMITS,
    )  # fmt: skip


def _source() -> Source:
    said = "Rondas PES-Scan cerradas; la base de datos no deja cambiarlas."
    return Source("F2", said, "ruta.roadmap.selectors.scans.clusters_of", "", sources.page("scans"))


def _summary(national: Scan | None, clusters: Sequence[Cluster]) -> Section:
    if national is None:
        return Section("En resumen", [Text(["Todavía no hay ninguna ronda nacional cerrada: el informe dice con qué se mide."], "F2")])
    scores = {factor.node.key: factor.score.value for each in clusters for factor in each.factors if factor.score}
    whole = sum(len(each.factors) for each in clusters)
    facts = [
        Fact("Promedio nacional, I21", _rounded(mean(list(scores.values())))),
        Fact("Factores con 65 o más, I22 (%)", round(reached_of(scores, whole), 1)),
        Fact("Factores valorados", len(scores), f"de {whole}"),
        Fact("Ronda cerrada el", _day(national)),
    ]
    now, before = ([_rounded(value) for value in values] for values in zip(*((each.mean, each.before) for each in clusters), strict=True))
    series = [Series("Esta ronda", now, "current", BAR)]
    series += [Series("La anterior", before, "comparison", BAR)] if any(value is not None for value in before) else []
    chart = Chart("Promedio de cada clúster, de 0 a 100", [_head(each) for each in clusters], series, along="Clúster")
    return Section("En resumen", [Facts(facts, "F2"), Picture(chart, "F2")])


def _places(found: Standing, rounds: Sequence[Scan]) -> Section:
    values, whole = values_of(rounds), factor_count(found.plan)
    rows: list[list[Value]] = [
        [
            str(each),
            _day(each),
            len(values[each.pk]),
            _rounded(mean(list(values[each.pk].values()))),
            round(reached_of(values[each.pk], whole), 1),
        ]
        for each in rounds
    ]
    head = ["Oficina", "Cerrada el", "Factores valorados", "Promedio", "Factores con 65 o más (%)"]
    return Section("Por oficina", [Table("La última ronda cerrada de cada una", head, rows, "F2", empty="Ninguna ronda cerrada todavía.")])


def _gaps(clusters: Sequence[Cluster]) -> Section:
    gaps = sorted((factor for each in clusters for factor in each.factors if factor.is_gap), key=_value)
    rows: list[list[Value]] = [[str(each.node), _value(each), _met_by(each) or UNMET] for each in gaps]
    head = ["Factor", "Valor", "Qué se hace"]
    return Section("Brechas", [Table("Factores por debajo de 65", head, rows, "F2", empty="Ningún factor valorado por debajo de 65.")])


def _met_by(factor: Factor) -> str:
    linked = [str(each.node) if each.node else each.link.activity for each in factor.answered]
    return "; ".join([*linked, *(each.title for each in factor.undertaken)])


def _cluster(cluster: Cluster) -> Section:
    rows: list[list[Value]] = [
        [str(each.node), each.score.value if each.score else None, each.before, each.score.evidence if each.score else None]
        for each in cluster.factors
    ]
    head = ["Factor", "Valor", "Antes", "Evidencia"]
    return Section(_head(cluster), [Table(f"{len(rows)} factores", head, rows, "F2")])


def _scale(found: Standing) -> Section:
    rows: list[list[Value]] = [[str(step["value"]), step["stage"], step["title"]] for step in found.version.listed("scale")]
    return Section("Cómo se mide", [Table("Escala del ciclo de mejora", ["Valor", "Etapa", "Criterio"], rows, "F1")])


def _head(cluster: Cluster) -> str:
    return str(cluster.node)


def _value(factor: Factor) -> int:
    return factor.score.value if factor.score else 0


def _day(scan: Scan) -> str:
    return short_day(timezone.localdate(scan.closed_at, HONDURAS))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
