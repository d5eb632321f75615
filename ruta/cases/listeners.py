"""What follows on cases when a file of persons came in, an appointment served a step of a plan, or two records become one person?"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ruta.agenda.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentExcused,
    AppointmentMissed,
    AppointmentReopened,
    AppointmentSeen,
)
from ruta.agenda.models import Appointment
from ruta.base.context import current_actor
from ruta.base.events import listens
from ruta.base.models import Event
from ruta.base.sentences import gettext_noop
from ruta.cases.actions.importing import open_imported_cases
from ruta.cases.actions.joining import OPEN_CASES
from ruta.cases.actions.planning import follow_appointment
from ruta.cases.enums import ActionState
from ruta.cases.events import CaseOpened
from ruta.cases.models import Case
from ruta.communication.enums import Segment
from ruta.communication.policies import finds_segment
from ruta.people.imports.events import PersonsImported
from ruta.people.merging.registry import follows, moves, settles
from ruta.people.selectors import tells_populations
from ruta.tickets.actions import attach_served_case

IN_TRANSIT = "in_transit"


@listens(PersonsImported)
def open_cases_of_imported(*, batch_id: int, first_row: int, last_row: int, **_ids: Any) -> None:
    """Where the import was asked to open cases."""
    actor = current_actor()
    if actor is not None:
        open_imported_cases(actor=actor, batch_id=batch_id, first_row=first_row, last_row=last_row)


@listens(CaseOpened)
def note_attention(*, event_id: int, case_id: int, **_ids: Any) -> None:
    """The number that is being served at the window of whoever opened the case became this case."""
    actor, user_id = current_actor(), Event.objects.values_list("user_id", flat=True).get(pk=event_id)
    if actor is not None and user_id is not None:
        attach_served_case(actor=actor, user_id=user_id, case_id=case_id)


@listens(AppointmentBooked, AppointmentReopened)
def begin_step(*, appointment_id: int, plan_action_ref: int | None = None, **_ids: Any) -> None:
    """The person is expected for a step of the plan."""
    _step(appointment_id, plan_action_ref, ActionState.IN_PROGRESS)


@listens(AppointmentSeen)
def finish_step(*, appointment_id: int, plan_action_ref: int | None = None, **_ids: Any) -> None:
    """The person came: the step is done."""
    _step(appointment_id, plan_action_ref, ActionState.DONE)


@listens(AppointmentMissed, AppointmentExcused, AppointmentCancelled)
def reopen_step(*, appointment_id: int, plan_action_ref: int | None = None, **_ids: Any) -> None:
    """The step waits for another day."""
    _step(appointment_id, plan_action_ref, ActionState.OPEN)


def _step(appointment_id: int, plan_action_ref: int | None, state: ActionState) -> None:
    """Only the machine of whoever carries the case moves its plan, and only for the person of the appointment."""
    actor = current_actor()
    if plan_action_ref is None or actor is None:
        return
    mine = Appointment.objects.filter(pk=appointment_id, owner_institution_id=actor.institution_id).exclude(person=None)
    person_id = mine.values_list("person_id", flat=True).first()
    if person_id is not None:
        follow_appointment(actor=actor, plan_action_id=plan_action_ref, person_id=person_id, state=state)


def _numbers(ids: Sequence[int]) -> Mapping[int, str]:
    return dict(Case.objects.filter(pk__in=ids).values_list("pk", "number"))


PARTS = ("casestep", "assessment", "casealert", "need", "personalplan", "goal", "planaction", "servicedelivery", "followup")
moves("cases_case", gettext_noop("Expedientes"), tell=_numbers)
for part in PARTS:
    follows(f"cases_{part}", "cases_case")
settles(OPEN_CASES)


def _populations(person_id: int) -> list[str]:
    """Those of the open cases of a person, else that of the last one."""
    rows = Case.objects.filter(person=person_id).order_by("-opened_at", "-pk").values_list("population", "closed_at")
    return [code for code, closed_at in rows if closed_at is None] or [code for code, _closed_at in rows[:1]]


tells_populations(_populations)


def _in_transit(owner_id: int) -> Iterable[int]:
    """Persons of an institution with a case of somebody on the way through."""
    return Case.objects.filter(owner_institution=owner_id, modality=IN_TRANSIT).values_list("person", flat=True)


finds_segment(Segment.TRANSIT, _in_transit)
