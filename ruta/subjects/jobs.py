"""What does the machine do for whoever wants to come in? It looks them up, and forgets what is old."""

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ruta.base.context import acting_as, system
from ruta.base.standstill import ENTERING
from ruta.subjects.actions import forget_entries
from ruta.subjects.actions import look_up as look_up_entry

RETRY = RetryStrategy(max_attempts=4, linear_wait=5)


@app.task(name="subjects.look_up", queue=ENTERING, retry=RETRY, pass_context=False)
def look_up(entry_id: int) -> None:
    """Find who asked, and write to them if that is safe."""
    machine = system(None, f"entry {entry_id}")
    with acting_as(machine), transaction.atomic():
        look_up_entry(actor=machine, entry_id=entry_id)


@app.periodic(cron="40 8 * * *")  # 2:40 in Honduras
@app.task(name="subjects.forget", queue="upkeep", queueing_lock="subjects.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """Old codes and links."""
    del timestamp
    forget_entries(actor=system(None, "old entries"))
