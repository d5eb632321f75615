"""How does a round come to be: which questions go to which institution, and what does the platform fill in itself?"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.base.transactions import action
from ruta.directory.models import Institution
from ruta.roadmap.enums import WORK, AskKind, Kind, PlanKind, Unit
from ruta.roadmap.models import Duty, Node, Plan, PlanVersion, Round, RoundAsk, Target
from ruta.roadmap.policies import demand_steering
from ruta.roadmap.rules import DAYS_TO_ANSWER, Due, due_rounds, planned_share
from ruta.roadmap.selectors.counted import Shared, counted_value, is_counted
from ruta.roadmap.selectors.reading import Line, Period, lines_of, periods_of
from ruta.roadmap.selectors.rounds import ROUND_PLANS, duties_of, plan_begins
from ruta.roadmap.selectors.trees import current_version, node_of, rows_of

# A task is told with its activity.
ASKED = WORK - {Kind.TASK}


@action
def open_due_rounds(*, actor: Actor) -> list[int]:
    """Open what each plan owes by today and does not have yet; a second run opens nothing."""
    demand_steering(actor)
    return [open_round(actor=actor, plan=plan, due=due).pk for plan, due in _owed()]


@action
def open_round(*, actor: Actor, plan: Plan, due: Due) -> Round:
    """Ask every institution for what it answers for; the same round is opened once."""
    demand_steering(actor)
    version = current_version(plan)
    row, is_new = Round.objects.get_or_create(
        plan=plan, kind=due.kind, begins=due.begins,
        defaults={
            "ends": due.ends, "due_on": today() + timedelta(days=DAYS_TO_ANSWER), "opened_at": now(), "opened_by": actor.user_id,
        },
    )  # fmt: skip
    if is_new:
        RoundAsk.objects.bulk_create(_asks(row, version))
        count_values(actor=actor, round_id=row.pk)
    return row


@action
def count_values(*, actor: Actor, round_id: int) -> int:
    """Fill in, or bring up to date, the values of an open round that the platform counts itself; says how many."""
    demand_steering(actor)
    row = Round.objects.select_for_update().get(pk=round_id)
    if not row.is_open:
        return 0
    asks, shared = list(RoundAsk.objects.filter(round=row, is_counted=True).order_by("pk")), Shared()
    for ask in asks:
        ask.counted, ask.counted_at = counted_value(ask.indicator, row.begins, row.ends, ask.unit, shared), now()
        ask.save(update_fields=["counted", "counted_at"])
    return len(asks)


@action
def set_duty(*, actor: Actor, plan: Plan, key: str, institutions: list[Institution]) -> None:
    """Say which institutions answer for a row from the next round on; none leaves it to the owner of the plan."""
    demand_steering(actor)
    node = node_of(current_version(plan), key)
    if node.kind not in ASKED:
        raise NotFound(_("De esa fila no se pregunta en las rondas. Elija una actividad o acción clave."))
    Duty.objects.filter(plan=plan, key=key).exclude(institution__in=institutions).delete()
    for institution in institutions:
        Duty.objects.get_or_create(plan=plan, key=key, institution=institution, defaults={"by": actor.user_id, "at": now()})


def _owed() -> Iterator[tuple[Plan, Due]]:
    for version in PlanVersion.objects.filter(is_current=True, plan__kind__in=ROUND_PLANS).select_related("plan").order_by("plan_id"):
        for due in due_rounds(plan_begins(version), today(), is_dated=version.plan.kind == PlanKind.REINTEGRATION):
            if not Round.objects.filter(plan=version.plan, kind=due.kind, begins=due.begins).exists():
                yield version.plan, due


def _asks(row: Round, version: PlanVersion) -> list[RoundAsk]:
    """Each question once for each institution that answers for its row; none is left without."""
    duties, owner = duties_of(row.plan), row.plan.owner
    found = []
    for place, (node, said) in enumerate(_questions(row, version)):
        answering = duties.get(node.key) or [each for each in (node.institution or owner,) if each]
        found += [RoundAsk(round=row, position=place, owner_institution=institution, key=node.key, **said) for institution in answering]
    return found


def _questions(row: Round, version: PlanVersion) -> Iterator[tuple[Node, dict[str, object]]]:
    periods = periods_of(version)
    shared, now_at = Shared(), next((each for each in periods if each.begins <= row.ends <= each.ends), None)
    for line in lines_of(version, list(rows_of(version).select_related("institution")), row.ends):
        if line.node.kind in ASKED and _is_under_way(line, row.ends):
            planned = round(planned_share(*line.span, row.ends) * 100) if line.span else None
            yield line.node, {"kind": AskKind.ACTIVITY, "title": line.node.title, "planned": planned}
        for target in line.targets:
            yield from _of_target(line.node, target, now_at, row.ends, shared)


def _is_under_way(line: Line, day: date) -> bool:
    has_begun = line.span is None or line.span[0] <= day
    return has_begun and line.node.percent < 100  # type: ignore[attr-defined]


def _of_target(node: Node, target: Target, period: Period | None, day: date, shared: Shared) -> Iterator[tuple[Node, dict[str, object]]]:
    values = {each.period: each.value for each in target.values.all()}
    expected = values.get(period.code if period else "", values.get(""))
    if expected is None:
        return
    is_growth = target.unit == Unit.PERCENT and not target.is_cumulative
    yield node, {
        "kind": AskKind.TARGET, "title": target.title, "series": target.series, "unit": target.unit, "indicator": target.indicator,
        "expected": expected, "is_counted": is_counted(target.indicator, target.unit, day, shared), "is_growth": is_growth,
        "planned": round(planned_share(period.begins, period.ends, day) * 100) if period and not is_growth else None,
    }  # fmt: skip
