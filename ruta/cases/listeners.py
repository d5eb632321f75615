"""What follows on cases when a file of persons came in, or two records become one person?"""

from collections.abc import Mapping, Sequence
from typing import Any

from ruta.base.context import current_actor
from ruta.base.events import listens
from ruta.base.models import Event
from ruta.base.sentences import gettext_noop
from ruta.cases.actions.importing import open_imported_cases
from ruta.cases.actions.joining import OPEN_CASES
from ruta.cases.events import CaseOpened
from ruta.cases.models import Case
from ruta.people.imports.events import PersonsImported
from ruta.people.merging.registry import follows, moves, settles
from ruta.tickets.actions import attach_served_case


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


def _numbers(ids: Sequence[int]) -> Mapping[int, str]:
    return dict(Case.objects.filter(pk__in=ids).values_list("pk", "number"))


PARTS = ("casestep", "assessment", "casealert", "need", "personalplan", "goal", "planaction", "servicedelivery", "followup")
moves("cases_case", gettext_noop("Expedientes"), tell=_numbers)
for part in PARTS:
    follows(f"cases_{part}", "cases_case")
settles(OPEN_CASES)
