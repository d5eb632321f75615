"""Which step of the person's plan may an appointment serve?"""

from ruta.base.context import Actor
from ruta.cases.enums import LIVE_ACTIONS
from ruta.cases.models import PlanAction
from ruta.cases.policies import shows


def steps_for(actor: Actor, person_id: int) -> list[tuple[str, str]]:
    """The open steps of the person's plan in the actor's institution, as far as the actor may read them."""
    rows = PlanAction.objects.filter(
        person=person_id, owner_institution_id=actor.institution_id or 0, state__in=LIVE_ACTIONS, plan__state="active", case__closed_at=None
    )
    return [(str(row.pk), row.label) for row in rows.order_by("due_on", "pk") if shows(actor, row.data_category)]


def step_of(actor: Actor, person_id: int, text: str) -> int | None:
    """The step that was chosen, if it is one of them."""
    return int(text) if text in dict(steps_for(actor, person_id)) else None
