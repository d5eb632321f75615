"""Which permissions may be asked where there is no network? Those that the desk asks at the door."""

from ruta.base.context import Actor
from ruta.directory.models import Institution
from ruta.people.policies import institution_of
from ruta.people.selectors import Offer, usual_offers

AT_THE_DOOR = ("case_management", "job_matching", "notifications", "referral")


def offers_at_the_door(actor: Actor) -> list[Offer]:
    """The few permissions asked at once; none is sensitive."""
    own = Institution.objects.get(pk=institution_of(actor))
    return [offer for offer in usual_offers(own) if offer.purpose in AT_THE_DOOR]
