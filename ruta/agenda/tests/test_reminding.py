"""Is whoever is expected reminded once, on the working day before, and only where a message is safe?"""

from datetime import datetime, timedelta

import pytest
import time_machine

from ruta.agenda.actions import Slot, book_appointment, cancel_appointment, mark_appointment
from ruta.agenda.jobs import remind_of
from ruta.base.clock import HONDURAS
from ruta.base.context import acting_as, system
from ruta.cases.tests.making import consent, register, staff
from ruta.communication.actions import send_message
from ruta.communication.models import Message
from ruta.directory.models import Office
from ruta.people.actions import PlaceDraft, mark_place_unsafe
from ruta.people.models import Contact

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 3, 19, 9, tzinfo=HONDURAS)
FRIDAY, SATURDAY, MONDAY = (THURSDAY + timedelta(days=days) for days in (1, 2, 4))


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MESSAGE_FOLDER = tmp_path
    with time_machine.travel(THURSDAY - timedelta(days=7), tick=False):
        yield tmp_path


@pytest.fixture
def dunia(db):
    return staff("SPS")


@pytest.fixture
def person(dunia):
    return register(dunia)


def reachable(actor, person, safety="safe", *, says_yes=True):
    if says_yes:
        consent(actor, person, purpose="notifications", categories=["contact"])
    with acting_as(actor):
        Contact.objects.create(owner_institution_id=actor.institution_id, person=person, kind="phone", value="9748-2206", safety=safety)


def booked(actor, person, starts_at, office_id=None):
    slot = Slot(starts_at=starts_at, subject="Entrevista por violencia", place="Ventanilla 3")
    return book_appointment(actor=actor, person_id=person.pk, office_id=office_id or actor.office_id, slot=slot)


def run_at(moment, actor):
    with time_machine.travel(moment, tick=False):
        return remind_of(actor.institution_id)


def messages(actor):
    with acting_as(actor):
        return list(Message.objects.order_by("pk"))


def test_the_working_day_before_is_chosen_over_a_week_end(dunia, person):
    reachable(dunia, person)
    booked(dunia, person, MONDAY.replace(hour=8))
    assert [run_at(day, dunia) for day in (THURSDAY, FRIDAY, SATURDAY, MONDAY)] == [0, 1, 0, 0]


def test_it_is_written_once_and_says_nothing_of_what_it_is_about(dunia, person, folder):
    reachable(dunia, person)
    booked(dunia, person, FRIDAY.replace(hour=10))
    assert [run_at(THURSDAY + timedelta(hours=hour), dunia) for hour in (0, 1, 2)] == [1, 0, 0]
    (message,) = messages(dunia)
    with time_machine.travel(THURSDAY, tick=False):
        assert send_message(system(dunia.institution_id), message.pk).state == "sent"
    text = next(folder.rglob("*.txt")).read_text()
    assert "vie 20 mar" in text and "10:00" in text and "9748-2206" in text
    assert "violencia" not in text and "Entrevista" not in text and "Ventanilla" not in text


@pytest.mark.parametrize("ended", [cancel_appointment, lambda **facts: mark_appointment(**facts, state="excused")])
def test_what_fell_away_is_not_reminded(dunia, person, ended):
    reachable(dunia, person)
    appointment = booked(dunia, person, FRIDAY.replace(hour=10))
    ended(actor=dunia, appointment_id=appointment.pk)
    assert run_at(THURSDAY, dunia) == 0
    assert messages(dunia) == []


@pytest.mark.parametrize(("safety", "says_yes", "why"), [("unsafe", True, "unsafe"), ("safe", False, "no_consent")])
def test_an_unsafe_contact_and_a_no_are_respected(dunia, person, folder, safety, says_yes, why):
    reachable(dunia, person, safety, says_yes=says_yes)
    booked(dunia, person, FRIDAY.replace(hour=10))
    run_at(THURSDAY, dunia)
    (message,) = messages(dunia)
    assert (message.state, message.blocked_because) == ("blocked", why)
    send_message(system(dunia.institution_id), message.pk)
    assert list(folder.rglob("*.txt")) == []


@pytest.mark.parametrize("when", ["before it is written", "before it leaves"])
def test_nobody_is_reminded_to_go_where_it_is_not_safe(dunia, person, folder, when):
    reachable(dunia, person)
    booked(dunia, person, FRIDAY.replace(hour=10))
    place = PlaceDraft(office_id=dunia.office_id)
    if when == "before it is written":
        mark_place_unsafe(actor=dunia, person_id=person.pk, place=place, reason="La buscan ahí")
    run_at(THURSDAY, dunia)
    if when == "before it leaves":
        mark_place_unsafe(actor=dunia, person_id=person.pk, place=place, reason="La buscan ahí")
    (message,) = messages(dunia)
    with time_machine.travel(THURSDAY, tick=False):
        held = send_message(system(dunia.institution_id), message.pk)
    assert (held.state, held.blocked_because) == ("blocked", "unsafe")
    assert list(folder.rglob("*.txt")) == []


def test_another_institution_is_not_named(dunia, person):
    reachable(dunia, person)
    office = Office.objects.get(code="INFOP-TGU")
    booked(dunia, person, FRIDAY.replace(hour=10), office.pk)
    run_at(THURSDAY, dunia)
    (message,) = messages(dunia)
    assert "INFOP" not in message.body and "la oficina indicada" in message.body
