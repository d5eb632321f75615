"""Which background work has this domain? Its rooms keep theirs; the day on which somebody turns 18 is kept here."""

from django.db import transaction
from procrastinate.contrib.django import app

from ruta.base.context import acting_as, system
from ruta.directory.selectors import institutions
from ruta.people.actions import come_of_age
from ruta.people.duplicates import jobs as duplicates
from ruta.people.imports import jobs as imports
from ruta.people.selectors.minors import of_age_with_permissions

__all__ = ["duplicates", "imports"]


@app.periodic(cron="10 6 * * *")  # 0:10 in Honduras
@app.task(name="people.end_at_eighteen", queue="upkeep", queueing_lock="people.end_at_eighteen", pass_context=False)
def end_at_eighteen(timestamp: int) -> None:
    """Whoever turned 18 decides alone from today: what others allowed for them ends, institution by institution."""
    del timestamp
    for institution_id in institutions().order_by("pk").values_list("pk", flat=True):
        end_at_eighteen_of(institution_id)


def end_at_eighteen_of(institution_id: int) -> int:
    """Each person in a transaction of their own, so that one failure stops no other."""
    machine = system(institution_id, "came of age")
    with acting_as(machine, read_only=True), transaction.atomic():
        due = of_age_with_permissions(institution_id)
    return sum(come_of_age(actor=machine, person_id=pk) for pk in due)
