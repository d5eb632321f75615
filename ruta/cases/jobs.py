"""When are words moved apart that were written before something was reserved? Soon after it was, and when the catalogues changed."""

from datetime import datetime, timedelta

from procrastinate.contrib.django import app

from ruta.base.clock import now
from ruta.base.context import system
from ruta.base.upkeep import one_by_one
from ruta.cases.actions import reserve_again
from ruta.directory.selectors import institutions
from ruta.taxonomy.selectors import current_catalogues

A_WHILE = timedelta(minutes=25)  # more than the time between two runs
WATCHED = ("needs", "service_types")


@app.periodic(cron="*/10 * * * *")
@app.task(name="cases.reserve_words", queue="upkeep", queueing_lock="cases.reserve_words", pass_context=False)
def reserve_words(timestamp: int) -> None:
    """What became reserved a while ago; everything, when what is strict was published anew. Again what failed: it repeats nothing."""
    del timestamp
    since = now() - A_WHILE
    is_new = current_catalogues().filter(code__in=WATCHED, loaded_at__gte=since).exists()
    reserve_words_of_all(None if is_new else since)


@app.periodic(cron="40 7 * * *")  # 1:40 in Honduras
@app.task(name="cases.reserve_words_of_all", queue="upkeep", queueing_lock="cases.reserve_words_of_all", pass_context=False)
def reserve_all(timestamp: int) -> None:
    """Everything once a night, so that nothing is missed when the worker stood still."""
    del timestamp
    reserve_words_of_all(None)


def reserve_words_of_all(since: datetime | None) -> int:
    """Each institution in a transaction of its own, under its own machine, so that one failure stops no other."""

    def run(institution_id: int) -> int:
        return reserve_again(actor=system(institution_id, "words reserved later"), since=since)

    return sum(one_by_one(institutions().order_by("pk").values_list("pk", flat=True), run))
