"""Which referrals lead a person to a place, or through a number, that is a danger to them?"""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from ruta.base.context import Actor
from ruta.cases.selectors.waiting import cases_of_officer
from ruta.people.models import UnsafePlace
from ruta.people.selectors import blocked
from ruta.referrals.models import Referral
from ruta.referrals.rules import TERMINAL


def leads_into_danger(referral: Referral) -> bool:
    """Whether the receiver, its office or the address that is written to is marked for this person."""
    return blocked(
        referral.person_id, institution_id=referral.receiver_id, office=referral.receiver_office, address=referral.receiver_contact
    )


def in_danger(actor: Actor) -> QuerySet[Referral]:
    """Referrals of the actor's cases that are under way to a place marked since."""
    marked = UnsafePlace.objects.filter(
        Q(institution=OuterRef("receiver")) | Q(office=OuterRef("receiver_office")) | Q(municipality=OuterRef("receiver_office__municipality")),
        person=OuterRef("person"), ended_at=None,
    )  # fmt: skip
    rows = Referral.objects.filter(
        Exists(marked), owner_institution_id=actor.institution_id, case__in=cases_of_officer(actor), closed_at=None
    )
    return rows.exclude(state__in=TERMINAL).order_by(F("due_at").asc(nulls_last=True), "pk")


def under_way(person_id: int) -> QuerySet[Referral]:
    """The person's referrals that are not at their end."""
    rows = Referral.objects.filter(person=person_id, closed_at=None).select_related("receiver_office")
    return rows.exclude(state__in=TERMINAL).order_by("pk")
