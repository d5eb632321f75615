"""What does the machine do for the exchange on its own? Seal and stamp the log of messages, and forget papers that are over."""

from procrastinate.contrib.django import app

from ruta.base.context import system
from ruta.base.upkeep import one_by_one
from ruta.directory.selectors import institutions
from ruta.trust.actions import anchor, forget_assertions
from ruta.trust.actions.repeating import forget_answers


@app.periodic(cron="*/10 * * * *")
@app.task(name="trust.anchor_messages", queue="upkeep", queueing_lock="trust.anchor_messages", pass_context=False)
def anchor_messages(timestamp: int) -> None:
    """Seal what was exchanged since the last batch, and have the seal stamped."""
    del timestamp
    anchor()


@app.periodic(cron="25 * * * *")
@app.task(name="trust.forget_assertions", queue="upkeep", queueing_lock="trust.forget_assertions", pass_context=False)
def forget_used_assertions(timestamp: int) -> None:
    """Drop what would be refused anyway."""
    del timestamp
    forget_assertions(actor=system(None, "assertions that are over"))
    one_by_one(
        institutions().order_by("pk").values_list("pk", flat=True), lambda pk: forget_answers(actor=system(pk, "answers of yesterday"))
    )
