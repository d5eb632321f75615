"""What does the machine do with referrals on its own? Every ten minutes it climbs the ladder of what is late, institution by institution."""

from django.db import transaction
from procrastinate.contrib.django import app

from ruta.base.context import acting_as, system
from ruta.base.upkeep import one_by_one
from ruta.directory.selectors import institutions
from ruta.referrals.actions.following import climb
from ruta.referrals.selectors.lists import due_for_climbing


@app.periodic(cron="*/10 * * * *")
@app.task(name="referrals.climb_all", queue="upkeep", queueing_lock="referrals.climb_all", pass_context=False)
def climb_all(timestamp: int) -> None:
    """Remind, escalate and offer to reroute, each rung once."""
    del timestamp
    one_by_one(institutions().order_by("pk").values_list("pk", flat=True), climb_of)


def climb_of(institution_id: int) -> int:
    """The ladder of one sender; each referral in its own transaction, so that one failure stops no other."""
    machine = system(institution_id, "escalation")
    with acting_as(machine, read_only=True), transaction.atomic():
        due = due_for_climbing(institution_id)
    return sum(one_by_one(due, lambda pk: len(climb(actor=machine, referral_id=pk))))
