"""Is a place given once, moved, cancelled with who and why, taken back, and never where it is dangerous?"""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction

from ruta.agenda.actions import AgendaDraft, call_off, close_days, mark_appointment, move_appointment, reopen_days, save_agenda, undo_mark
from ruta.agenda.models import Appointment
from ruta.agenda.selectors import told_agenda
from ruta.agenda.tests.making import MONDAY, WEEKDAYS, agenda_of, free, give
from ruta.base.context import acting_as
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused
from ruta.cases.tests.making import register, staff
from ruta.people.actions import PlaceDraft, mark_place_unsafe

pytestmark = pytest.mark.django_db
RESERVED = "gbv_integral_care"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as moving:
        yield moving


@pytest.fixture
def chief(db):
    return staff("SPS", "office_coordinator")


@pytest.fixture
def dunia(chief):
    return staff("SPS")


@pytest.fixture
def agenda(chief):
    return agenda_of(chief)


def test_a_place_is_given_once_and_the_next_are_named(dunia, agenda):
    first = free(dunia, agenda)[0]
    booked = give(dunia, register(dunia), agenda, first.starts_at)
    assert (booked.seat, booked.ends_at - booked.starts_at) == (1, timedelta(minutes=30))
    with pytest.raises(Conflict, match="Los que siguen: mar 17 mar 08:30"):
        give(dunia, register(dunia), agenda, first.starts_at)


def test_a_session_takes_as_many_as_fit(chief, dunia):
    session = agenda_of(chief, name="Taller", capacity=2, minutes=60)
    start = free(dunia, session)[0].starts_at
    assert [give(dunia, register(dunia), session, start).seat for _ in range(2)] == [1, 2]
    with pytest.raises(Conflict):
        give(dunia, register(dunia), session, start)


def test_one_officer_and_one_room_are_in_one_place(chief, dunia):
    for both in ({"officer_id": dunia.user_id}, {"room": "Sala 2"}):
        first, second = (agenda_of(chief, name=name, **both) for name in ("A", "B"))
        start = free(dunia, first)[0].starts_at
        give(dunia, register(dunia), first, start)
        assert start not in [place.starts_at for place in free(dunia, second)]
        with pytest.raises(Conflict):
            give(dunia, register(dunia), second, start)


def test_a_person_is_not_expected_twice_at_the_same_time(chief, dunia, agenda):
    person, start = register(dunia), free(dunia, agenda)[0].starts_at
    give(dunia, person, agenda, start)
    with pytest.raises(Conflict, match="ya tiene otra cita"):
        give(dunia, person, agenda_of(chief, name="Otra"), start)


def test_only_what_the_agenda_offers_is_given(dunia, agenda):
    for wrong in (MONDAY + timedelta(days=1, minutes=7), MONDAY + timedelta(days=5), MONDAY.replace(hour=12) + timedelta(days=1)):
        with pytest.raises(Conflict):
            give(dunia, register(dunia), agenda, wrong)


def test_holidays_closed_days_and_leave_offer_nothing(chief, dunia, agenda):
    days = {place.starts_at.date() for place in free(dunia, agenda, 30)}
    assert not days & {date(2026, 4, 2), date(2026, 4, 3)}  # Maundy Thursday and Good Friday
    assert {day.month for day in days} == {3, 4}
    tomorrow = MONDAY.date() + timedelta(days=1)
    closed = close_days(actor=chief, first=tomorrow, last=None)
    assert tomorrow not in {place.starts_at.date() for place in free(dunia, agenda)}
    reopen_days(actor=chief, closure_id=closed.pk)
    hers = agenda_of(chief, name="De Dunia", officer_id=dunia.user_id)
    close_days(actor=chief, first=tomorrow, last=tomorrow + timedelta(days=1), officer_id=dunia.user_id)
    assert free(dunia, agenda)[0].starts_at.date() == tomorrow
    assert free(dunia, hers)[0].starts_at.date() == tomorrow + timedelta(days=2)


def test_moving_frees_the_place_before(dunia, agenda):
    first, second = (place.starts_at for place in free(dunia, agenda)[:2])
    booked = give(dunia, register(dunia), agenda, first)
    moved = move_appointment(actor=dunia, appointment_id=booked.pk, starts_at=second)
    assert (moved.pk, moved.starts_at) == (booked.pk, second)
    assert free(dunia, agenda)[0].starts_at == first


def test_cancelling_says_who_and_why_and_is_taken_back_the_same_day(dunia, agenda, clock):
    start = free(dunia, agenda)[0].starts_at
    booked = give(dunia, register(dunia), agenda, start)
    with pytest.raises(Invalid, match="por qué"):
        call_off(actor=dunia, appointment_id=booked.pk, by="officer")
    with pytest.raises(Invalid, match="quién"):
        call_off(actor=dunia, appointment_id=booked.pk, by="")
    call_off(actor=dunia, appointment_id=booked.pk, by="officer", note="Permiso")
    assert undo_mark(actor=dunia, appointment_id=booked.pk).state == "booked"
    call_off(actor=dunia, appointment_id=booked.pk, by="person")
    give(dunia, register(dunia), agenda, start)
    with pytest.raises(Conflict):  # somebody has it now
        undo_mark(actor=dunia, appointment_id=booked.pk)


def test_a_slip_is_taken_back_within_the_day_and_not_later(dunia, agenda, clock):
    start = free(dunia, agenda)[0].starts_at
    booked = give(dunia, register(dunia), agenda, start)
    clock.move_to(start - timedelta(minutes=1))
    with pytest.raises(NotOpen, match="no es la hora"):
        mark_appointment(actor=dunia, appointment_id=booked.pk, state="no_show")
    clock.move_to(start + timedelta(hours=1))
    mark_appointment(actor=dunia, appointment_id=booked.pk, state="no_show")
    undo_mark(actor=dunia, appointment_id=booked.pk)
    mark_appointment(actor=dunia, appointment_id=booked.pk, state="seen")
    clock.move_to(start + timedelta(days=1))
    with pytest.raises(NotOpen, match="lo que se marcó hoy"):
        undo_mark(actor=dunia, appointment_id=booked.pk)


def test_nobody_is_expected_where_it_is_dangerous(dunia, agenda, rows):
    person, start = register(dunia), free(dunia, agenda)[0].starts_at
    mark_place_unsafe(actor=dunia, person_id=person.pk, place=PlaceDraft(office_id=agenda.office_id), reason="La buscan ahí")
    with pytest.raises(NotOpen, match="no es seguro"):
        give(dunia, person, agenda, start)
    with pytest.raises(Exception, match="not safe for the person"):
        rows(
            dunia,
            "INSERT INTO agenda_appointment (owner_institution_id, host_id, office_id, person_id, subject, starts_at, place, bring, ask_for, state) "
            "VALUES (%s, %s, %s, %s, '', now(), '', '', '', 'booked') RETURNING id",
            [dunia.institution_id, dunia.institution_id, agenda.office_id, person.pk],
        )


def test_what_is_reserved_has_no_words_for_others(dunia):
    protector = staff("SPS", "protection_officer")
    reserved = agenda_of(protector, name="Atención a sobrevivientes", service_type=RESERVED)
    booked = give(dunia, register(dunia), reserved, free(dunia, reserved)[0].starts_at)
    assert booked.subject == "Atención"
    hidden, shown = told_agenda(dunia, reserved, {}), told_agenda(protector, reserved, {})
    assert (hidden.name, hidden.service, hidden.is_masked) == ("Atención", "", True)
    assert (shown.name, shown.is_masked) == ("Atención a sobrevivientes", False)
    with pytest.raises(Refused, match="reservada"):
        save_agenda(actor=staff("SPS", "office_coordinator"), draft=AgendaDraft(name="x", hours=WEEKDAYS, service_type=RESERVED))


def test_who_keeps_agendas_and_what_makes_no_sense(chief, dunia, agenda):
    with pytest.raises(Refused):
        agenda_of(dunia)
    with pytest.raises(NotFound):
        save_agenda(actor=staff("TGU", "office_coordinator"), draft=AgendaDraft(name="x", hours=WEEKDAYS), agenda_id=agenda.pk)
    for wrong in (
        {"name": " "},
        {"hours": {}},
        {"hours": {"0": "ocho"}},
        {"minutes": 0},
        {"capacity": 0},
        {"officer_id": 999_999},
        {"service_type": "x"},
    ):
        with pytest.raises(Invalid):
            agenda_of(chief, **wrong)
    save_agenda(actor=chief, draft=AgendaDraft(name="Nueva", hours=WEEKDAYS), agenda_id=agenda.pk, version=1)
    with pytest.raises(Conflict):
        save_agenda(actor=chief, draft=AgendaDraft(name="Otra", hours=WEEKDAYS), agenda_id=agenda.pk, version=1)


def test_another_institution_gives_nothing_in_this_agenda(dunia, agenda):
    stranger = staff("INFOP-SPS", "partner_officer")
    with pytest.raises(NotFound):
        give(stranger, register(stranger), agenda, free(dunia, agenda)[0].starts_at)
    assert free(stranger, agenda) == free(stranger, agenda)
    with acting_as(stranger), transaction.atomic():
        assert Appointment.objects.count() == 0
