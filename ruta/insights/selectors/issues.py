"""Which reports are announced, and did they go out?"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, DateTimeField, Exists, OuterRef, QuerySet, Subquery, TextField, Value, When

from ruta.base.clock import now, today
from ruta.insights.enums import IssueState, PublicationState
from ruta.insights.models import PlannedIssue, Publication

MARKET = "mercado"
"""The report that the roadmap asks of the observatory each year."""
TOLD_OFF = timedelta(days=90)
"""How long everybody reads that one was called off."""


def reports_out(first: date, last: date) -> int:
    """How many reports on supply and demand for migrants went out between two days and were not taken back (I19)."""
    return Publication.objects.filter(name=MARKET, state=PublicationState.PUBLIC, decided_at__date__range=(first, last)).count()


def issues() -> QuerySet[Any]:
    """Every announced report with `state`, and with the day and the address under which it went out."""
    of = Publication.objects.filter(name=OuterRef("name"), period=OuterRef("period"))
    public = of.filter(state=PublicationState.PUBLIC).order_by("-decided_at", "-id")
    rows = PlannedIssue.objects.annotate(
        out_at=Subquery(public.values("decided_at")[:1], output_field=DateTimeField()),
        slug=Subquery(public.values("slug")[:1], output_field=TextField()),
    )
    return rows.annotate(
        state=Case(
            When(called_off_at__isnull=False, then=Value(IssueState.CALLED_OFF.value)),
            When(out_at__isnull=False, then=Value(IssueState.OUT.value)),
            When(Exists(of.filter(state=PublicationState.PROPOSED)), then=Value(IssueState.PROPOSED.value)),
            When(due_on__lt=today(), then=Value(IssueState.LATE.value)),
            default=Value(IssueState.AHEAD.value),
            output_field=TextField(),
        )
    )


def coming_issues(most: int = 12) -> QuerySet[Any]:
    """What everybody may wait for: announced and not out, the next first; and what was called off lately."""
    return issues().filter(out_at=None).exclude(called_off_at__lt=now() - TOLD_OFF).order_by("due_on", "pk")[:most]
