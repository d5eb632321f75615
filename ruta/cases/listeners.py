"""What follows on cases when a file of persons came in?"""

from typing import Any

from ruta.base.context import current_actor
from ruta.base.events import listens
from ruta.cases.actions.importing import open_imported_cases
from ruta.people.imports.events import PersonsImported


@listens(PersonsImported)
def open_cases_of_imported(*, batch_id: int, first_row: int, last_row: int, **_ids: Any) -> None:
    """Where the import was asked to open cases."""
    actor = current_actor()
    if actor is not None:
        open_imported_cases(actor=actor, batch_id=batch_id, first_row=first_row, last_row=last_row)
