"""What does the annual report say: what was to be reached, and what is known of it?"""

from collections.abc import Sequence

from django.utils import timezone

from ruta.base.charts import BAR, Chart, Series
from ruta.base.clock import HONDURAS
from ruta.insights.papers import Block, Fact, Facts, Paper, PaperPeriod, Picture, Section, Table, Text, Value, short_day
from ruta.roadmap.enums import Kind, State
from ruta.roadmap.selectors.papers import sources
from ruta.roadmap.selectors.papers.platform import platform_section
from ruta.roadmap.selectors.papers.quarterly import NO_CAUSES, RULE, lights_table
from ruta.roadmap.selectors.papers.standing import Standing, elapsed, mean, reported, standings
from ruta.roadmap.selectors.papers.targets import Reached, growth_of, reached_in, said_target, verdict

HEADS = (Kind.INTERVENTION, Kind.AREA, Kind.PILLAR)  # what gathers the work of each plan
SHORT = 38
UNKNOWN = "De una meta sin dato no se sabe si se alcanzó: no cuenta como incumplida ni como cumplida."
MEANS = "El avance de un grupo es el promedio de sus actividades; la que nadie informó cuenta cero."


def annual(period: PaperPeriod) -> Paper:
    """Targets of the year with what is known of them, progress against time, and what the platform counted."""
    found = standings(period.until)
    plans = [sources.of_plan(f"F{place}", each) for place, each in enumerate(found, start=4)]
    told = [(each, source.key, reached_in(each, period)) for each, source in zip(found, plans, strict=True)]
    return Paper(
        name="anual",
        title="Informe anual: metas y resultados",
        period=period,
        sections=[
            _summary([reached for _each, _key, some in told for reached in some], found, period),
            *(_plan(each, key, some, period) for each, key, some in told),
            _finished(found, period),
            _growth(period),
            platform_section(period, "F2", "F3"),
        ],
        sources=[sources.of_progress("F1"), sources.of_attentions("F2"), sources.of_referrals("F3"), *plans],
        limits=[UNKNOWN, MEANS, RULE, NO_CAUSES],
    )


def _summary(told: Sequence[Reached], found: Sequence[Standing], period: PaperPeriod) -> Section:
    verdicts = [each.is_reached for each in told]
    facts = [
        Fact("Metas con valor para el año", len(verdicts)),
        Fact("Alcanzadas", verdicts.count(True)),
        Fact("No alcanzadas" if period.is_over else "Todavía no alcanzadas", verdicts.count(False)),
        Fact("Sin dato", verdicts.count(None)),
    ]
    return Section("En resumen", [Facts(facts, "F1"), lights_table(found, "F1")])


def _plan(standing: Standing, key: str, told: Sequence[Reached], period: PaperPeriod) -> Section:
    blocks: list[Block] = (
        [_targets(told, key, period)] if told else [Text(["El documento de este plan no da metas con cifra para el año."], key)]
    )
    chart = _progress(standing)
    return Section(standing.plan.title, [*blocks, Picture(chart, key)] if chart else blocks)


def _targets(told: Sequence[Reached], key: str, period: PaperPeriod) -> Table:
    rows: list[list[Value]] = [
        [
            each.target.title,
            str(each.line.node),
            each.value.period,
            said_target(each),
            _said_actual(each),
            verdict(each, period),
            each.known_by,
        ]
        for each in told
    ]
    head = ["Meta", "Fila del plan", "Período del plan", "Meta del período", "Resultado", "¿Se alcanzó?", "Cómo se sabe"]
    return Table("Metas del año y lo que se sabe de ellas", head, rows, key)


def _said_actual(each: Reached) -> Value:
    return f"{each.actual:+.1f} %" if isinstance(each.actual, float) else each.actual


def _progress(standing: Standing) -> Chart | None:
    """Progress against the time gone by, for what gathers work with dates."""
    heads = [line for line in standing.lines if line.node.kind in HEADS]
    gathered = [(line, below) for line in heads if (below := [each for each in standing.below(line.node) if each.span])]
    if not gathered:
        return None
    done = [mean(float(each.node.percent) for each in below) for _line, below in gathered]  # type: ignore[attr-defined]
    gone = [mean(share for each in below if (share := elapsed(each, standing.day)) is not None) for _line, below in gathered]
    return Chart(
        title="Avance anotado y tiempo transcurrido, en porcentaje",
        labels=[_short(f"{line.node.code} {line.node.title}") for line, _below in gathered],
        series=[Series("Avance anotado", _rounded(done), "current", BAR), Series("Tiempo transcurrido", _rounded(gone), "target", BAR)],
        along="Grupo",
    )


def _finished(found: Sequence[Standing], period: PaperPeriod) -> Section:
    rows: list[list[Value]] = []
    for each in found:
        done = {
            row.key: timezone.localdate(row.at, HONDURAS)
            for row in reported(each.plan, period.begins, period.until)
            if row.state == State.DONE
        }
        rows += [
            [line.node.title, each.plan.title, short_day(done[line.node.key])]
            for line in each.work
            if line.light == "done" and line.node.key in done
        ]
    table = Table(
        "Actividades cuyo fin se anotó en el año",
        ["Actividad", "Plan", "Día anotado"],
        rows,
        "F1",
        empty="Ninguna se anotó como terminada.",
    )
    return Section("Lo que se terminó", [table])


def _growth(period: PaperPeriod) -> Section:
    found = growth_of(period)
    words = str(found.judgement.sentence) if found else "No hay atenciones bastantes en los dos años para decir cuánto cambiaron."
    return Section("Meta de crecimiento de las atenciones", [Text([words], "F2")])


def _rounded(values: Sequence[float | None]) -> list[float | None]:
    return [None if value is None else round(value, 1) for value in values]


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= SHORT else text[: SHORT - 1].rsplit(" ", 1)[0] + "…"
