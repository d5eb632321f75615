"""How many referrals reached each step, and how long did it usually take?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Sum

from ruta.insights.engine.suppression import CannotProtect, Cell, Mark, safe_share, suppress_list
from ruta.insights.enums import Step
from ruta.insights.models import ReferralCube

LEAST = 5


@dataclass(frozen=True, slots=True)
class StepFigure:
    """How many referrals of the period reached a step, their share of those sent, and the median days from the step before."""

    step: str
    label: str
    cell: Cell
    share: float | None
    median_days: float | None


def referral_steps(
    *, year: int, sender_id: int | None = None, receiver_id: int | None = None, months: Sequence[int] = ()
) -> list[StepFigure]:
    """Referrals sent in the year, or in some of its months: how many reached each step, and how long it usually took (I54)."""
    rows = ReferralCube.objects.filter(month__year=year)
    if months:
        rows = rows.filter(month__month__in=months)
    if sender_id:
        rows = rows.filter(sender_id=sender_id)
    if receiver_id:
        rows = rows.filter(receiver_id=receiver_id)
    histogram: dict[str, dict[int, int]] = defaultdict(dict)
    for step, days, count in rows.values_list("step", "days").annotate(Sum("n")).order_by("step", "days"):
        histogram[step][days] = count
    totals = [sum(histogram[step].values()) for step in Step.values]
    cells = _safe_list(totals)
    return [
        StepFigure(step.value, str(step.label), cell, safe_share(cell, cells[0]), histogram_median(histogram[step.value]))
        for step, cell in zip(Step, cells, strict=True)
    ]


def histogram_median(counts: Mapping[int, int]) -> float | None:
    """Median of days kept as a histogram {days: how many}; None under five, so that nobody's own time is told."""
    total = sum(counts.values())
    if total < LEAST:
        return None
    middle = {(total - 1) // 2, total // 2}
    found, passed = [], 0
    for days in sorted(counts):
        found += [days for place in middle if passed <= place < passed + counts[days]]
        passed += counts[days]
    return sum(found) / len(found)


def _safe_list(counts: list[int]) -> tuple[Cell, ...]:
    try:
        return suppress_list(counts).cells
    except CannotProtect:
        return (Cell(None, Mark.HIDDEN),) * len(counts)
