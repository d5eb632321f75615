"""Who may change the directory?"""

from ruta.base.context import Actor
from ruta.directory.models import Service

EVERYWHERE = frozenset({"administrator", "central_coordination", "territorial_officer"})
OWN_INSTITUTION = frozenset({"partner_officer", "office_coordinator", "me_focal_point"})


def can_verify_service(actor: Actor, service: Service) -> bool:
    """Territorial officers keep the whole directory; other institutions answer for their own services."""
    if actor.kind != "staff":
        return False
    own = actor.institution_id == service.institution_id
    return actor.role in EVERYWHERE or (own and actor.role in OWN_INSTITUTION)
