"""Who is told of the persons that a file brings? SENAF, of each minor who came with nobody, or of whom the file does not say."""

from collections.abc import Sequence

from ruta.base.context import Actor
from ruta.directory.models import Office
from ruta.people.actions import Arrival, receive_minors
from ruta.people.imports.drafts import Draft
from ruta.people.imports.writing import Home, NewPerson, write_persons


def keep_arrivals(actor: Actor, home: Home, people: Sequence[NewPerson], known: Sequence[tuple[int, Draft]] = ()) -> None:
    """Write the new ones, and tell of minors in the same transaction; also of those who were in the register and came again."""
    write_persons(home, people)
    come = [*((each.person_id, each.draft) for each in people), *known]
    if come:
        office = Office.objects.get(pk=home.office_id).name  # without whereabouts, the office says where to ask
        receive_minors(actor=actor, arrivals=[Arrival(pk, draft.companion, draft.whereabouts or office) for pk, draft in come])
