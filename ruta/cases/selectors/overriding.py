"""How often is it decided otherwise than the instrument, by whom and why? Protection stays out: its segment is nobody else's."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.cases.models import Assessment
from ruta.cases.selectors.labels import coded

DAYS = 90
OPEN_CATEGORIES = ("employability_result", "needs_general")


@dataclass(frozen=True, slots=True)
class OverrideFigures:
    """Of the assessments with a segment in the last three months, how many were decided otherwise."""

    assessed: int
    changed: int
    reasons: list[tuple[str, int]]

    @property
    def share(self) -> float | None:
        """Percent of the assessments; nothing without any."""
        return 100 * self.changed / self.assessed if self.assessed else None


def changed_segments(actor: Actor, office_id: int | None = None) -> QuerySet[Assessment]:
    """The assessments of the institution (or of one office) whose segment a person decided otherwise, the newest change first."""
    rows = _read(actor, office_id).exclude(override_segment="")
    return rows.order_by("-overridden_at", "-pk")


def override_figures(actor: Actor, office_id: int | None = None) -> OverrideFigures:
    """The figures of the last three months."""
    since = now() - timedelta(days=DAYS)
    assessed = _read(actor, office_id).exclude(segment="").filter(assessed_at__gte=since)
    reasons = Counter(assessed.exclude(override_segment="").values_list("override_reason", flat=True))
    told = [(coded("segments_strategies", code, section="override_reasons"), count) for code, count in reasons.most_common()]
    return OverrideFigures(assessed.count(), reasons.total(), told)


def _read(actor: Actor, office_id: int | None) -> QuerySet[Assessment]:
    rows = Assessment.objects.filter(owner_institution_id=actor.institution_id, state="done", data_category__in=OPEN_CATEGORIES)
    return rows.filter(case__office_id=office_id) if office_id else rows
