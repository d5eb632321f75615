"""What does the risk matrix say: how probable and how grave is each risk that the plans name, who answers for it, and does its work slip?"""

from collections import Counter
from datetime import date

from ruta.insights.papers import Fact, Facts, Paper, PaperPeriod, Section, Table, Value, short_day
from ruta.roadmap.models import Plan, Risk, RiskReview
from ruta.roadmap.rules import cells, is_controlled, level_of
from ruta.roadmap.selectors.papers import sources
from ruta.roadmap.selectors.papers.standing import LIGHTS, Standing, after, standings

LEVELS = {"high": "Alto", "medium": "Medio", "low": "Bajo"}
RULE = "Riesgo = probabilidad × impacto, cada uno de 1 a 5: alto desde 15, medio desde 6."
UNKNOWN = "Los documentos nombran los riesgos sin probabilidad ni impacto: lo que nadie ha valorado dice «sin dato»."
TOLD = "Vale la última revisión anotada hasta el último día del período."
Reviews = dict[tuple[str, str], RiskReview]


def risks(period: PaperPeriod) -> Paper:
    """Every risk that the plans name with its last review, beside the work that it could hinder."""
    found = [(each, _reviews(each.plan, period.until)) for each in standings(period.until)]
    plans = [sources.of_plan(f"F{place}", each) for place, (each, _last) in enumerate(found, start=2)]
    named = {each.plan.pk: _named(each) for each, _last in found}
    valued = [last[risk.node.key, risk.text] for each, last in found for risk in named[each.plan.pk] if (risk.node.key, risk.text) in last]
    return Paper(
        name="riesgos",
        title="Matriz de riesgos",
        period=period,
        sections=[
            _matrix(valued, sum(len(some) for some in named.values()), period.until),
            *(_risks(each, last, named[each.plan.pk], source.key) for (each, last), source in zip(found, plans, strict=True)),
        ],
        sources=[sources.of_risks("F1"), *plans],
        limits=[RULE, TOLD, UNKNOWN],
    )


def _named(standing: Standing) -> list[Risk]:
    rows = Risk.objects.filter(node__version=standing.version).select_related("node")
    return list(rows.order_by("node__position", "position"))


def _reviews(plan: Plan, day: date) -> Reviews:
    """The last review of each risk at the end of a day."""
    rows = RiskReview.objects.filter(plan=plan, at__lt=after(day)).select_related("institution")
    return {(row.key, row.text): row for row in rows.order_by("at", "pk")}


def _matrix(valued: list[RiskReview], count: int, day: date) -> Section:
    levels = Counter(level_of(row.probability, row.impact) for row in valued)
    high = [row for row in valued if level_of(row.probability, row.impact) == "high"]
    controlled = sum(is_controlled(row.control, row.review_on, day) for row in high)
    facts = [
        Fact("Riesgos que nombran los planes", count),
        *(Fact(f"De nivel {word.lower()}", levels[level]) for level, word in LEVELS.items()),
        Fact("Sin valorar", count - len(valued)),
        Fact("Altos con control vigente (I26)", f"{controlled} de {len(high)}" if high else None),
    ]
    rows: list[list[Value]] = [
        [f"Probabilidad {line[0][0]}", *(held for _row, _column, _level, held in line)]
        for line in cells((row.probability, row.impact) for row in valued)
    ]
    table = Table("Cuántos riesgos hay en cada casilla", ["", *(f"Impacto {value}" for value in range(1, 6))], rows, "F1", note=RULE)
    return Section("La matriz", [Facts(facts, "F1"), table])


def _risks(standing: Standing, reviews: Reviews, named: list[Risk], key: str) -> Section:
    lights = {line.node.pk: line.light for line in standing.lines}
    told = sorted(named, key=lambda risk: -_grave(reviews.get((risk.node.key, risk.text))))
    rows = [_row(risk, reviews.get((risk.node.key, risk.text)), lights[risk.node_id]) for risk in told]
    head = [
        "Riesgo",
        "Lo que puede frenar",
        "Semáforo de esa fila",
        "Probabilidad × impacto",
        "Nivel",
        "Control",
        "Responde",
        "Próxima revisión",
    ]
    return Section(
        standing.plan.title, [Table("Riesgos que nombra el documento", head, rows, key, empty="Este documento no nombra riesgos.")]
    )


def _row(risk: Risk, review: RiskReview | None, light: str) -> list[Value]:
    first: list[Value] = [risk.text, str(risk.node), LIGHTS.get(light)]
    if review is None:
        return [*first, None, None, None, None, None]
    return [
        *first, f"{review.probability} × {review.impact} = {_grave(review)}", LEVELS[level_of(review.probability, review.impact)],
        review.control or None, review.institution.short_name, short_day(review.review_on),
    ]  # fmt: skip


def _grave(review: RiskReview | None) -> int:
    return review.probability * review.impact if review else 0
