"""How does what was done with a vacancy stay beside it?"""

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.employers.models import Vacancy, VacancyStep


def note_step(actor: Actor, vacancy: Vacancy, verb: str, *, note: str = "", legal_reason: str = "") -> None:
    """Write one line of the history of a vacancy."""
    VacancyStep.objects.create(
        owner_institution_id=vacancy.owner_institution_id, vacancy=vacancy, verb=verb, state=vacancy.state, note=note.strip(),
        legal_reason=legal_reason.strip(), by_employer=actor.kind == "employer", user_id=actor.user_id, at=now(),
    )  # fmt: skip
