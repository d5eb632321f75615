"""Is no job lost when a worker dies, does one bad job hold up no other, and do jobs carry ids only?"""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass

import pytest
from django.db import connections, transaction
from procrastinate.exceptions import AlreadyEnqueued

from ruta.base import events
from ruta.base.context import acting_as, system
from ruta.base.jobs import MOST_ATTEMPTS, deliver, rescue_stalled
from ruta.base.models import Delivery
from ruta.base.tests.test_events import work


@dataclass(frozen=True)
class LongTold:
    story_id: int


# A worker of its own process; its first listener waits to be killed, a later one finds the mark and is quick.
WORKER = """
import pathlib, sys, time
from dataclasses import dataclass
import django; django.setup()
from ruta.base import events
@dataclass(frozen=True)
class LongTold:
    story_id: int
mark = pathlib.Path(sys.argv[1])
@events.listens(LongTold)
def hear(*, event_id, story_id):
    if not mark.exists():
        mark.touch()
        time.sleep(120)
hear.__module__ = "tests"
from procrastinate.contrib.django import app
from ruta.config.serving import run_worker
app.periodic_registry.periodic_tasks.clear()
run_worker(wait=False)
"""


def worker(mark):
    environment = {
        **os.environ, "RUTA_DATABASE": connections["default"].settings_dict["NAME"], "DJANGO_SETTINGS_MODULE": "ruta.config.settings",
        "RUTA_DB_ROLE": "ruta_app",
    }  # fmt: skip
    return subprocess.Popen([sys.executable, "-c", WORKER, str(mark)], env=environment)  # noqa: S603 - ourselves


def statuses(connection):
    return dict(connection.execute("SELECT id, status::text FROM procrastinate_jobs ORDER BY id").fetchall())


def outcome(connection):
    """Of the one event; periodic work stands beside it."""
    return connection.execute("SELECT status::text FROM procrastinate_jobs WHERE task_name = 'base.deliver'").fetchone()


@pytest.fixture
def told(monkeypatch):
    monkeypatch.setitem(events._listeners, "LongTold", {"x": None})
    with acting_as(system(3)), transaction.atomic():
        events.publish(LongTold(7))


def test_a_killed_worker_loses_no_job(committed, as_superuser, told, tmp_path):
    first = worker(tmp_path / "mark")
    end = time.monotonic() + 90
    while not (tmp_path / "mark").exists() and time.monotonic() < end:
        time.sleep(0.1)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert outcome(as_superuser) == ("doing",)
    as_superuser.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")
    with suppress(AlreadyEnqueued):  # the schedule may have asked for it already
        rescue_stalled.defer(timestamp=0)
    # A worker that does not wait may leave before the rescue has given the job back: the next one finds it.
    for _ in range(3):
        if outcome(as_superuser) != ("succeeded",):
            assert worker(tmp_path / "mark").wait(timeout=90) == 0
    assert outcome(as_superuser) == ("succeeded",)
    assert as_superuser.execute("SELECT count(*) FROM base_delivery").fetchone() == (1,)


def stalled(connection, **changes):
    row = {
        "queue_name": "events",
        "task_name": "base.deliver",
        "args": "{}",
        "status": "doing",
        "attempts": 0,
        "queueing_lock": None,
    } | changes
    names, marks = ", ".join(row), ", ".join(f"%({name})s" for name in row)
    return connection.execute(f"INSERT INTO procrastinate_jobs ({names}) VALUES ({marks}) RETURNING id", row).fetchone()[0]


def test_a_job_that_cannot_come_back_holds_up_no_other(committed, as_superuser):
    later = {"status": "todo", "scheduled_at": "2099-01-01T00:00:00Z"}
    stalled(as_superuser, task_name="base.seal_audit", queueing_lock="seal", **later)
    twin = stalled(as_superuser, task_name="base.seal_audit", queueing_lock="seal", args='{"timestamp": 0}')
    storm = stalled(as_superuser, task_name="base.seal_audit", attempts=MOST_ATTEMPTS, args='{"timestamp": 0}')
    with acting_as(system(3)), transaction.atomic():
        event = events.Event.objects.create(name="Nothing", payload={})
    lost = stalled(as_superuser, args=json.dumps({"event_id": event.pk}))
    rescue_stalled.defer(timestamp=0)
    work()
    found = statuses(as_superuser)
    assert (found[twin], found[storm], found[lost]) == ("failed", "failed", "succeeded")


def test_a_job_of_a_wrong_institution_sees_nothing(committed, as_superuser, monkeypatch):
    seen = []
    monkeypatch.setitem(events._listeners, "LongTold", {})

    @events.listens(LongTold)
    def look(*, event_id, story_id):
        from ruta.people.models import Person

        seen.append(Person.objects.count())

    from ruta.base.tests.test_row_security import person_of, two_institutions

    a, b = two_institutions()
    person_of(a)
    for office in (a, b):
        with acting_as(system(office.institution_id)), transaction.atomic():
            events.publish(LongTold(7))
    work()
    assert seen == [1, 0]
    assert Delivery.objects.count() == 2


def test_periodic_work_does_not_pile_up(committed, as_superuser):
    rescue_stalled.defer(timestamp=0)
    with pytest.raises(AlreadyEnqueued):
        rescue_stalled.defer(timestamp=1)
    assert len(statuses(as_superuser)) == 1
    assert deliver.queueing_lock is None
