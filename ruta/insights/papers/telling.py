"""What does every report say of itself: its days, its annex of sources, its limits?"""

from ruta.insights.papers.parts import Paper, Picture, Table, Value
from ruta.insights.papers.periods import spelled_day

OPENING = "{label}, del {begins} al {ends}."
RUNNING = "El período no ha terminado: se cuenta lo anotado hasta el {until}."
SOURCES, LIMITS = "Anexo: de dónde sale cada cifra", "Límites de este informe"
PROTECTED = "«protegida»"  # a report that says itself what it means needs no second sentence
SMALL = "Donde hay menos de 5 personas no se dice cuántas; «protegida» es una cifra que permitiría calcular otra."


def subtitle(paper: Paper) -> str:
    """The period in words, and whether it is over."""
    period = paper.period
    said = OPENING.format(label=period.label, begins=spelled_day(period.begins), ends=spelled_day(period.ends))
    return said if period.is_over else f"{said} {RUNNING.format(until=spelled_day(period.until))}"


def limits(paper: Paper) -> list[str]:
    """What the report does not say, each limit once."""
    small = [] if any(PROTECTED in limit for limit in paper.limits) else [SMALL]
    return list(dict.fromkeys([*paper.limits, *(source.limits for source in paper.sources if source.limits), *small]))


def table_of(picture: Picture) -> Table:
    """The numbers of a chart, for whoever does not see it."""
    chart = picture.chart
    rows: list[list[Value]] = [[row["label"], *row["cells"]] for row in chart.rows]
    return Table(chart.title, [chart.along or "Fila", *(series.name for series in chart.series)], rows, picture.source)
