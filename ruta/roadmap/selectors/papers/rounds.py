"""What did the closed rounds of a period say, institution by institution?"""

from collections.abc import Sequence

from ruta.insights.papers import Block, PaperPeriod, Section, Source, Table, Text, Value
from ruta.roadmap.enums import AskKind, Stage
from ruta.roadmap.models import Round
from ruta.roadmap.selectors.papers import sources
from ruta.roadmap.selectors.papers.standing import LIGHTS
from ruta.roadmap.selectors.rounds import Asked, asked_in, shares_of

TITLE, UNSAID = "Lo que dijeron las instituciones", "Nada dicho"


def closed_rounds(period: PaperPeriod) -> list[Round]:
    """The rounds that look at days of the period and are frozen: whoever reads the report, they say the same."""
    found = Round.objects.filter(closed_at__isnull=False, begins__gte=period.begins, ends__lte=period.until)
    return list(found.select_related("plan").order_by("plan_id", "begins", "kind"))


def of_rounds(key: str) -> Source:
    """The answers that coordination validated."""
    return Source(
        key, "Rondas cerradas: respuestas con evidencia, validadas por coordinación", "ruta.roadmap.selectors.rounds.asked_in",
        "Lo dice cada institución; validar no es auditar. Las rondas abiertas no están.", sources.page("rounds"),
    )  # fmt: skip


def rounds_section(period: PaperPeriod, key: str) -> Section:
    """Each closed round: who answered, what was validated and what hinders."""
    found = closed_rounds(period)
    if not found:
        return Section(TITLE, [Text(["Ninguna ronda de estos días está cerrada todavía."], key)])
    return Section(TITLE, [block for row in found for block in _round(row, asked_in(row), key)])


def _round(row: Round, asked: Sequence[Asked], key: str) -> list[Block]:
    name = f"{row.plan.title}, {row.get_kind_display().lower()}"
    return [Text([f"{name}. {row.summary}"], key), _institutions(name, asked, key), _validated(name, asked, key)]


def _institutions(name: str, asked: Sequence[Asked], key: str) -> Table:
    rows: list[list[Value]] = [[each.institution.short_name, each.total, each.accepted, each.waiting] for each in shares_of(asked)]
    return Table(f"Quién contestó: {name}", ["Institución", "Preguntas", "Validadas", "Sin contestar"], rows, key)


def _validated(name: str, asked: Sequence[Asked], key: str) -> Table:
    accepted = [each for each in asked if each.stage == Stage.ACCEPTED]
    told = [each for each in accepted if each.said]
    rows: list[list[Value]] = [
        [
            each.ask.title, each.ask.owner_institution.short_name, _said(each, each.said), _said(each, each.wished),
            LIGHTS.get(each.light), (each.answer.difficulty if each.answer else "") or UNSAID,
        ]
        for each in told
    ]  # fmt: skip
    head = ["Pregunta", "Institución", "Dicho", "Previsto", "Semáforo", "Qué lo dificulta"]
    note = f"Otras {len(accepted) - len(told)} respuestas se validaron en cero o sin valor." if len(told) < len(accepted) else ""
    return Table(f"Lo validado: {name}", head, rows, key, note=note, empty="Nada se validó con un valor mayor que cero.")


def _said(asked: Asked, value: float | None) -> Value:
    if value is None:
        return None
    return f"{value:g} %" if asked.ask.kind == AskKind.ACTIVITY or asked.ask.unit == "percent" else f"{value:g}"
