"""What becomes of appointments when a day is closed after they were given, or whoever receives leaves the office?"""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection, transaction

from ruta.accounts.actions import end_membership
from ruta.accounts.models import Membership
from ruta.agenda.actions import AgendaDraft, close_days, join_waiting_list, offer_places, save_agenda
from ruta.agenda.models import Appointment
from ruta.agenda.selectors import stranded, why_stranded
from ruta.agenda.tests.making import MONDAY, WEEKDAYS, agenda_of, free, give
from ruta.base.context import acting_as, system
from ruta.base.events import handle
from ruta.base.models import Event
from ruta.base.workdays import work_calendar
from ruta.cases.tests.making import register, staff

pytestmark = pytest.mark.django_db
CLOSED = "SELECT first_day FROM ruta_closed(%s, %s)"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def chief(db):
    return staff("SPS", "office_coordinator")


def left_alone(actor):
    with acting_as(actor, read_only=True), transaction.atomic():
        return stranded(actor)


def test_days_closed_after_booking_name_whoever_would_come_in_vain(chief, monkeypatch):
    dunia = staff("SPS")
    agenda, hers = agenda_of(chief), agenda_of(chief, name="De Dunia", officer_id=dunia.user_id)
    tomorrow, later = free(chief, agenda)[0].starts_at, free(chief, agenda)[30].starts_at
    on_day, on_leave, on_holiday = (
        give(chief, register(chief), each, at) for each, at in ((agenda, tomorrow), (hers, tomorrow + timedelta(days=1)), (agenda, later))
    )
    assert left_alone(chief) == {}
    close_days(actor=chief, first=tomorrow.date(), last=None)
    close_days(actor=chief, first=tomorrow.date() + timedelta(days=1), last=None, officer_id=dunia.user_id)
    monkeypatch.setitem(work_calendar().closed, later.date(), "Asueto por circular")
    assert left_alone(chief) == {on_day.pk: "closed", on_leave.pk: "away", on_holiday.pk: "holiday"}
    assert left_alone(staff("TGU")) == {}


def test_a_place_that_was_only_offered_goes_back_when_its_day_is_closed(chief):
    agenda = agenda_of(chief, hours={"1": "8:00-8:30", "2": "8:00-8:30"}, ahead_days=3)
    entry = join_waiting_list(actor=chief, person_id=register(chief).pk, agenda_id=agenda.pk)
    machine = system(chief.institution_id)
    (offered,) = offer_places(actor=machine, agenda_id=agenda.pk)
    tomorrow = MONDAY.date() + timedelta(days=1)
    close_days(actor=chief, first=tomorrow, last=None)
    with acting_as(machine), transaction.atomic():
        assert Appointment.objects.get(person=entry.person_id).state == "cancelled"
        handle(Event.objects.get(name="AppointmentCancelled").pk)
        held = Appointment.objects.get(state="held")
    assert offered == entry.pk and held.starts_at.date() == tomorrow + timedelta(days=1)
    assert left_alone(chief) == {}


def test_an_agenda_offers_nothing_once_its_officer_left_and_what_is_booked_goes_to_the_next(chief):
    dunia, next_one = staff("SPS"), staff("SPS")
    agenda = agenda_of(chief, officer_id=dunia.user_id)
    first, second = (place.starts_at for place in free(chief, agenda)[:2])
    kept, clashing = give(chief, register(chief), agenda, first), give(chief, register(chief), agenda, second)
    busy = agenda_of(chief, name="Otra", officer_id=next_one.user_id)
    give(chief, register(chief), busy, second)
    end_membership(actor=system(None), membership=Membership.objects.get(user=dunia.user_id))
    assert free(chief, agenda) == []
    assert offer_places(actor=system(chief.institution_id), agenda_id=agenda.pk) == []
    assert left_alone(chief) == {kept.pk: "left", clashing.pk: "left"}
    save_agenda(actor=chief, draft=AgendaDraft(name="Orientación", hours=WEEKDAYS, officer_id=next_one.user_id), agenda_id=agenda.pk)
    assert left_alone(chief) == {clashing.pk: "left"}, "at that hour the next one receives somebody else: it is moved by hand"
    with acting_as(chief, read_only=True), transaction.atomic():
        assert Appointment.objects.get(pk=kept.pk).officer_id == next_one.user_id
        assert why_stranded(chief, Appointment.objects.get(pk=kept.pk)) == ""
    assert free(chief, agenda)


def test_whoever_leaves_on_a_day_receives_until_then(chief):
    dunia = staff("SPS")
    agenda = agenda_of(chief, officer_id=dunia.user_id)
    Membership.objects.filter(user=dunia.user_id).update(valid_until=date(2026, 3, 18))
    assert {place.starts_at.date() for place in free(chief, agenda)} == {date(2026, 3, 17), date(2026, 3, 18)}
    with acting_as(chief, read_only=True), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CLOSED, [agenda.pk, MONDAY.date()])
        assert cursor.fetchall() == [(date(2026, 3, 19),)]
    with acting_as(staff("TGU"), read_only=True), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CLOSED, [agenda.pk, MONDAY.date()])
        assert cursor.fetchall() != [], "another office of the same institution reads it"
    with acting_as(staff("UMAR-SPS"), read_only=True), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CLOSED, [agenda.pk, MONDAY.date()])
        assert cursor.fetchall() == []
