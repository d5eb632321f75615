"""Which permissions may be asked where there is no network? Those that the desk asks at the door."""

from ruta.base.context import Actor
from ruta.directory.models import Institution
from ruta.people.policies import institution_of
from ruta.people.selectors import Offer, door_offers


def offers_at_the_door(actor: Actor) -> list[Offer]:
    """The few permissions asked at once; none is sensitive."""
    return door_offers(Institution.objects.get(pk=institution_of(actor)))
