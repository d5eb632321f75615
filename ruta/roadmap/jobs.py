"""What does the machine do with plans on its own? It opens the rounds that are due, fills in what it counts, and reminds."""

from procrastinate.contrib.django import app

from ruta.base.context import system
from ruta.roadmap.actions import count_values, open_due_rounds, remind_rounds
from ruta.roadmap.selectors import open_round_ids


@app.periodic(cron="30 13 * * *")  # 7:30 in Honduras
@app.task(name="roadmap.rounds", queue="upkeep", queueing_lock="roadmap.rounds", pass_context=False)
def keep_rounds(timestamp: int) -> None:
    """Every morning: open, count, remind; each does nothing when there is nothing to do."""
    del timestamp
    machine = system(None, "rounds")
    open_due_rounds(actor=machine)
    for pk in open_round_ids():
        count_values(actor=machine, round_id=pk)
    remind_rounds(actor=machine)
