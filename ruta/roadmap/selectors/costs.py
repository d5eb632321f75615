"""What does a plan cost, by row, source and year, and how much of what was approved was spent (I25)?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from ruta.roadmap.enums import WORK
from ruta.roadmap.models import CostLine, Expense, Node, Plan, PlanVersion
from ruta.roadmap.rules import Cost

# Where a plan's own document names no sources.
SOURCES = (("PNEH", "Política Nacional de Empleo"), ("EUROEMPLEO", "EUROEMPLEO"), ("cooperation", "Cooperación"), ("own", "Fondos propios"))


@dataclass(frozen=True, slots=True)
class Spent:
    """Approved and spent of one source; the share is I25."""

    label: str
    planned: int
    approved: int
    spent: int

    @property
    def share(self) -> float | None:
        """Spent of what was approved; nothing where nothing was."""
        return self.spent / self.approved if self.approved else None


@dataclass(frozen=True, slots=True)
class CostSheet:
    """The lines of a plan with their rows, and what was spent of each."""

    plan: Plan
    lines: Sequence[CostLine]
    rows: dict[str, Node]
    spent: dict[int, int]

    @property
    def years(self) -> list[int]:
        """The years in which something is paid."""
        return sorted({line.year for line in self.lines})

    def by_source(self) -> list[Spent]:
        """Each source with what it pays."""
        return [_spent(label, [line for line in self.lines if line.source == code], self.spent) for code, label in sources_of(self.plan)]

    def whole(self) -> Spent:
        """The whole plan."""
        return _spent(self.plan.title, self.lines, self.spent)


def cost_sheet(plan: Plan, until: date | None = None) -> CostSheet:
    """The sheet of a plan as it stands, with what was spent until a day."""
    lines = list(CostLine.objects.filter(plan=plan).order_by("key", "year", "id"))
    order = {node.key: node for node in Node.objects.filter(version__plan=plan, version__is_current=True).order_by("position")}
    lines.sort(key=lambda line: (order[line.key].position if line.key in order else len(order), line.year, line.pk))
    expenses = Expense.objects.filter(line__plan=plan)
    found = (expenses.filter(on__lte=until) if until else expenses).order_by().values_list("line").annotate(Sum("amount"))
    return CostSheet(plan, lines, order, dict(found))


def cost_sheets(until: date | None = None) -> list[CostSheet]:
    """Every plan that holds work."""
    with_work = Plan.objects.filter(versions__is_current=True, versions__nodes__kind__in=WORK).distinct().order_by("pk")
    return [cost_sheet(plan, until) for plan in with_work]


def costs_now(plan: Plan) -> dict[int, Cost]:
    """What each line says."""
    return {line.pk: line.cost for line in CostLine.objects.filter(plan=plan).order_by("pk")}


def sources_of(plan: Plan) -> list[tuple[str, str]]:
    """The sources that the plan's own document names, or the usual four."""
    version = PlanVersion.objects.filter(plan=plan, is_current=True).first()
    named = version.listed("funding") if version else []
    return [(row["code"], row["label"]) for row in named] or list(SOURCES)


def source_codes(plan: Plan) -> list[str]:
    """Their codes."""
    return [code for code, _label in sources_of(plan)]


def costable_rows(plan: Plan) -> list[Node]:
    """The rows of the current version that somebody does, in order."""
    return list(Node.objects.filter(version__plan=plan, version__is_current=True, kind__in=WORK).order_by("position"))


def costable_keys(plan: Plan) -> list[str]:
    """Their keys."""
    return [node.key for node in costable_rows(plan)]


def _spent(label: str, lines: Sequence[CostLine], spent: dict[int, int]) -> Spent:
    return Spent(
        label,
        sum(line.cost.amount for line in lines),
        sum(line.cost.amount for line in lines if line.approved_at),
        sum(spent.get(line.pk, 0) for line in lines),
    )
