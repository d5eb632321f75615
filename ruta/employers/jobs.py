"""What does the machine do with vacancies on its own? In the morning it asks for those that wait to be confirmed, and pauses the forgotten."""

from procrastinate.contrib.django import app

from ruta.base.context import system
from ruta.base.upkeep import one_by_one
from ruta.directory.selectors import institutions
from ruta.employers.actions import pause_stale, remind_stale
from ruta.employers.imports import jobs as imports

__all__ = ["imports"]


@app.periodic(cron="40 11 * * *")  # 5:40 in Honduras
@app.task(name="employers.keep_fresh", queue="upkeep", queueing_lock="employers.keep_fresh", pass_context=False)
def keep_fresh(timestamp: int) -> None:
    """Institution by institution."""
    del timestamp
    one_by_one(institutions().order_by("pk").values_list("pk", flat=True), keep_fresh_of)


def keep_fresh_of(institution_id: int) -> None:
    """The vacancies of one."""
    machine = system(institution_id, "vacancies")
    remind_stale(actor=machine)
    pause_stale(actor=machine)
