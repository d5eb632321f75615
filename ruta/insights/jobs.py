"""When are the figures brought up to date? Three times a minute what changed, every night everything; the warehouse every hour."""

from procrastinate.contrib.django import app

from ruta.base.context import system
from ruta.insights.actions import answer_beforehand, count_cells, count_promises, keep_returns, refresh_cubes, store_facts


@app.periodic(cron="* * * * * */20")
@app.task(name="insights.refresh", queue="upkeep", queueing_lock="insights.refresh", pass_context=False)
def refresh(timestamp: int) -> None:
    """Count what changed."""
    del timestamp
    refresh_cubes(actor=system(None, "refresh"))


@app.periodic(cron="17 8 * * *")
@app.task(name="insights.refresh_all", queue="upkeep", queueing_lock="insights.refresh_all", pass_context=False)
def refresh_all(timestamp: int) -> None:
    """Count everything anew, so that a correction of an old row is never missed."""
    del timestamp
    refresh_cubes(actor=system(None, "refresh all"), everything=True)
    count_promises(actor=system(None, "refresh all"))


@app.periodic(cron="23 * * * *")
@app.task(name="insights.store_facts", queue="upkeep", queueing_lock="insights.store_facts", pass_context=False)
def store(timestamp: int) -> None:
    """Bring the observatory's warehouse up to date, and count what is due of it."""
    del timestamp
    keep_returns(actor=system(None, "warehouse"))
    store_facts(actor=system(None, "warehouse"))
    count_cells(actor=system(None, "warehouse"))
    answer_beforehand(actor=system(None, "warehouse"))
