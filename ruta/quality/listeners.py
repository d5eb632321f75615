"""Where does a message about something in the box lead?"""

from ruta.base.context import Actor
from ruta.communication.policies import makes_links
from ruta.quality.actions import BOX_LINK, link_of
from ruta.quality.models import Suggestion


def _link(actor: Actor, template: str, ref: int) -> str:
    del template
    return link_of(Suggestion.objects.get(pk=ref, owner_institution=actor.institution_id or 0))


makes_links(BOX_LINK, _link)
