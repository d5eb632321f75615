"""Does everybody with a place hear that it is called off, held after all, or held otherwise next? Once, and without a word on what is taught."""

from datetime import time, timedelta

import pytest
from django.db import transaction

from ruta.agenda.tests.test_reminding import messages, reachable
from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import acting_as, system
from ruta.base.events import handle
from ruta.base.models import Event
from ruta.cases.tests.making import register
from ruta.people.actions import PlaceDraft, mark_place_unsafe
from ruta.training.actions import (
    EditionTerms,
    cancel_edition,
    correct_edition,
    enrol_person,
    enrol_staff,
    move_session,
    open_edition,
    reopen_edition,
    withdraw_enrolment,
)
from ruta.training.tests.conftest import course, held, learners

BEGINS = time(9)


@pytest.fixture
def group(counsellor):
    """A workshop of two sittings that begins in a week."""
    row = course(counsellor, kind="workshop", name="Acompañamiento reservado", service_type="job_search_workshop", least_grade=None)
    terms = EditionTerms(office_id=counsellor.office_id, place="Salón", starts_on=today() + timedelta(days=7), hour=BEGINS, places=9)
    return open_edition(actor=counsellor, course_id=row.pk, terms=terms)


@pytest.fixture
def person(counsellor, group):
    found = register(counsellor)
    reachable(counsellor, found)
    enrol_person(actor=counsellor, edition_id=group.pk, person_id=found.pk)
    return found


def told(actor):
    """What has been written once every change was delivered, some of them twice."""
    for pk in [*Event.objects.filter(name="EditionChanged").order_by("pk").values_list("pk", flat=True)] * 2:
        with acting_as(system(actor.institution_id)), transaction.atomic():
            handle(pk)
    return [each for each in messages(actor) if each.template.startswith("activity_")]


def test_who_has_a_place_hears_once_that_it_is_called_off_and_then_that_it_is_held(counsellor, group, person):
    cancel_edition(actor=counsellor, edition_id=group.pk)
    (message,) = told(counsellor)
    assert (message.template, message.person_id, message.state) == ("activity_called_off", person.pk, "queued")
    assert "09:00" in message.body and "Acompa" not in message.body and "Salón" not in message.body
    reopen_edition(actor=counsellor, edition_id=group.pk)
    assert [each.template for each in told(counsellor)] == ["activity_called_off", "activity_held"]


def test_only_another_time_of_the_next_sitting_or_another_place_is_told(counsellor, group, person):
    first, last = held(counsellor, group)
    move_session(actor=counsellor, session_id=last.pk, starts_at=last.starts_at + timedelta(days=1), minutes=60)
    move_session(actor=counsellor, session_id=first.pk, starts_at=first.starts_at, minutes=90)
    correct_edition(actor=counsellor, edition_id=group.pk, place="Salón", places=12)
    assert told(counsellor) == []
    move_session(actor=counsellor, session_id=first.pk, starts_at=first.starts_at + timedelta(hours=2), minutes=60)
    assert ["11:00" in each.body for each in told(counsellor)] == [True]
    correct_edition(actor=counsellor, edition_id=group.pk, place="Biblioteca", places=12)
    assert len(told(counsellor)) == 2


def test_nobody_hears_of_what_is_over_or_gave_their_place_back(counsellor, group, person):
    with acting_as(counsellor), transaction.atomic():
        row = group.enrolments.get()
    withdraw_enrolment(actor=counsellor, enrolment_id=row.pk)
    cancel_edition(actor=counsellor, edition_id=group.pk)
    assert told(counsellor) == []


def test_who_is_looked_for_at_that_office_is_not_told_when_to_be_there(counsellor, group, person):
    place = PlaceDraft(office_id=counsellor.office_id)
    mark_place_unsafe(actor=counsellor, person_id=person.pk, place=place, reason="La buscan ahí")
    correct_edition(actor=counsellor, edition_id=group.pk, place="Biblioteca", places=12)
    (message,) = told(counsellor)
    assert (message.state, message.blocked_because) == ("blocked", "unsafe")


def test_staff_get_mail(coordinator):
    row = course(coordinator)
    terms = EditionTerms(office_id=coordinator.office_id, place="Salón", starts_on=today() + timedelta(days=7), hour=BEGINS, places=9)
    made = open_edition(actor=coordinator, course_id=row.pk, terms=terms)
    enrol_staff(actor=coordinator, edition_id=made.pk, terms=learners(2))
    cancel_edition(actor=coordinator, edition_id=made.pk)
    assert [(each.channel, each.person_id) for each in told(coordinator)] == [("email", None)] * 2


def test_what_was_held_already_is_not_told(counsellor, group, person):
    for each in held(counsellor, group):
        move_session(actor=counsellor, session_id=each.pk, starts_at=now().astimezone(HONDURAS) - timedelta(hours=2), minutes=60)
    before = len(told(counsellor))
    cancel_edition(actor=counsellor, edition_id=group.pk)
    assert len(told(counsellor)) == before
