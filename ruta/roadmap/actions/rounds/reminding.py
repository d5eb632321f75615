"""How are focal points told that a round opened, that its end is near, and that they are late?"""

from django.utils.formats import date_format
from django.utils.translation import override

from ruta.accounts.models import User
from ruta.base.clock import HONDURAS, today
from ruta.base.context import Actor, system
from ruta.base.transactions import action
from ruta.communication.actions import queue_message
from ruta.roadmap.models import Round
from ruta.roadmap.policies import demand_steering
from ruta.roadmap.rules import reminder_of
from ruta.roadmap.selectors.rounds import Share, asked_in, shares_of

TEMPLATES = {"opened": "round_opened", "soon": "round_due_soon", "late": "round_late"}


@action
def remind_rounds(*, actor: Actor) -> int:
    """Write to the focal points that still owe answers; the same reminder is sent once. Says how many left."""
    demand_steering(actor)
    return sum(_remind(row) for row in Round.objects.filter(closed_at=None).select_related("plan").order_by("pk"))


def _remind(row: Round) -> int:
    name = reminder_of(row.opened_at.astimezone(HONDURAS).date(), row.due_on, today())
    if not name:
        return 0
    owing = [share for share in shares_of(asked_in(row)) if share.waiting]
    return sum(_tell(row, name, share, user) for share in owing for user in share.focal_points)


def _tell(row: Round, name: str, share: Share, user: User) -> bool:
    with override("es-hn"):
        facts = {"count": str(share.waiting), "date": date_format(row.due_on, "j M").lower()}
    sent = queue_message(
        actor=system(share.institution.pk, "round"),
        template=TEMPLATES[name.split("-", maxsplit=1)[0]],
        address=user.email,
        facts=facts,
        once_key=f"round:{row.pk}:{name}:{user.pk}",
    )
    return sent is not None
