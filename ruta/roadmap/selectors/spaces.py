"""Which spaces of participation are there, what comes back at their next meeting, and what account do they give?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, Max, Q, QuerySet, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext as _

from ruta.base.clock import HONDURAS, today
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.base.holding import holding
from ruta.roadmap.models import Contribution, Meeting, Space, Undertaking


@dataclass(frozen=True)
class Account:
    """What a space can show for itself."""

    met: int
    attended: int
    heard: int
    answered: int
    agreed: int
    kept: int
    dropped: int
    late: int


def spaces(*, is_published: bool = False) -> "QuerySet[Space]":
    """Every space with when it met last and how many of its commitments are open; published, only of the minutes that everybody may read."""
    read = Q(meetings__published_at__isnull=False) if is_published else Q()
    held = Q(meetings__cancelled_at=None) & ~Q(meetings__minutes="") & read
    open_ones = Q(meetings__undertakings__isnull=False, meetings__undertakings__closed_at=None) & read
    return Space.objects.select_related("convener", "department", "municipality").annotate(
        met_on=Max("meetings__held_on", filter=held), open_count=Count("meetings__undertakings", filter=open_ones, distinct=True)
    )


def found_spaces(rows: "QuerySet[Space]", text: str) -> "QuerySet[Space]":
    """Those whose name or convener holds every word of a text."""
    return rows.filter(holding(text, "name", "convener__short_name"))


def public_spaces() -> "QuerySet[Space]":
    """Those that everybody reads."""
    return spaces(is_published=True).filter(is_public=True)


def space_of(space_id: int) -> Space:
    """One of them."""
    found = Space.objects.select_related("convener", "department", "municipality").filter(pk=space_id).first()
    if found is None:
        raise NotFound(_("Ese espacio no existe. Elija uno de la lista."))
    return found


def meeting_in(meeting_id: int) -> Meeting:
    """One meeting with its space."""
    found = Meeting.objects.select_related("space__convener").filter(pk=meeting_id).first()
    if found is None:
        raise NotFound(_("Esa reunión no existe. Elija una de la lista."))
    return found


def contribution_of(contribution_id: int) -> Contribution:
    """One thing that was said."""
    found = Contribution.objects.select_related("space", "institution", "undertaking").filter(pk=contribution_id).first()
    if found is None:
        raise NotFound(_("Ese aporte no existe. Vuelva al espacio."))
    return found


def coming_back(meeting: Meeting) -> "QuerySet[Undertaking]":
    """What the space agreed before and nobody had closed by the day of this meeting: it returns until it is."""
    if meeting.space_id is None:
        return Undertaking.objects.none()
    before = Undertaking.objects.filter(meeting__space_id=meeting.space_id, meeting__held_on__lte=meeting.held_on).exclude(meeting=meeting)
    still_open = Q(closed_at=None) | Q(closed_at__date__gte=meeting.held_on)
    return before.filter(still_open).select_related("institution").order_by("due_on", "pk")


def agreed_in(space_ids: Iterable[int]) -> "QuerySet[Undertaking]":
    """Everything that these spaces agreed, what is open first."""
    rows = Undertaking.objects.filter(meeting__space_id__in=list(space_ids)).select_related("institution", "meeting")
    return rows.order_by(F("closed_at").desc(nulls_first=True), "due_on", "pk")


def commitments_due(begins: date, ends: date) -> "QuerySet[Undertaking]":
    """What spaces agreed and fell due in these days, with whether it was kept by its day; what was closed unasked is left out: nobody knows."""
    due = Undertaking.objects.filter(meeting__space__isnull=False, due_on__gte=begins, due_on__lte=ends, due_on__lt=today())
    kept_on = Coalesce("kept_on", TruncDate("closed_at", tzinfo=HONDURAS))
    in_time = Case(When(was_kept=True, day_kept__lte=F("due_on"), then=True), default=False)
    return due.exclude(closed_at__isnull=False, was_kept=None).annotate(day_kept=kept_on).annotate(is_in_time=in_time)


def found_commitments(rows: "QuerySet[Undertaking]", text: str) -> "QuerySet[Undertaking]":
    """Those whose title, or the name of whose space, holds every word of a text."""
    return rows.filter(holding(text, "title", "meeting__space__name"))


def commitments_kept(begins: date, ends: date) -> dict[str, tuple[int, int]]:
    """By kind of space: commitments kept by the day on which they were due, and those that fell due in these days."""
    by_kind = commitments_due(begins, ends).order_by().values_list("meeting__space__kind")
    return {kind: (kept, whole) for kind, kept, whole in by_kind.annotate(kept=Count("pk", filter=Q(is_in_time=True)), due=Count("pk"))}


def contributions_of(space: Space) -> "QuerySet[Contribution]":
    """What was said in a space, what has no answer first."""
    return space.contributions.select_related("institution", "undertaking").order_by(F("answered_at").desc(nulls_first=True), "-at", "-pk")


def contributions_for(actor: Actor) -> "QuerySet[Contribution]":
    """What was said to the actor's institution and has no answer yet."""
    rows = Contribution.objects.filter(institution_id=actor.institution_id or 0, answered_at=None)
    return rows.select_related("space").order_by("at", "pk")


def account_of(space: Space, on: date | None = None, *, is_published: bool = False) -> Account:
    """How often it met, whom it heard, and what became of what it agreed; published, only of the minutes that everybody may read."""
    day = on or today()
    meetings, agreed = space.meetings.order_by("pk"), agreed_in([space.pk])
    if is_published:
        meetings, agreed = meetings.exclude(published_at=None), agreed.exclude(meeting__published_at=None)
    met = [row for row in meetings if row.minutes and row.cancelled_at is None]
    said = list(space.contributions.order_by("pk"))
    return Account(
        met=len(met), attended=sum(row.attended or 0 for row in met), heard=len(said), answered=sum(row.answered_at is not None for row in said),
        agreed=len(agreed), kept=sum(row.was_kept is True for row in agreed), dropped=sum(row.was_kept is False for row in agreed),
        late=sum(row.closed_at is None and row.due_on < day for row in agreed),
    )  # fmt: skip
