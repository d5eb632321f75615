"""What lies in the box for whom, what did somebody get as an answer, and what changed because of it?"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from ruta.accounts.enums import Role
from ruta.accounts.policies import has_role
from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.directory.selectors import offices
from ruta.quality.enums import WrittenState
from ruta.quality.models import ServiceChange, Suggestion
from ruta.quality.policies import BOX_ROLES, may_answer

EMPLOYMENT = "si_empleo"
WAITING = (WrittenState.RECEIVED, WrittenState.REOPENED)
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of what was written in a year."""

    received: int
    due: int  # whose term is over, or that were answered
    in_time: int
    changed: int

    @property
    def percent(self) -> int | None:
        """How many of those that are due were answered in time."""
        return round(100 * self.in_time / self.due) if self.due else None


def box_owner() -> int | None:
    """The institution of the employment offices: it keeps the one box of all."""
    found: int | None = offices(kind=EMPLOYMENT).order_by("pk").values_list("institution", flat=True).first()
    return found


def suggestions(actor: Actor) -> QuerySet[Suggestion]:
    """What the actor may read of the box: the centre all, an office what is about it. `rank` is 0 where an answer is waited for."""
    if not has_role(actor, BOX_ROLES):
        return Suggestion.objects.none()
    rows = Suggestion.objects.filter(owner_institution=actor.institution_id or 0).select_related("office", "change")
    rows = rows.annotate(rank=Case(When(state__in=WAITING, then=Value(0)), default=Value(1), output_field=IntegerField()))
    return rows if actor.role == Role.CENTRAL_COORDINATION else rows.filter(office=actor.office_id)


def suggestion_for(actor: Actor, suggestion_id: int) -> Suggestion:
    """One of them."""
    found = suggestions(actor).filter(pk=suggestion_id).first()
    if found is None:
        raise NotFound(_("Ese mensaje no existe o es de otra oficina."))
    return found


def due_suggestions(actor: Actor) -> list[Suggestion]:
    """What waits for the actor's answer, the first due first."""
    rows = suggestions(actor).filter(state__in=WAITING).order_by("due_on", "pk")
    return [row for row in rows if may_answer(actor, row)]


def suggestion_numbered(actor: Actor, number: str) -> Suggestion | None:
    """For whoever wrote it and holds its key, behind the door of the box."""
    return Suggestion.objects.filter(owner_institution=actor.institution_id or 0, number=number).select_related("office", "change").first()


def changes(actor: Actor) -> QuerySet[ServiceChange]:
    """What changes, the latest first, with how many wrote about it."""
    rows = ServiceChange.objects.filter(owner_institution=actor.institution_id or 0)
    return rows.annotate(asked=Count("suggestions")).order_by("-decided_on", "-pk")


def public_changes(actor: Actor, most: int) -> list[ServiceChange]:
    """The latest of them, for everybody."""
    return list(changes(actor)[:most])


def kept_promise(actor: Actor) -> Kept:
    """How the box was answered in the last year: what was promised beside what was done."""
    rows = Suggestion.objects.filter(owner_institution=actor.institution_id or 0, received_at__gte=now() - YEAR)
    answered = Q(answered_at__isnull=False) & ~Q(state__in=WAITING)  # whoever was not content waits again
    found = rows.aggregate(
        received=Count("pk"), due=Count("pk", filter=answered | Q(was_late=True) | Q(due_on__lt=today())),
        in_time=Count("pk", filter=answered & Q(was_late=False)),
        changed=Count("pk", filter=Q(change__isnull=False)),
    )  # fmt: skip
    return Kept(**found)
