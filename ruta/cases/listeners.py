"""What follows when another institution gave a service on a case of ours?"""

from typing import Any

from ruta.base.context import current_actor
from ruta.base.events import listens
from ruta.cases.actions.delivering import apply_delivery
from ruta.cases.events import ServiceDelivered


@listens(ServiceDelivered)
def move_what_was_delivered(*, delivery_id: int, by_other: bool, **_ids: Any) -> None:
    """As the machine of the case's owner, which may write what the provider may not."""
    actor = current_actor()
    if by_other and actor is not None:
        apply_delivery(actor=actor, delivery_id=delivery_id)
