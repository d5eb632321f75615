"""What did the platform count in a period: attentions and referrals, with small cells hidden?"""

from collections.abc import Sequence

from django.utils.dates import MONTHS_3

from ruta.base.charts import BAR, LINE, Chart, Series
from ruta.insights.engine.suppression import CannotProtect, suppress_list
from ruta.insights.papers import Block, PaperPeriod, Picture, Section, Table, Text, Value, safe_count
from ruta.insights.selectors import months_of, referral_steps

HIDDEN = "protegida"


def platform_section(period: PaperPeriod, attended: str, referred: str) -> Section:
    """Attentions by month against the year before, and how far referrals came. `attended` and `referred` are keys of sources."""
    if not period.months:
        return Section("Lo que contó la plataforma", [Text(["Todavía no hay un mes completo en el período."], attended)])
    return Section("Lo que contó la plataforma", [*_attentions(period, attended), _referrals(period, referred)])


def safe_list(counts: Sequence[int]) -> tuple[list[Value], Value]:
    """Counts and their sum, without those that could point at somebody."""
    try:
        safe = suppress_list(list(counts))
    except CannotProtect:
        return [HIDDEN] * len(counts), HIDDEN
    return [safe_count(cell) for cell in safe.cells], safe_count(safe.total)


def _attentions(period: PaperPeriod, source: str) -> list[Block]:
    counts, counts_before = months_of("I01", period.year), months_of("I01", period.year - 1)
    now, total = safe_list([counts[month - 1] for month in period.months])
    before, total_before = safe_list([counts_before[month - 1] for month in period.months])
    chart = Chart(
        title=f"Atenciones por mes en {period.year} y en {period.year - 1}",
        labels=[str(MONTHS_3[month]) for month in period.months],
        series=[
            Series(str(period.year), [_drawn(value) for value in now], "current", BAR),
            Series(str(period.year - 1), [_drawn(value) for value in before], "comparison", LINE),
        ],
        along="Mes",
    )
    return [Text([_sentence(period, total, total_before)], source), Picture(chart, source)]


def _sentence(period: PaperPeriod, total: Value, before: Value) -> str:
    """What both sums say, and nothing about why."""
    words = f"En los meses completos del período se registraron {_words(total)} atenciones; en los mismos meses de {period.year - 1}, {_words(before)}."
    if isinstance(total, int) and isinstance(before, int) and before:
        return f"{words} El cambio es de {(total - before) / before * 100:+.1f} %."
    return words


def _words(value: Value) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _drawn(value: Value) -> float | None:
    return value if isinstance(value, int) else None


def _referrals(period: PaperPeriod, source: str) -> Table:
    steps = referral_steps(year=period.year, months=period.months)
    rows: list[list[Value]] = [
        [step.label, safe_count(step.cell), _share(step.share), step.median_days if step.step != "sent" else None] for step in steps
    ]
    head = ["Paso", "Derivaciones", "De las enviadas (%)", "Días desde el paso anterior (mediana)"]
    kept = [row for row in rows if isinstance(row[1], str) or row[1]]
    return Table(
        "Derivaciones enviadas en el período y hasta dónde llegaron", head, kept, source, empty="No se enviaron derivaciones en el período."
    )


def _share(share: float | None) -> Value:
    return None if share is None else round(share * 100, 1)
