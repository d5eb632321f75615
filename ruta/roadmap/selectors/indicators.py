"""What do the indicators of the plans say this year, counted from validated rounds, plans and risks, and where are they going?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.insights.definitions import indicator
from ruta.roadmap.enums import WORK, Kind, PlanKind, State, Unit
from ruta.roadmap.models import Node, PlanVersion, RoundAsk, RoundVerdict
from ruta.roadmap.rules import Forecast, forecast, planned_share
from ruta.roadmap.selectors.counted import counted_value
from ruta.roadmap.selectors.following import watched_risks
from ruta.roadmap.selectors.reading import lines_of
from ruta.roadmap.selectors.trees import rows_of

COUNTED = ("I06", "I12", "I20", "I23", "I24", "I26")


@dataclass(frozen=True)
class Read:
    """One indicator: part of a whole, or a number; `why` says what is missing where there is none."""

    code: str
    label: str
    value: float | None
    unit: str
    part: float | None = None
    whole: float | None = None
    why: str = ""


@dataclass(frozen=True)
class Course:
    """One target over the validated rounds of its year: what was said, where it leads and what was wished."""

    ask: RoundAsk
    points: list[tuple[date, float]]
    wished: float
    ends: date
    forecast: Forecast | None


def roadmap_figures(language: str) -> list[Read]:
    """Every indicator of the plans that our rows can count."""
    year = today().year
    return [Read(code, _label(code, language), *FIGURES[code](year)) for code in COUNTED]


def courses() -> list[Course]:
    """Each target that is typed or counted in rounds, with its forecast for the end of the year."""
    first, last = date(today().year, 1, 1), date(today().year, 12, 31)
    accepted = _accepted(first, last)
    groups: dict[tuple[int, str, str], list[RoundAsk]] = {}
    for ask in accepted:
        groups.setdefault((ask.owner_institution_id, ask.key, ask.series), []).append(ask)
    return [_course(group, last) for group in groups.values()]


def _accepted(first: date, last: date) -> list[RoundAsk]:
    """The questions about targets whose answer was accepted, in the order of time; of the open round too, where the reader sees it."""
    done = RoundVerdict.objects.filter(is_accepted=True, round__ends__gte=first, round__ends__lte=last).values("answer__ask")
    found = RoundAsk.objects.filter(pk__in=done, kind="target").exclude(unit=Unit.MILESTONE)
    return list(
        found.select_related("round__plan", "owner_institution", "answer").order_by("round__plan_id", "position", "round__ends", "pk")
    )


def _course(group: list[RoundAsk], last: date) -> Course:
    points = [(ask.round.ends, said) for ask in group if (said := _said(ask)) is not None]
    line = forecast([(float(day.toordinal()), value) for day, value in points], float(last.toordinal()))
    return Course(group[-1], points, float(group[-1].expected or 0), last, line)


def _said(ask: RoundAsk) -> float | None:
    found = ask.counted if ask.is_counted else ask.answer.value
    return None if found is None else float(found)


def _label(code: str, language: str) -> str:
    known = indicator(code)
    return known.label[language] if known else code


Figure = tuple[float | None, str, float | None, float | None, str]


def _latest_target(series: str) -> Callable[[int], Figure]:
    def read(year: int) -> Figure:
        found = [ask for ask in _accepted(date(year, 1, 1), date(year, 12, 31)) if ask.series == series]
        said = _said(found[-1]) if found else None
        unit = "%" if found and found[-1].unit == Unit.PERCENT else ""
        wished = float(found[-1].expected or 0) if found else None
        return said, unit, said, wished, "" if said is not None else _("ninguna ronda validada este año")

    return read


def _counted(code: str) -> Callable[[int], Figure]:
    def read(year: int) -> Figure:
        value = counted_value(code, date(year, 1, 1), today())
        said = None if value is None else float(value)
        return said, "", said, None, ""

    return read


def _done_of_due(_year: int) -> Figure:
    """I23: of the action plan's and the roadmap's activities whose time is over, how many are done."""
    part = whole = 0
    for node, span in _work():
        if span and span[1] <= today():
            whole, part = whole + 1, part + (node.state == State.DONE)  # type: ignore[attr-defined]
    return _share(part, whole, _("ninguna actividad ha vencido"))


def _schedule(_year: int) -> Figure:
    """I24: the mean over activities that have a time of what is done less what should be."""
    behind = [node.percent - planned_share(*span, today()) * 100 for node, span in _work() if span and span[0] <= today()]  # type: ignore[attr-defined]
    mean = sum(behind) / len(behind) if behind else None
    return mean, _("puntos"), None, None, "" if behind else _("ninguna actividad tiene fechas")


def _controlled(_year: int) -> Figure:
    """I26: of the high risks, those whose control was reviewed in time."""
    high = [each for each in watched_risks() if each.level == "high"]
    return _share(sum(each.is_controlled for each in high), len(high), _("ningún riesgo alto valorado"))


def _share(part: int, whole: int, why: str) -> Figure:
    return (100 * part / whole if whole else None), "%", part, whole, "" if whole else why


def _work() -> Iterable[tuple[Node, tuple[date, date] | None]]:
    kinds = (PlanKind.ROADMAP, PlanKind.ACTION_PLAN, PlanKind.ANNUAL)
    for version in PlanVersion.objects.filter(is_current=True, plan__kind__in=kinds).select_related("plan").order_by("pk"):
        for line in lines_of(version, list(rows_of(version)), today()):
            if line.node.kind in WORK - {Kind.TASK}:
                yield line.node, line.span


FIGURES: dict[str, Callable[[int], Figure]] = {
    "I06": _latest_target("strategy_territories"), "I12": _counted("I12"),
    "I20": _counted("I20"), "I23": _done_of_due, "I24": _schedule, "I26": _controlled,
}  # fmt: skip
