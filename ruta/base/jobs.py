"""What does the machine do on its own? Deliver events, rescue jobs of dead workers, seal the audit."""

from contextlib import suppress
from typing import Any

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import Status

from ruta.base.context import acting_as, system
from ruta.base.models import Event

MOST_ATTEMPTS = 24
UNDER_WAY = ("todo", "doing")
RETRY = RetryStrategy(max_attempts=12, exponential_wait=2)


def ask_once(task: str, queue: str, **arguments: Any) -> None:
    """Ask for a job with a lock, unless one of its kind waits already."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(task, queue=queue).defer(**arguments)


def locks_under_way(task: str) -> frozenset[str]:
    """Of what a job of one kind waits, for its time or for its next try, or runs: whoever looks again asks for none of these a second time."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    rows = ProcrastinateJob.objects.filter(task_name=task, status__in=UNDER_WAY).order_by()
    return frozenset(lock for lock in rows.values_list("lock", flat=True) if lock)


@app.task(name="base.deliver", queue="events", retry=RETRY, pass_context=False)
def deliver(event_id: int) -> None:
    """Deliver one event to its listeners, as the system of the institution where it happened."""
    from ruta.base.events import handle

    institution = Event.objects.values_list("institution_id", flat=True).get(pk=event_id)
    with acting_as(system(institution, f"event {event_id}")), transaction.atomic():
        handle(event_id)


@app.periodic(cron="*/2 * * * *")
@app.task(name="base.rescue_stalled", queue="upkeep", queueing_lock="base.rescue_stalled", pass_context=False)
async def rescue_stalled(timestamp: int) -> None:
    """Give back the jobs whose worker died; the library finds them but does not retry by itself."""
    del timestamp
    for job in await app.job_manager.get_stalled_jobs():
        if job.attempts >= MOST_ATTEMPTS:  # perhaps it is the job that kills its workers
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
            continue
        try:
            await app.job_manager.retry_job(job)
        except (AlreadyEnqueued, UniqueViolation):  # another of its kind waits already
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)


@app.periodic(cron="*/5 * * * *")
@app.task(name="base.seal_audit", queue="upkeep", queueing_lock="base.seal_audit", pass_context=False)
def seal_audit(timestamp: int) -> None:
    """Seal what was written since the last batch."""
    del timestamp
    from ruta.base.audit import seal

    seal()
