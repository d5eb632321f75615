"""Which rounds are open or closed, what was asked of whom in each, and where does every answer stand?"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, QuerySet
from django.utils.translation import gettext as _

from ruta.accounts.models import Membership, User
from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.directory.models import Institution
from ruta.roadmap.enums import PlanKind, Stage
from ruta.roadmap.models import Duty, Plan, PlanVersion, Round, RoundAnswer, RoundAsk, RoundEvidence, RoundVerdict
from ruta.roadmap.policies import ANSWERING_ROLES, can_answer_for
from ruta.roadmap.rules import Due, light_of, next_rounds, stage_of, target_light
from ruta.roadmap.selectors.reading import periods_of

WAITING = frozenset({Stage.MISSING, Stage.DRAFT, Stage.RETURNED})  # for the institution; SENT waits for coordination
ROUND_PLANS = frozenset(PlanKind) - {PlanKind.MATURITY}  # maturity has rounds of its own


@dataclass(frozen=True)
class Asked:
    """One question with its answer, if there is one, and where it stands."""

    ask: RoundAsk
    answer: RoundAnswer | None
    verdict: RoundVerdict | None
    stage: Stage

    @property
    def is_waiting(self) -> bool:
        """Whether the institution still has to do something."""
        return self.stage in WAITING

    @property
    def light(self) -> str:
        """What was said against the share of time gone by; the rule is the one of the whole plan."""
        if self.said is None:
            return "none"
        planned = None if self.ask.planned is None else self.ask.planned / 100
        if self.ask.kind == "activity":
            return light_of(int(self.said), planned)
        return target_light(self.said, self.wished, planned, is_growth=self.ask.is_growth)

    @property
    def said(self) -> float | None:
        """What counts: the share of an activity, the value of a target."""
        if self.ask.is_counted:
            return None if self.ask.counted is None else float(self.ask.counted)
        if self.answer is None:
            return None
        found = self.answer.percent if self.ask.kind == "activity" else self.answer.value
        return None if found is None else float(found)

    @property
    def wished(self) -> float | None:
        """What the plan expected by the end of the round."""
        found = self.ask.planned if self.ask.kind == "activity" else self.ask.expected
        return None if found is None else float(found)


@dataclass(frozen=True)
class Share:
    """One institution in a round: how many questions, how many answered and validated, and who answers."""

    institution: Institution
    total: int
    waiting: int
    sent: int
    accepted: int
    focal_points: Sequence[User]


@dataclass(frozen=True)
class Coming:
    """A round that a plan will owe."""

    plan: Plan
    due: Due


def rounds() -> QuerySet[Round]:
    """Every round, open ones first, then the latest."""
    return Round.objects.select_related("plan").order_by(F("closed_at").desc(nulls_first=True), "-begins", "plan_id", "kind")


def open_round_ids() -> list[int]:
    """The rounds that take answers."""
    return list(Round.objects.filter(closed_at=None).order_by("pk").values_list("pk", flat=True))


def round_of(pk: int) -> Round:
    """One round."""
    found = Round.objects.select_related("plan__owner").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Esa ronda no existe. Elija una de la lista."))
    return found


def asked_in(row: Round) -> list[Asked]:
    """Every question of a round that this actor may read, with its answer, in the order of the plan."""
    asks = _with_answers(RoundAsk.objects.filter(round=row))
    return [_asked(ask) for ask in asks.order_by("position", "owner_institution__short_name", "pk")]


def asked_of(pk: int) -> Asked:
    """One question."""
    found = _with_answers(RoundAsk.objects.filter(pk=pk)).first()
    if found is None:
        raise NotFound(_("Esa pregunta no es de su institución o no existe. Vuelva a la ronda."))
    return _asked(found)


def evidence_of(pk: int) -> RoundEvidence:
    """One piece of evidence that this actor may open."""
    found = RoundEvidence.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Esa evidencia no es de su institución o no existe. Vuelva a la ronda."))
    return found


def shares_of(asked: Iterable[Asked]) -> list[Share]:
    """How far each institution of a round is."""
    groups: dict[int, list[Asked]] = {}
    for each in asked:
        groups.setdefault(each.ask.owner_institution_id, []).append(each)
    answering = focal_points(groups)
    shares = [_share(group, answering.get(pk, ())) for pk, group in groups.items()]
    return sorted(shares, key=lambda each: (-each.waiting, each.institution.short_name))


def waiting_for(actor: Actor) -> list[Asked]:
    """What the open rounds still want of the actor's institution, for its focal point."""
    if not can_answer_for(actor, actor.institution_id or 0):
        return []
    asks = _with_answers(RoundAsk.objects.filter(owner_institution_id=actor.institution_id or 0, round__closed_at=None))
    found = [_asked(ask) for ask in asks.order_by("round__due_on", "position", "pk")]
    return [each for each in found if each.is_waiting]


def rounds_to_judge() -> list[tuple[Round, int]]:
    """The open rounds in which answers wait for coordination, with how many, as far as this actor reads them."""
    asks = _with_answers(RoundAsk.objects.filter(round__closed_at=None, answer__sending__gt=0))
    waiting = [ask.round for ask in asks.order_by("round__due_on", "pk") if _asked(ask).stage == Stage.SENT]
    return list(Counter(waiting).items())


def focal_points(institution_ids: Iterable[int]) -> dict[int, list[User]]:
    """Who answers for each institution today."""
    found: dict[int, list[User]] = {}
    members = Membership.objects.filter(
        role__in=ANSWERING_ROLES, is_active=True, user__is_active=True, office__institution_id__in=list(institution_ids)
    ).exclude(valid_until__lt=today())
    for member in members.select_related("user", "office").order_by("user__full_name", "pk"):
        found.setdefault(member.office.institution_id, []).append(member.user)
    return found


def duties_of(plan: Plan) -> dict[str, list[Institution]]:
    """Which institutions answer for each row of a plan, where somebody said so."""
    found: dict[str, list[Institution]] = {}
    for duty in Duty.objects.filter(plan=plan).select_related("institution").order_by("key", "institution__short_name"):
        found.setdefault(duty.key, []).append(duty.institution)
    return found


def plan_begins(version: PlanVersion) -> date:
    """The first day of a plan: of its first period, or when its first version was loaded."""
    periods = periods_of(version)
    if periods:
        return periods[0].begins
    first = PlanVersion.objects.filter(plan=version.plan_id).order_by("number").values_list("loaded_at", flat=True)[:1]
    return min(moment.date() for moment in first)


def coming_rounds() -> list[Coming]:
    """What the plans will owe next, the nearest first."""
    found = []
    for version in PlanVersion.objects.filter(is_current=True, plan__kind__in=ROUND_PLANS).select_related("plan").order_by("plan_id"):
        owed = next_rounds(plan_begins(version), today(), is_dated=version.plan.kind == PlanKind.REINTEGRATION)
        found += [Coming(version.plan, due) for due in owed]
    return sorted(found, key=lambda each: each.due.opens)


def _with_answers(asks: "QuerySet[RoundAsk]") -> "QuerySet[RoundAsk]":
    verdicts = Prefetch("answer__verdicts", RoundVerdict.objects.order_by("-sending"))
    return asks.select_related("round__plan", "owner_institution", "answer").prefetch_related(verdicts)


def _asked(ask: RoundAsk) -> Asked:
    answer: RoundAnswer | None = getattr(ask, "answer", None)
    if answer is None:
        return Asked(ask, None, None, Stage.MISSING)
    verdict = next(iter(answer.verdicts.all()), None)
    judged = (verdict.sending, verdict.is_accepted) if verdict else None
    return Asked(ask, answer, verdict, Stage(stage_of(answer.sending, judged)))


def _share(group: Sequence[Asked], answering: Sequence[User]) -> Share:
    return Share(
        institution=group[0].ask.owner_institution,
        total=len(group),
        waiting=sum(each.is_waiting for each in group),
        sent=sum(each.stage == Stage.SENT for each in group),
        accepted=sum(each.stage == Stage.ACCEPTED for each in group),
        focal_points=answering,
    )
