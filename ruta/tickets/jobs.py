"""What does the machine do with queues on its own? At night it closes what nobody closed, forgets telephones and turns old days into figures."""

from django.conf import settings
from procrastinate.contrib.django import app

from ruta.base.clock import today
from ruta.base.context import system
from ruta.base.upkeep import one_by_one
from ruta.directory.selectors import institutions
from ruta.tickets.actions import close_left_open, forget_phones, oldest_kept, roll_up


@app.periodic(cron="20 8 * * *")  # 2:20 in Honduras
@app.task(name="tickets.keep_all", queue="upkeep", queueing_lock="tickets.keep_all", pass_context=False)
def keep_all(timestamp: int) -> None:
    """Institution by institution."""
    del timestamp
    one_by_one(institutions().order_by("pk").values_list("pk", flat=True), keep_of)


def keep_of(institution_id: int) -> None:
    """The waiting room of one."""
    machine = system(institution_id, "waiting room")
    close_left_open(actor=machine, before=today())
    forget_phones(actor=machine, before=today())
    roll_up(actor=machine, before=oldest_kept(settings.TICKET_DAYS))
