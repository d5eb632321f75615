"""Announced visits, as tests need them: also of days that are over, which nobody announces any more."""

from datetime import time, timedelta

from django.db import transaction

from ruta.agenda.actions import VisitDetails
from ruta.agenda.models import ItinerantVisit
from ruta.agenda.selectors import services_brought
from ruta.base.clock import now, today
from ruta.base.context import acting_as

DAY = timedelta(days=1)
CHOLOMA, TELA = "0502", "0107"


def details(actor, **changed):
    code = services_brought(actor.institution_id)[0][0]
    return VisitDetails(**({"place": "Cancha techada", "starts_at": time(8), "ends_at": time(12), "services": [code]} | changed))


def announced(actor, days, *, late=None, municipality=CHOLOMA, **told):
    """A day so many days from today; `late`: the team came so many days after it."""
    day = today() + days * DAY
    if late is not None:
        told |= {"state": "held", "held_on": day + late * DAY}
    told = {
        "place": "Cancha techada",
        "reason": "Por la lluvia." if "state" in told else "",
        "told_at": now() if "state" in told else None,
    } | told
    with acting_as(actor), transaction.atomic():
        return ItinerantVisit.objects.create(
            owner_institution_id=actor.institution_id, office_id=actor.office_id, municipality_id=municipality, day=day, starts_at=time(8),
            ends_at=time(12), services=["itinerant_attention"], announced_on=day - 10 * DAY, **told,
        )  # fmt: skip
