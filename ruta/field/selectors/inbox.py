"""What did the devices bring that still needs somebody, and which devices are out there?"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.field.enums import OPEN_STATES
from ruta.field.models import Device, Disagreement, Sent
from ruta.field.policies import COORDINATES, demand_deciding
from ruta.people.models import Person
from ruta.people.selectors import user_names


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to decide about, with all that a screen needs."""

    sent: Sent
    disagreements: list[Disagreement]
    alike: list[Person]
    by: str
    is_mine: bool


def open_sent(actor: Actor) -> QuerySet[Sent]:
    """What waits for a decision: one's own, and of the whole office for whoever coordinates it."""
    whose = Q(user_id=actor.user_id)
    if has_role(actor, COORDINATES):
        whose |= Q(office=actor.office_id)
    return Sent.objects.filter(whose, owner_institution_id=actor.institution_id, state__in=OPEN_STATES).order_by("pk")


def sent_for(actor: Actor, sent_id: int) -> Waiting:
    """One of them."""
    row = demand_deciding(actor, Sent.objects.select_related("device").filter(pk=sent_id).first())
    both = list(Disagreement.objects.filter(sent=row).order_by("pk"))
    alike = list(Person.objects.filter(pk__in=row.alike).select_related("municipality", "office").order_by("pk"))
    return Waiting(row, both, alike, user_names({row.user_id}).get(row.user_id, ""), row.user_id == actor.user_id)


def disagreements_of(row: Sent) -> list[Disagreement]:
    """The fields of one thing that still have two answers."""
    return list(Disagreement.objects.filter(sent=row, choice="").order_by("pk"))


def sent_by_keys(actor: Actor, keys: Iterable[UUID]) -> QuerySet[Sent]:
    """What became of these keys of one's own."""
    return Sent.objects.filter(owner_institution_id=actor.institution_id, user_id=actor.user_id or 0, key__in=list(keys)).order_by("pk")


def devices_of(actor: Actor) -> QuerySet[Device]:
    """Devices that may still hold data: one's own, and of the whole office for whoever coordinates it."""
    whose = Q(user_id=actor.user_id)
    if has_role(actor, COORDINATES):
        whose |= Q(office=actor.office_id)
    return Device.objects.filter(whose, owner_institution_id=actor.institution_id).select_related("office").order_by("-seen_at", "-pk")


def wipe_is_ordered(actor: Actor, uid: UUID) -> bool:
    """Whether this device of this user has to be emptied."""
    mine = Device.objects.filter(owner_institution_id=actor.institution_id, user_id=actor.user_id or 0, uid=uid)
    return mine.filter(wipe_ordered_at__isnull=False).exists()
