"""How did a plan stand at the end of one day: in which version, and how far was each row?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ruta.base.clock import HONDURAS
from ruta.roadmap.enums import WORK, State
from ruta.roadmap.models import Node, Plan, PlanVersion, Progress
from ruta.roadmap.rules import planned_share
from ruta.roadmap.selectors.reading import Line, lines_of

LIGHTS = {"done": "Terminada", "ok": "En camino", "risk": "En riesgo", "late": "Atrasada", "none": "Sin dato"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A plan on one day."""

    plan: Plan
    version: PlanVersion
    day: date
    lines: Sequence[Line]

    @property
    def work(self) -> list[Line]:
        """What somebody does and reports on."""
        return [line for line in self.lines if line.node.kind in WORK]

    def counted(self) -> dict[str, int]:
        """How many pieces of work stand under each light."""
        found = [line.light for line in self.work]
        return {light: found.count(light) for light in LIGHTS}

    def below(self, head: Node) -> list[Line]:
        """The work anywhere under a row; parents come before their children."""
        inside, found = {head.pk}, []
        for line in self.lines:
            if line.node.parent_id in inside:
                inside.add(line.node.pk)
                found += [line] if line.node.kind in WORK else []
        return found


def standings(day: date) -> list[Standing]:
    """Every plan that holds work, in the order in which they were made."""
    found = [standing_of(plan, day) for plan in Plan.objects.order_by("pk") if PlanVersion.objects.filter(plan=plan).exists()]
    return [each for each in found if each.work]


def standing_of(plan: Plan, day: date) -> Standing:
    """A plan at the end of a day: the version of that day, or the first one if it was loaded later."""
    until = after(day)
    versions = PlanVersion.objects.filter(plan=plan)
    version = versions.filter(loaded_at__lt=until).order_by("-number").first() or versions.order_by("number").first()
    if version is None:
        message = f"a plan without a version: {plan.code}"
        raise LookupError(message)
    nodes = list(Node.objects.filter(version=version).order_by("position"))
    latest = _latest(plan, until)
    for node in nodes:
        told = latest.get(node.key)
        node.state, node.percent = (told.state, told.percent) if told else ("", 0)  # type: ignore[attr-defined]
    return Standing(plan, version, day, lines_of(version, nodes, day))


def reported(plan: Plan, begins: date, until: date) -> list[Progress]:
    """What was reported of a plan between two days, in order."""
    rows = Progress.objects.filter(plan=plan, at__gte=after(begins - timedelta(days=1)), at__lt=after(until))
    return list(rows.select_related("institution").order_by("at", "id"))


def reported_before(plan: Plan, day: date) -> Mapping[str, Progress]:
    """The last report of each row before a day."""
    return _latest(plan, after(day - timedelta(days=1)))


def elapsed(line: Line, day: date) -> float | None:
    """The share of its time that has gone by, in percent; nothing without dates."""
    return planned_share(*line.span, day) * 100 if line.span else None


def state_word(state: str) -> str:
    """A state in words; nobody told one where it is empty."""
    return str(State(state).label) if state else "Sin reporte"


def mean(values: Iterable[float]) -> float | None:
    """The mean, or nothing of nothing."""
    found = list(values)
    return sum(found) / len(found) if found else None


def after(day: date) -> datetime:
    """The first moment after a day, in Honduras."""
    return datetime.combine(day + timedelta(days=1), time.min, HONDURAS)


def _latest(plan: Plan, until: datetime) -> dict[str, Progress]:
    rows = Progress.objects.filter(plan=plan, at__lt=until).order_by("key", "-at", "-id").distinct("key")
    return {row.key: row for row in rows}
