"""What does the strategy ask and how much of it is verified, where; what does the media plan hold month by month; which sessions are there?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from ruta.base.clock import HONDURAS, today
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.base.holding import holding
from ruta.communication.enums import PlannedState, StrategyAim, StrategyState
from ruta.communication.models import MediaItem, Milestone, OrientationSession, Strategy
from ruta.communication.quiet import plain
from ruta.communication.rules import weighed
from ruta.territory.models import Territory
from ruta.territory.selectors import territories

NATIONAL = "SETRASS-DGE"
"""Who answers for the strategy of the roadmap (intervention 5)."""


@dataclass(frozen=True, slots=True)
class Place:
    """How much of a strategy is verified in one territory, and since when."""

    territory: Territory
    percent: float | None
    since: date | None


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the media plan: what it costs and reaches, as planned and as it came."""

    begins: date
    count: int
    budget: int
    spent: int
    reach: int
    reached: int


def strategies() -> QuerySet[Strategy]:
    """Every version of every institution, the latest first."""
    return Strategy.objects.select_related("institution").order_by("institution", "aim", "-number", "pk")


def strategy_of(strategy_id: int) -> Strategy:
    """One of them."""
    found = strategies().filter(pk=strategy_id).first()
    if found is None:
        raise NotFound(_("Esa estrategia no existe. Vuelva a la lista."))
    return found


def ruling_strategy(aim: str = StrategyAim.COMMUNICATION, institution_code: str = NATIONAL) -> Strategy | None:
    """The version in force of an institution, of one aim."""
    return strategies().filter(institution__code=institution_code, aim=aim, state=StrategyState.IN_FORCE).first()


def ruled_since(aim: str, institution_code: str = NATIONAL) -> date | None:
    """The day on which the first version of an aim was approved."""
    first = Strategy.objects.filter(institution__code=institution_code, aim=aim).aggregate(first=Min("approved_at"))["first"]
    return first.astimezone(HONDURAS).date() if first else None


def public_strategies() -> QuerySet[Strategy]:
    """What rules now, of every institution, that of the country first."""
    rows = strategies().filter(state=StrategyState.IN_FORCE, institution__is_active=True)
    return rows.annotate(is_national=Q(institution__code=NATIONAL)).order_by("-is_national", "-aim", "institution__short_name", "pk")


def strategy_share(milestones: Iterable[Milestone], *, until: date | None = None, done_by: date | None = None) -> float | None:
    """Σ weight × verified ÷ Σ weight, in hundredths, by evidence of any day or up to one; `until` a day, what should be done by then."""
    if until is not None:
        return weighed((each.weight, each.due_on <= until) for each in milestones)
    verified = ((each, each.verified_at is not None) for each in milestones)
    return weighed((each.weight, is_so and (done_by is None or (each.evidence_on or done_by) <= done_by)) for each, is_so in verified)


def places_of(strategy: Strategy) -> list[Place]:
    """Each priority territory of the roadmap with what is verified there."""
    there: dict[str, list[Milestone]] = {}
    for each in strategy.milestones.exclude(territory=None).order_by("evidence_on", "pk"):
        there.setdefault(str(each.territory_id), []).append(each)
    return [_place(each, there.get(each.pk, [])) for each in territories(priority_only=True).order_by("sort_name", "pk")]


def _place(territory: Territory, rows: list[Milestone]) -> Place:
    since = next((each.evidence_on for each in rows if each.verified_at), None)
    return Place(territory, strategy_share(rows), since)


def reached_territories(strategy: Strategy, until: date | None = None) -> int:
    """In how many priority territories something of it is verified, by a day."""
    return sum(each.since is not None and (until is None or each.since <= until) for each in places_of(strategy))


def media_items(actor: Actor) -> QuerySet[MediaItem]:
    """The media plan of the actor's institution."""
    return MediaItem.objects.filter(institution=actor.institution_id or 0).select_related("territory", "institution")


def found_items(rows: QuerySet[MediaItem], text: str) -> QuerySet[MediaItem]:
    """Those whose title or outlet hold every word of a text."""
    return rows.filter(holding(text, "title", "outlet"))


def media_item_of(actor: Actor, item_id: int) -> MediaItem:
    """One line of it."""
    found = media_items(actor).filter(pk=item_id).first()
    if found is None:
        raise NotFound(_("Eso no está en el plan de medios de su institución. Vuelva a la lista."))
    return found


def months_of(actor: Actor, *years: int) -> list[Month]:
    """The plan of some years month by month, by the day on which each line begins; what was cancelled counts nowhere."""
    rows = media_items(actor).filter(begins__year__in=years).exclude(state=PlannedState.CANCELLED).order_by()
    found = rows.annotate(month=TruncMonth("begins")).values("month").annotate(
        n=Count("pk"), planned=Sum("budget"), paid=Sum("spent"), wished=Sum("reach"), came=Sum("reached")
    )  # fmt: skip
    return [
        Month(row["month"], row["n"], row["planned"], row["paid"] or 0, row["wished"], row["came"] or 0) for row in found.order_by("month")
    ]


def sessions(actor: Actor) -> QuerySet[OrientationSession]:
    """The sessions of the actor's institution."""
    return OrientationSession.objects.filter(institution=actor.institution_id or 0).select_related(
        "municipality__department", "office", "institution"
    )


def coming_sessions() -> QuerySet[OrientationSession]:
    """What anybody may come to, of every institution, the next first."""
    rows = OrientationSession.objects.filter(is_public=True, state=PlannedState.PLANNED, held_on__gte=today(), institution__is_active=True)
    shown = plain(rows, "topic", "place")
    return shown.select_related("municipality__department", "institution").order_by("held_on", "starts_at", "pk")


def found_sessions(rows: QuerySet[OrientationSession], text: str) -> QuerySet[OrientationSession]:
    """Those whose topic or place hold every word of a text."""
    return rows.filter(holding(text, "topic", "place", "municipality__name"))


def session_of(actor: Actor, session_id: int) -> OrientationSession:
    """One of them."""
    found = sessions(actor).filter(pk=session_id).first()
    if found is None:
        raise NotFound(_("Esa sesión no es de su institución. Vuelva a la lista."))
    return found


def held_by_segment(actor: Actor, year: int) -> Mapping[str, int]:
    """How many sessions were held in a year and how many came, by segment; whoever belongs to two is in both."""
    rows = sessions(actor).filter(held_on__year=year, state=PlannedState.DONE)
    found = rows.aggregate(held=Count("pk"), attended=Sum("attended"), women=Sum("women"), youth=Sum("youth"), transit=Sum("transit"))
    return {name: count or 0 for name, count in found.items()}
