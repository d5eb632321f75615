"""What does the machine do with placements on its own? In the morning it asks whoever got a job how it goes."""

from django.db import transaction
from procrastinate.contrib.django import app

from ruta.base.context import acting_as, system
from ruta.base.upkeep import one_by_one
from ruta.directory.selectors import institutions
from ruta.placements.actions import ask_how_it_goes
from ruta.placements.selectors.history import contacts_due


@app.periodic(cron="0 14 * * *")  # 8 in Honduras
@app.task(name="placements.ask_all", queue="upkeep", queueing_lock="placements.ask_all", pass_context=False)
def ask_all(timestamp: int) -> None:
    """Institution by institution."""
    del timestamp
    one_by_one(institutions().order_by("pk").values_list("pk", flat=True), ask_of)


def ask_of(institution_id: int) -> int:
    """The contacts of one institution that are due today; each in its own transaction, so that one failure stops no other."""
    machine = system(institution_id, "placement contacts")
    with acting_as(machine, read_only=True), transaction.atomic():
        due = contacts_due(institution_id)
    return sum(one_by_one(due, lambda pk: ask_how_it_goes(actor=machine, follow_up_id=pk)))
