"""What did each institution set aside for returned persons, year by year, and who has not said so?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from ruta.base.context import Actor
from ruta.directory.models import Institution
from ruta.roadmap.models import YearBudget
from ruta.roadmap.policies import can_budget_for


@dataclass(frozen=True, slots=True)
class Budgets:
    """One institution with the last word about each year; nothing where it said none."""

    institution: Institution
    years: Sequence[tuple[int, YearBudget | None]]


def year_budgets(years: Sequence[int], until: datetime | None = None) -> list[Budgets]:
    """The driving team, and whoever else said something of these years."""
    rows = YearBudget.objects.filter(year__in=years)
    told = (rows.filter(at__lt=until) if until else rows).order_by("pk")
    latest = {(row.institution_id, row.year): row for row in told}
    wanted = Q(is_driving_team=True) | Q(pk__in={institution for institution, _year in latest})
    found = Institution.objects.filter(wanted).order_by("-is_driving_team", "short_name", "pk")
    return [Budgets(each, [(year, latest.get((each.pk, year))) for year in years]) for each in found]


def budgeted_by(actor: Actor) -> list[Institution]:
    """For whom the actor may say it."""
    rows = Institution.objects.filter(is_active=True).order_by("-is_driving_team", "short_name", "pk")
    return [row for row in rows if can_budget_for(actor, row.pk)]
