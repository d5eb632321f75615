"""What does the roadmap want of an indicator by the end of each of its years, one year added to those before?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ruta.roadmap.enums import PlanKind
from ruta.roadmap.models import PlanVersion, Target
from ruta.roadmap.selectors.reading import periods_of, targets_of


@dataclass(frozen=True, slots=True)
class Wish:
    """The target of one year, as it stands at its end."""

    label: str
    value: int
    is_now: bool


def wishes_of(indicator: str, day: date) -> list[Wish]:
    """The targets of the roadmap in force; those that say what each year adds are added up."""
    version = PlanVersion.objects.filter(is_current=True, plan__kind=PlanKind.ROADMAP).select_related("plan").order_by("plan_id").first()
    target = targets_of(version).filter(indicator=indicator).first() if version else None
    return [] if version is None or target is None else added_up(version, target, day)


def added_up(version: PlanVersion, target: Target, day: date) -> list[Wish]:
    """What one target wants by the end of each period that it names."""
    said = {row.period: row.value for row in target.values.all()}
    found, reached = [], 0
    for period in periods_of(version):
        if period.code in said:
            reached = int(said[period.code]) + (0 if target.is_cumulative else reached)
            found.append(Wish(period.label, reached, period.begins <= day <= period.ends))
    return found


def wished_now(wishes: Iterable[Wish]) -> int | None:
    """What it should be by the end of the running year; where none is running, nothing."""
    return next((each.value for each in wishes if each.is_now), None)
