"""Where are the targets of the year going, by what the rounds accepted so far?"""

from dataclasses import dataclass
from datetime import date

from ruta.base.clock import today
from ruta.insights.engine.forecast import Forecast, prolonged, within
from ruta.roadmap.enums import Unit
from ruta.roadmap.models import RoundAsk, RoundVerdict


@dataclass(frozen=True)
class Course:
    """One target over the validated rounds of its year: what was said, where it leads and what was wished."""

    ask: RoundAsk
    points: list[tuple[date, float]]
    wished: float
    ends: date
    forecast: Forecast | None


def courses() -> list[Course]:
    """Each target that is typed or counted in rounds, with its forecast for the end of the year."""
    first, last = date(today().year, 1, 1), date(today().year, 12, 31)
    accepted = accepted_asks(first, last)
    groups: dict[tuple[int, str, str], list[RoundAsk]] = {}
    for ask in accepted:
        groups.setdefault((ask.owner_institution_id, ask.key, ask.series), []).append(ask)
    return [_course(group, last) for group in groups.values()]


def accepted_asks(first: date, last: date) -> list[RoundAsk]:
    """The questions about targets whose answer was accepted, in the order of time; of the open round too, where the reader sees it."""
    done = RoundVerdict.objects.filter(is_accepted=True, round__ends__gte=first, round__ends__lte=last).values("answer__ask")
    found = RoundAsk.objects.filter(pk__in=done, kind="target").exclude(unit=Unit.MILESTONE)
    return list(
        found.select_related("round__plan", "owner_institution", "answer").order_by("round__plan_id", "position", "round__ends", "pk")
    )


def _course(group: list[RoundAsk], last: date) -> Course:
    points = [(ask.round.ends, said) for ask in group if (said := said_of(ask)) is not None]
    line = prolonged([(float(day.toordinal()), value) for day, value in points], float(last.toordinal()))
    if not group[-1].is_growth:
        line = within(line, 0, 100 if group[-1].unit == Unit.PERCENT else None)
    return Course(group[-1], points, float(group[-1].expected or 0), last, line)


def said_of(ask: RoundAsk) -> float | None:
    """The value that counts: what the platform counted, or what was answered."""
    found = ask.counted if ask.is_counted else ask.answer.value
    return None if found is None else float(found)
