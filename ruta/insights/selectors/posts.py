"""How large a part of posts is vacant, beside unemployment (I36)? Our vacancies over figures that others published."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import F, Q, Sum
from django.db.models.functions import Greatest

from ruta.base.clock import HONDURAS, today
from ruta.base.context import Actor
from ruta.employers.models import Vacancy
from ruta.insights.engine.posts import EMPLOYED, UNEMPLOYED, Quarter, unemployment_rate, vacancy_rate
from ruta.insights.models import ExternalFigure

MOST = 12
"""Quarters that are told: three years."""


@dataclass(frozen=True, slots=True)
class PostRate:
    """One quarter: posts of vacancies that were open on its last day, over those and the taken ones."""

    quarter: Quarter
    vacant: int
    employed: ExternalFigure
    unemployed: ExternalFigure | None

    @property
    def rate(self) -> float | None:
        """Vacant of all posts, in percent."""
        return vacancy_rate(self.vacant, self.employed.persons)

    @property
    def unemployment(self) -> float | None:
        """Unemployed of those who work or seek work, in percent."""
        return unemployment_rate(self.unemployed.persons if self.unemployed else None, self.employed.persons)

    @property
    def is_provisional(self) -> bool:
        """Whether any of its published figures may still change."""
        return self.employed.is_provisional or (self.unemployed is not None and self.unemployed.is_provisional)


def post_rates(actor: Actor) -> list[PostRate]:
    """The last quarters that are over, of which somebody published how many work and on whose last day a vacancy was open; oldest first."""
    told: dict[Quarter, dict[str, ExternalFigure]] = {}
    for row in ExternalFigure.objects.order_by("-year", "-quarter"):
        told.setdefault(Quarter(row.year, row.quarter), {})[row.series] = row
    quarters = [each for each, held in told.items() if EMPLOYED in held and each.last < today()][:MOST]
    vacant = _vacant(actor, quarters)
    return [PostRate(each, vacant[each], told[each][EMPLOYED], told[each].get(UNEMPLOYED)) for each in sorted(quarters) if vacant[each]]


def _vacant(actor: Actor, quarters: list[Quarter]) -> dict[Quarter, int]:
    """All openings of what was open on each last day; of what is open still, those that nobody filled yet."""
    if not quarters:
        return {}
    sums = {}
    for each in quarters:
        end = datetime.combine(each.last + timedelta(days=1), time(), tzinfo=HONDURAS)
        was_open = Q(published_at__lt=end) & (Q(closed_at=None) | Q(closed_at__gte=end))
        left = Greatest(F("openings") - F("filled"), 0)
        sums[f"open_{each.year}_{each.number}"] = Sum(left, filter=was_open & Q(closed_at=None))
        sums[f"closed_{each.year}_{each.number}"] = Sum("openings", filter=was_open & Q(closed_at__isnull=False))
    found = Vacancy.objects.filter(owner_institution_id=actor.institution_id or 0).aggregate(**sums)
    return {each: sum(found[f"{kind}_{each.year}_{each.number}"] or 0 for kind in ("open", "closed")) for each in quarters}
