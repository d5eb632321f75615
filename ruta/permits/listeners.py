"""What does an applicant hear when their dossier moves?"""

from typing import Any

from ruta.base.context import Actor
from ruta.base.events import listens, machine
from ruta.communication.policies import fears_danger, makes_links
from ruta.permits.actions import DOSSIER_LINK, endangers, make_dossier_link, write_of_stage
from ruta.permits.events import DossierMoved


@listens(DossierMoved)
def write_to_its_applicant(*, dossier_id: int, **_ids: Any) -> None:
    """Papers to correct have a term; whoever waits for an answer reads it where it stands."""
    write_of_stage(actor=machine(), dossier_id=dossier_id)


def _link(actor: Actor, template: str, ref: int) -> str:
    del template
    return make_dossier_link(actor=actor, dossier_id=ref)


makes_links(DOSSIER_LINK, _link)
fears_danger(DOSSIER_LINK, endangers)
