"""Is an event never lost, and its effect never doubled?"""

from dataclasses import dataclass

import pytest
from django.db import transaction
from procrastinate.periodic import PeriodicRegistry

from ruta.base import events
from ruta.base.context import acting_as, current_actor, system
from ruta.base.models import Delivery, Event


@dataclass(frozen=True)
class BellRung:
    bell_id: int


@pytest.fixture
def bell(monkeypatch):
    """Listeners of one test, gone afterwards; the worker really runs."""
    heard = []
    monkeypatch.setitem(events._listeners, "BellRung", {})

    @events.listens(BellRung)
    def hear(*, event_id, bell_id):
        heard.append((bell_id, current_actor().institution_id))

    return heard


def work():
    """Do what waits. No scheduled task begins, whatever the hour: what it counts would stay behind the test."""
    from procrastinate.contrib.django import app

    worker = app.with_connector(app.connector.get_worker_connector())
    worker.periodic_registry = PeriodicRegistry()
    worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def ring(bell_id=7, institution=3):
    with acting_as(system(institution)), transaction.atomic():
        events.publish(BellRung(bell_id))


def test_a_listener_hears_after_commit_as_its_institution(committed, bell):
    ring()
    assert bell == []
    work()
    assert bell == [(7, 3)]


def test_a_rollback_leaves_neither_event_nor_job(committed, bell):
    with pytest.raises(RuntimeError), acting_as(system(3)), transaction.atomic():
        events.publish(BellRung(1))
        raise RuntimeError
    work()
    assert not Event.objects.exists()
    assert bell == []


def test_a_failing_listener_loses_nothing(committed, bell, as_superuser):
    fails = [True]

    @events.listens(BellRung)
    def stumble(*, event_id, bell_id):
        if fails[0]:
            raise ValueError

    ring()
    work()
    assert Event.objects.count() == 1
    assert not Delivery.objects.exists()
    fails[0] = False
    as_superuser.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
    work()
    assert Delivery.objects.count() == 2


def test_a_second_delivery_does_nothing(committed, bell):
    ring()
    work()
    with acting_as(system(3)), transaction.atomic():
        events.handle(Event.objects.get().pk)
    assert len(bell) == 1


@pytest.mark.django_db
def test_an_event_needs_a_transaction_and_remembers_its_institution():
    with acting_as(system(5)), transaction.atomic():
        events.publish(BellRung(1))
        assert Event.objects.get().institution_id == 5
