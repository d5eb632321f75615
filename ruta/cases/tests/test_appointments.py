"""Does an appointment move the step of the plan that it serves, and only that?"""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction

from ruta.agenda.actions import mark_appointment, undo_mark
from ruta.agenda.tests.making import MONDAY, agenda_of, free, give
from ruta.base.context import acting_as
from ruta.cases.actions import open_case
from ruta.cases.models import PlanAction
from ruta.cases.tests.making import consent, planned, register, staff
from ruta.referrals.tests.making import hear

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as moving:
        yield moving


@pytest.fixture
def dunia(db):
    return staff("SPS")


@pytest.fixture
def person(dunia):
    person = register(dunia)
    consent(dunia, person)
    case = open_case(actor=dunia, person_id=person.pk, modality="returned", entry_point="camr")
    planned(dunia, case)
    return person


def steps(actor, person):
    with acting_as(actor), transaction.atomic():
        return list(PlanAction.objects.filter(person=person).order_by("pk"))


def state(actor, person):
    hear()
    return steps(actor, person)[0].state


def test_booked_missed_undone_and_seen_move_the_step(dunia, person, clock):
    agenda = agenda_of(staff("SPS", "office_coordinator"))
    step = steps(dunia, person)[0]
    booked = give(dunia, person, agenda, free(dunia, agenda)[0].starts_at, plan_action_ref=step.pk)
    assert state(dunia, person) == "in_progress"
    clock.move_to(booked.starts_at + timedelta(minutes=40))
    mark_appointment(actor=dunia, appointment_id=booked.pk, state="no_show")
    assert state(dunia, person) == "open"
    undo_mark(actor=dunia, appointment_id=booked.pk)
    assert state(dunia, person) == "in_progress"
    mark_appointment(actor=dunia, appointment_id=booked.pk, state="seen")
    assert state(dunia, person) == "done"
    assert steps(dunia, person)[1].state == "open"


def test_the_step_of_somebody_else_is_left_alone(dunia, person):
    agenda = agenda_of(staff("SPS", "office_coordinator"))
    give(dunia, register(dunia), agenda, free(dunia, agenda)[0].starts_at, plan_action_ref=steps(dunia, person)[0].pk)
    assert state(dunia, person) == "open"
