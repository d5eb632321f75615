"""Which message follows a step of a dossier, and where does an applicant read it?"""

from collections.abc import Mapping

from ruta.base.context import Actor, acting_as, system
from ruta.base.transactions import action
from ruta.communication.actions import LinkTo, queue_message
from ruta.communication.models import Message
from ruta.employers.rules import is_mobile
from ruta.people.models import Identifier
from ruta.people.selectors import blocked
from ruta.permits.enums import Hand, Stage
from ruta.permits.models import Dossier
from ruta.permits.policies import demand_hand
from ruta.permits.selectors import dossier_for

DOSSIER_LINK = "permits.dossier"
ASKED = "permit_link"
OF_STAGE: Mapping[str, str] = {
    Stage.OBSERVED: "permit_waits", Stage.GRANTED: "permit_resolved", Stage.DENIED: "permit_resolved", Stage.UPHELD: "permit_resolved",
    Stage.LAPSED: "permit_resolved",
}  # fmt: skip


@action
def write_link(*, actor: Actor, dossier_id: int) -> Message | None:
    """Send the address of a dossier to its applicant; none where no message reaches them."""
    demand_hand(actor, Hand.KEEPER)
    return _write(actor, dossier_for(actor, dossier_id), ASKED, "")


@action
def write_of_stage(*, actor: Actor, dossier_id: int) -> Message | None:
    """Tell the applicant that an answer is waited for, or is there; once for each time that the dossier came to where it is."""
    dossier = Dossier.objects.get(pk=dossier_id, owner_institution_id=actor.institution_id or 0)
    template = OF_STAGE.get(dossier.stage, "")
    return _write(actor, dossier, template, f"{DOSSIER_LINK}:{dossier.pk}:{dossier.version}") if template else None


def reached_by(dossier: Dossier) -> str:
    """The mobile telephone of the applicant, else the mailbox; nothing where a message reaches nobody."""
    return dossier.phone if is_mobile(dossier.phone) else dossier.email


def endangers(dossier_id: int) -> bool:
    """Whether the address belongs, by its document, to somebody of the register who must not be written to there."""
    dossier = Dossier.objects.filter(pk=dossier_id).first()
    if dossier is None:
        return True
    with acting_as(system(dossier.owner_institution_id, "address of an applicant")):
        holders = Identifier.objects.filter(normalized=dossier.document, owner_institution_id=dossier.owner_institution_id)
        return any(blocked(pk, address=reached_by(dossier)) for pk in holders.order_by().values_list("person_id", flat=True))


def _write(actor: Actor, dossier: Dossier, template: str, key: str) -> Message | None:
    address = reached_by(dossier)
    if not address:
        return None
    facts, link = {"ref": dossier.number}, LinkTo(DOSSIER_LINK, dossier.pk)
    return queue_message(actor=actor, template=template, facts=facts, address=address, link=link, once_key=key)
