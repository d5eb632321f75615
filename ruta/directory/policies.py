"""Who may change the directory, and who writes an agreement?"""

from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.directory.models import Agreement, Office, Service

KEEPERS = frozenset({"administrator", "central_coordination"})
"""They keep the entries of institutions that have nobody here; the database lets the same roles see every focal point."""
EVERYWHERE = KEEPERS | {"territorial_officer"}
OWN_INSTITUTION = frozenset({"partner_officer", "office_coordinator", "me_focal_point"})
EDITOR_ROLES = EVERYWHERE | OWN_INSTITUTION
PARTY_ROLES = frozenset({"office_coordinator", "partner_officer", "legal_officer", "me_focal_point"})
"""They speak for their institution in the agreements to which it is a party."""
AGREEMENT_ROLES = KEEPERS | PARTY_ROLES


def can_verify_service(actor: Actor, service: Service) -> bool:
    """Territorial officers keep the whole directory; other institutions answer for their own services."""
    if actor.kind != "staff":
        return False
    own = actor.institution_id == service.institution_id
    return actor.role in EVERYWHERE or (own and actor.role in OWN_INSTITUTION)


def can_edit_services_of(actor: Actor, institution_id: int) -> bool:
    """The institution itself, or whoever keeps the whole directory."""
    if actor.kind != "staff":
        return False
    return actor.role in KEEPERS or (actor.institution_id == institution_id and actor.role in EDITOR_ROLES)


def can_propose(actor: Actor, institution_id: int) -> bool:
    """A territorial officer proposes what others answer for."""
    return actor.kind == "staff" and actor.role in EVERYWHERE and not can_edit_services_of(actor, institution_id)


def demand_editing(actor: Actor, institution_id: int) -> None:
    """Refuse with a sentence whoever may not write."""
    if not can_edit_services_of(actor, institution_id):
        raise Refused(_("Este servicio lo cambia su institución. Si es de gestión territorial, propóngale el cambio."))


def can_write_agreement(actor: Actor, agreement: Agreement | None = None) -> bool:
    """Coordination of a party, and whoever keeps the whole directory; the machine on behalf of the keeper."""
    if actor.kind == "system":
        return agreement is None or actor.institution_id == agreement.owner_institution_id
    if actor.kind != "staff" or actor.role not in AGREEMENT_ROLES:
        return False
    return agreement is None or actor.role in KEEPERS or _is_party(actor, agreement)


def can_speak_for(actor: Actor, institution_id: int) -> bool:
    """Whether the actor names the focal points of this party and says what it thinks."""
    if actor.kind == "system":
        return True
    return actor.kind == "staff" and (actor.role in KEEPERS or (actor.role in PARTY_ROLES and actor.institution_id == institution_id))


def demand_agreement(actor: Actor, agreement: Agreement | None = None) -> None:
    """Refuse with a sentence whoever may not write it."""
    if not can_write_agreement(actor, agreement):
        raise Refused(_("Este convenio lo escribe la coordinación de una de sus partes. Pídalo a coordinación central."))


def _is_party(actor: Actor, agreement: Agreement) -> bool:
    return actor.institution_id in {agreement.owner_institution_id, *agreement.parties}


CONTINUITY_ROLES = KEEPERS | {"office_coordinator", "partner_officer"}


def can_keep_continuity(actor: Actor, office: Office) -> bool:
    """The coordination of the office or of its partner, and whoever keeps the directory for their own institution."""
    if actor.kind != "staff" or actor.institution_id != office.institution_id:
        return False
    return actor.role in KEEPERS or (actor.role in CONTINUITY_ROLES and actor.office_id == office.pk)


def demand_continuity(actor: Actor, office: Office) -> None:
    """Refuse with a sentence whoever does not answer for the office."""
    if not can_keep_continuity(actor, office):
        raise Refused(_("El plan lo escribe la coordinación de esa oficina, o coordinación central de su institución."))
