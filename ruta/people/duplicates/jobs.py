"""When does the machine look for duplicates? Every night, institution by institution, among those who changed."""

from procrastinate.contrib.django import app

from ruta.base.context import acting_as, system
from ruta.directory.selectors import institutions
from ruta.people.duplicates.staging import begin_pass, compare_chunk
from ruta.people.models import ComparisonPass


@app.periodic(cron="40 8 * * *")  # 2:40 in Honduras
@app.task(name="people.find_duplicates", queue="upkeep", queueing_lock="people.find_duplicates", pass_context=False)
def find_duplicates(timestamp: int) -> None:
    """One job per institution, so that a large one holds up none."""
    del timestamp
    for institution_id in institutions().order_by("pk").values_list("pk", flat=True):
        find_duplicates_of.configure(lock=f"people.find_duplicates.{institution_id}").defer(institution_id=institution_id)


@app.task(name="people.find_duplicates_of", queue="upkeep", pass_context=False)
def find_duplicates_of(institution_id: int) -> None:
    """Compare who changed in one institution."""
    compare(institution_id)


def compare(institution_id: int, *, is_whole: bool = False) -> ComparisonPass:
    """A pass to its end, each chunk in its own transaction: what was done stays done."""
    machine = system(institution_id, "duplicates")
    with acting_as(machine):
        held = begin_pass(actor=machine, is_whole=is_whole)
        while held.finished_at is None:
            held = compare_chunk(actor=machine, pass_id=held.pk, at=held.next_id)
    return held
