"""How does somebody say that a plan works in a territory, or does not any more?"""

from datetime import date

from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import Invalid, Refused
from ruta.base.transactions import action
from ruta.roadmap.models import Plan, Reach
from ruta.roadmap.policies import can_edit_plans
from ruta.territory.models import Territory


@action
def report_reach(*, actor: Actor, plan: Plan, territory: str, since: date | None, note: str = "") -> Reach:
    """Add a word about a territory; the ones before stay."""
    if not can_edit_plans(actor):
        raise Refused(_("Solo coordinación central, monitoreo y administración anotan territorios. Pídalo a una de ellas."))
    place = Territory.objects.filter(code=territory).first()
    if place is None:
        raise Invalid(_("Elija un territorio de la lista."), fields={"territory": _("Elija un territorio de la lista.")})
    if since and since > clock.today():
        raise Invalid(_("Esa fecha todavía no llega."), fields={"since": _("Esa fecha todavía no llega.")})
    return Reach.objects.create(plan=plan, territory=place, since=since, note=note, at=clock.now(), by=actor.user_id)
