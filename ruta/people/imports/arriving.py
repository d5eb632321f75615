"""Who is told of the persons that a file brings? SENAF, of each minor who came with nobody."""

from collections.abc import Sequence

from ruta.base.context import Actor
from ruta.directory.models import Office
from ruta.people.actions import goes_to_senaf, receive_minor
from ruta.people.imports.writing import Home, NewPerson, write_persons


def keep_arrivals(actor: Actor, home: Home, people: Sequence[NewPerson]) -> None:
    """Write them, and tell of those alone in the same transaction; without whereabouts, the office says where to ask."""
    write_persons(home, people)
    alone = [each for each in people if goes_to_senaf(each.draft.birth_date, each.draft.companion)]
    office = Office.objects.get(pk=home.office_id).name if alone else ""
    for each in alone:
        receive_minor(
            actor=actor, person_id=each.person_id, birth_date=each.draft.birth_date, companion=each.draft.companion,
            whereabouts=each.draft.whereabouts or office,
        )  # fmt: skip
