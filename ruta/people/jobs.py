"""Which background work has this domain? Its rooms keep theirs; here are the day on which somebody turns 18, and what keeps searches quick."""

from django.db import connection, transaction
from procrastinate.contrib.django import app

from ruta.base.context import acting_as, system
from ruta.base.upkeep import one_by_one
from ruta.directory.selectors import institutions
from ruta.people.actions import climb_notice, come_of_age
from ruta.people.duplicates import jobs as duplicates
from ruta.people.imports import jobs as imports
from ruta.people.selectors.minors import SENAF, late_notices, of_age_with_permissions
from ruta.people.selectors.scanning import renew

__all__ = ["duplicates", "imports"]


@app.periodic(cron="10 6 * * *")  # 0:10 in Honduras
@app.task(name="people.end_at_eighteen", queue="upkeep", queueing_lock="people.end_at_eighteen", pass_context=False)
def end_at_eighteen(timestamp: int) -> None:
    """Whoever turned 18 decides alone from today: what others allowed for them ends, institution by institution."""
    del timestamp
    one_by_one(institutions().order_by("pk").values_list("pk", flat=True), end_at_eighteen_of)


def end_at_eighteen_of(institution_id: int) -> int:
    """Each person in a transaction of their own, so that one failure stops no other."""
    machine = system(institution_id, "came of age")
    with acting_as(machine, read_only=True), transaction.atomic():
        due = of_age_with_permissions(institution_id)
    return sum(one_by_one(due, lambda pk: come_of_age(actor=machine, person_id=pk)))


@app.periodic(cron="*/5 * * * *")
@app.task(name="people.climb_notices", queue="upkeep", queueing_lock="people.climb_notices", pass_context=False)
def climb_notices(timestamp: int) -> None:
    """A child waits: whoever SENAF has not answered about in an hour climbs, first to SENAF again, then to the coordination."""
    del timestamp
    one_by_one(institutions().filter(code=SENAF).values_list("pk", flat=True), climb_notices_of)


def climb_notices_of(institution_id: int) -> int:
    """Each notice in a transaction of its own, so that one failure stops no other."""
    machine = system(institution_id, "notices without answer")
    with acting_as(machine, read_only=True), transaction.atomic():
        due = late_notices(institution_id)
    return sum(one_by_one(due, lambda pk: climb_notice(actor=machine, notice_id=pk) > 0))


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="people.copy_registers", queue="upkeep", queueing_lock="people.copy_registers", lock="people.copy_registers", pass_context=False
)
def copy_registers(timestamp: int) -> None:
    """Bring the copies forward through which a search looks when the best is unsure; each under the actor of its institution."""
    del timestamp
    one_by_one(institutions().order_by("pk").values_list("pk", flat=True), copy_register_of)


def copy_register_of(institution_id: int) -> None:
    """The copy of one."""
    with acting_as(system(institution_id, "copy of the register")), transaction.atomic():
        renew(institution_id)


@app.periodic(cron="23 * * * *")
@app.task(name="people.forget_found", queue="upkeep", queueing_lock="people.forget_found", pass_context=False)
def forget_found(timestamp: int) -> None:
    """Handles that serve no longer, and notes of changes that every copy has read."""
    del timestamp
    with acting_as(system(None, "upkeep")), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT ruta_forget_found(), ruta_forget_changes()")
