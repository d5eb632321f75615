"""What does the machine do with the agenda on its own? It reminds whoever is expected next, and passes on the places that came free."""

from django.db import transaction
from procrastinate.contrib.django import app

from ruta.agenda.actions import lapse_offers, offer_places, remind
from ruta.agenda.selectors import due_for_reminding, waited_agendas
from ruta.base.clock import now
from ruta.base.context import acting_as, system
from ruta.base.upkeep import one_by_one
from ruta.directory.selectors import institutions


# 8 to 16 in Honduras: late enough not to wake anybody, often enough for what was booked today for tomorrow.
@app.periodic(cron="0 14-22 * * *")
@app.task(name="agenda.remind_all", queue="upkeep", queueing_lock="agenda.remind_all", pass_context=False)
def remind_all(timestamp: int) -> None:
    """Remind once for each appointment, institution by institution."""
    del timestamp
    one_by_one(institutions().order_by("pk").values_list("pk", flat=True), remind_of)


def remind_of(institution_id: int) -> int:
    """The reminders of one institution; each in its own transaction, so that one failure stops no other."""
    machine = system(institution_id, "reminders")
    with acting_as(machine, read_only=True), transaction.atomic():
        due = due_for_reminding(institution_id, now())
    return sum(one_by_one(due, lambda pk: remind(actor=machine, appointment_id=pk)))


@app.periodic(cron="*/10 * * * *")
@app.task(name="agenda.pass_on_places", queue="upkeep", queueing_lock="agenda.pass_on_places", pass_context=False)
def pass_on_places(timestamp: int) -> None:
    """Offers that nobody answered go to the next, and what came free otherwise is offered, institution by institution."""
    del timestamp
    one_by_one(institutions().order_by("pk").values_list("pk", flat=True), pass_on_of)


def pass_on_of(institution_id: int) -> None:
    """The waiting list of one institution."""
    machine = system(institution_id, "waiting list")
    lapse_offers(actor=machine)
    with acting_as(machine, read_only=True), transaction.atomic():
        waited = waited_agendas(institution_id)
    one_by_one(waited, lambda agenda_id: offer_places(actor=machine, agenda_id=agenda_id))
