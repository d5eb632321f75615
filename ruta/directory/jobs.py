"""What does the machine do with the directory on its own? In the morning it asks the owners of stale services; at night agreements run out."""

from procrastinate.contrib.django import app

from ruta.base.context import system
from ruta.base.upkeep import one_by_one
from ruta.directory.actions import ask_owners
from ruta.directory.actions.agreements import expire_agreements
from ruta.directory.selectors import institutions


@app.periodic(cron="20 14 * * *")  # 8:20 in Honduras
@app.task(name="directory.ask_owners", queue="upkeep", queueing_lock="directory.ask_owners", pass_context=False)
def ask(timestamp: int) -> None:
    """Institution by institution."""
    del timestamp
    one_by_one(institutions().order_by("pk").values_list("pk", flat=True), ask_of)


def ask_of(institution_id: int) -> None:
    """The owners of one."""
    ask_owners(actor=system(institution_id, "directory"))


@app.periodic(cron="10 6 * * *")  # ten past midnight in Honduras
@app.task(name="directory.expire", queue="upkeep", queueing_lock="directory.expire", pass_context=False)
def expire(timestamp: int) -> None:
    """Institution by institution."""
    del timestamp
    one_by_one(institutions().order_by("pk").values_list("pk", flat=True), expire_of)


def expire_of(institution_id: int) -> None:
    """The agreements that one keeps."""
    expire_agreements(actor=system(institution_id, "directory"))
