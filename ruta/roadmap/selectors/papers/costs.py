"""What does the cost report say: what the plans cost, who pays, and what was spent?"""

from collections.abc import Sequence

from ruta.base.charts import BAR, Chart, Series
from ruta.insights.papers import Block, Fact, Facts, Paper, PaperPeriod, Picture, Section, Source, Table, Text, Value
from ruta.roadmap.rules import totals
from ruta.roadmap.selectors.costs import CostSheet, Spent, cost_sheets, sources_of
from ruta.roadmap.selectors.papers import sources

FORMULA = "Costo = cantidad × costo unitario × períodos × (1 + índice) elevado a los años desde el año base, en lempiras enteros."
TOLD = (
    "Lo ejecutado es lo que anotó cada institución hasta el último día del informe; las líneas y su aprobación, como están al escribirlo."
)


def costs(period: PaperPeriod) -> Paper:
    """Each plan by source and year, its lines, and I25."""
    found = [sheet for sheet in cost_sheets(period.until) if sheet.lines]
    told = [_source(f"F{place}", sheet) for place, sheet in enumerate(found, start=1)]
    empty = Section("Costos", [Text(["Ningún plan tiene líneas de costo todavía."])])
    return Paper(
        name="costos",
        title="Hoja de costos",
        period=period,
        sections=[_plan(sheet, source.key) for sheet, source in zip(found, told, strict=True)] or [empty],
        sources=told,
        limits=[FORMULA, TOLD],
    )


def _source(key: str, sheet: CostSheet) -> Source:
    return Source(
        key,
        f"Hoja de costos: {sheet.plan.title}",
        "ruta.roadmap.selectors.costs.cost_sheet",
        "",
        sources.page("cost-sheet", sheet.plan.code),
    )


def _plan(sheet: CostSheet, key: str) -> Section:
    whole, by_source = sheet.whole(), sheet.by_source()
    facts = [
        Fact("Presupuesto (L)", whole.planned),
        Fact("Aprobado (L)", whole.approved),
        Fact("Ejecutado (L)", whole.spent),
        Fact("Ejecutado de lo aprobado, I25 (%)", _percent(whole)),
    ]
    chart = Chart(
        "Aprobado y ejecutado por fuente, en lempiras",
        [each.label for each in by_source],
        [
            Series("Aprobado", [each.approved for each in by_source], "comparison", BAR),
            Series("Ejecutado", [each.spent for each in by_source], "current", BAR),
        ],
        along="Fuente",
    )
    blocks: list[Block] = [Facts(facts, key), Picture(chart, key), _years(sheet, key), _lines(sheet, key)]
    return Section(sheet.plan.title, blocks)


def _years(sheet: CostSheet, key: str) -> Table:
    paid = totals(line.cost for line in sheet.lines)
    rows: list[list[Value]] = [
        [label, *(paid.get((code, year), 0) for year in sheet.years), sum(paid.get((code, year), 0) for year in sheet.years)]
        for code, label in sources_of(sheet.plan)
    ]
    return Table("Presupuesto por fuente y año, en lempiras", ["Fuente", *(str(year) for year in sheet.years), "Total"], rows, key)


def _lines(sheet: CostSheet, key: str) -> Table:
    rows: list[list[Value]] = [
        [
            line.concept, sheet.rows[line.key].title if line.key in sheet.rows else line.key, str(line.year),
            float(line.quantity), line.unit_cost, line.times, line.cost.amount, sheet.spent.get(line.pk, 0),
        ]
        for line in sheet.lines
    ]  # fmt: skip
    head: Sequence[str] = ["Concepto", "Actividad", "Año", "Cantidad", "Costo unitario", "Períodos", "Total", "Ejecutado"]
    return Table("Líneas de costo, en lempiras", head, rows, key)


def _percent(spent: Spent) -> Value:
    return None if spent.share is None else round(spent.share * 100, 1)
