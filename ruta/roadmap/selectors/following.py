"""What is still undertaken, which risks are high or slipping, and which lights did a hand put?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.roadmap.models import LightSaid, Meeting, Plan, PlanVersion, Risk, RiskReview, Undertaking
from ruta.roadmap.policies import can_answer_for, can_steer_rounds
from ruta.roadmap.rules import SLIPPING, is_controlled, level_of
from ruta.roadmap.selectors.reading import Line, current_lines

TAKEN_BACK_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Watched:
    """One risk of a plan with its last review; `light` is that of its row."""

    risk: Risk
    plan: Plan
    review: RiskReview | None
    light: str

    @property
    def level(self) -> str:
        """High, medium, low, or nothing while nobody valued it."""
        return level_of(self.review.probability, self.review.impact) if self.review else ""

    @property
    def grave(self) -> int:
        """Probability times impact."""
        return self.review.probability * self.review.impact if self.review else 0

    @property
    def is_slipping(self) -> bool:
        """Whether the activity that it threatens is behind: the alert."""
        return self.light in SLIPPING

    @property
    def is_controlled(self) -> bool:
        """Whether its control is alive."""
        return self.review is not None and is_controlled(self.review.control, self.review.review_on, today())

    @property
    def is_due(self) -> bool:
        """Whether its review is overdue."""
        return self.review is not None and self.review.review_on < today()


def undertakings(*, is_open: bool = True) -> "QuerySet[Undertaking]":
    """What was undertaken, what is late first; or what was closed, the latest first."""
    found = Undertaking.objects.select_related("plan", "institution", "round__plan", "meeting").filter(closed_at__isnull=is_open)
    return found.order_by("due_on", "pk") if is_open else found.order_by("-closed_at", "-pk")


def undertaking_of(pk: int) -> Undertaking:
    """One of them."""
    found = Undertaking.objects.select_related("plan", "institution", "round__plan", "meeting__space").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Esa acción no existe. Elija una de la lista."))
    return found


def can_reopen(row: Undertaking) -> bool:
    """Whether how it ended may still be taken back."""
    return row.closed_at is not None and row.closed_at >= now() - TAKEN_BACK_WITHIN


def can_correct(row: Undertaking) -> bool:
    """Whether what was undertaken may still be said better: it is open, of this week, and nobody outside reads it."""
    is_read = row.meeting is not None and row.meeting.published_at is not None
    return row.closed_at is None and row.at >= now() - TAKEN_BACK_WITHIN and not is_read


def undertakings_for(actor: Actor, until: date) -> "QuerySet[Undertaking]":
    """What the actor's institution undertook and is due; coordination sees also what is late of the others."""
    mine = Q(institution_id=actor.institution_id) if can_answer_for(actor, actor.institution_id or 0) else Q(pk=None)
    if can_steer_rounds(actor):
        mine |= Q(institution_id=actor.institution_id) | Q(due_on__lt=today())
    return undertakings().filter(mine, due_on__lte=until)


def meetings() -> "QuerySet[Meeting]":
    """Every roundtable, the latest first."""
    return Meeting.objects.order_by("-held_on", "-pk")


def watched_risks(plans: Sequence[tuple[PlanVersion, Sequence[Line]]] | None = None) -> list[Watched]:
    """Every risk that the current plans name, the gravest first, then those that nobody valued; `plans` where they were read already."""
    risks = list(Risk.objects.filter(node__version__is_current=True).select_related("node").order_by("node__position", "position"))
    if not risks:
        return []
    read = current_lines(today()) if plans is None else plans
    lights = {line.node.pk: (version.plan, line.light) for version, lines in read for line in lines}
    reviews = _last_reviews()
    found = []
    for risk in risks:
        plan, light = lights[risk.node_id]
        found.append(Watched(risk, plan, reviews.get((plan.pk, risk.node.key, risk.text)), light))
    return sorted(found, key=lambda each: (-each.grave, each.risk.pk))


def watched_risk(pk: int) -> Watched:
    """One risk of a current version."""
    found = next((each for each in watched_risks() if each.risk.pk == pk), None)
    if found is None:
        raise NotFound(_("Ese riesgo no está en la versión vigente de su plan. Elija uno de la matriz."))
    return found


def reviews_of(risk: Watched) -> "QuerySet[RiskReview]":
    """What was thought of a risk, the latest first."""
    return (
        RiskReview.objects.filter(plan=risk.plan, key=risk.risk.node.key, text=risk.risk.text)
        .select_related("institution")
        .order_by("-at", "-pk")
    )


def lights_said(plan: Plan) -> dict[str, LightSaid]:
    """The lights that a hand put and that still hold, by row."""
    latest = LightSaid.objects.filter(plan=plan).order_by("key", "-at", "-pk").distinct("key")
    return {each.key: each for each in latest if each.light}


def light_history(plan: Plan, key: str) -> "QuerySet[LightSaid]":
    """Every hand that touched the light of a row, the latest first."""
    return LightSaid.objects.filter(plan=plan, key=key).order_by("-at", "-pk")


def _last_reviews() -> dict[tuple[int, str, str], RiskReview]:
    """The last review of each risk, by plan, row and words."""
    latest = (
        RiskReview.objects.select_related("institution").order_by("plan_id", "key", "text", "-at", "-pk").distinct("plan_id", "key", "text")
    )
    return {(each.plan_id, each.key, each.text): each for each in latest}


def risks_due_for(actor: Actor, until: date) -> list[RiskReview]:
    """The last reviews of the actor's institution that ask for the next one."""
    latest = RiskReview.objects.order_by("plan_id", "key", "text", "-at", "-pk").distinct("plan_id", "key", "text")
    mine = [each for each in latest if each.institution_id == actor.institution_id and each.review_on <= until]
    return sorted(mine, key=lambda each: each.review_on)
