"""How does somebody confirm what a service is today?"""

from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.base.transactions import action
from ruta.directory.models import Service
from ruta.directory.policies import can_verify_service


@action
def verify_service(*, actor: Actor, service: Service, is_active: bool = True, capacity: int | None = None) -> Service:
    """Record that the service was checked today; from then on the data files no longer change it."""
    if not can_verify_service(actor, service):
        raise Refused(_("Usted no puede verificar este servicio. Pídalo a la gestión territorial."))
    row = Service.objects.select_for_update().get(pk=service.pk)
    row.is_active, row.capacity = is_active, capacity
    row.verified_on, row.is_reference = clock.today(), False
    row.save(update_fields=["is_active", "capacity", "verified_on", "is_reference"])
    return row
