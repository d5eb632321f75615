"""Which requests of persons about their data wait for this actor?"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.desk.queue.tasks import MOST, Kind, Task, end_of
from ruta.subjects.policies import can_answer
from ruta.subjects.selectors import due_data_requests


def data_requests_due(actor: Actor) -> Iterator[Task]:
    """One line for each."""
    if not can_answer(actor):
        return
    for row in due_data_requests(actor)[:MOST]:
        yield Task(
            kind=Kind.CONSENT, name=row.person.full_name, words=_("Pide: %(what)s") % {"what": row.get_asked_display()}, due=end_of(row.due_on),
            button=_("Contestar"), address=("desk:data-request", row.pk), since=row.asked_at, person_address=("desk:person", row.person_id),
        )  # fmt: skip
