"""Do numbers come without gaps, and does each go to one window?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connections, transaction

from ruta.agenda.actions import Slot, book_appointment
from ruta.agenda.enums import AppointmentState
from ruta.agenda.models import Appointment
from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import acting_as, system
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.events import handle
from ruta.base.models import Event
from ruta.cases.actions import open_case
from ruta.cases.tests.making import consent, register
from ruta.directory.models import Office
from ruta.tickets.actions import (
    Ask,
    attach_case,
    call_next,
    call_this,
    forget_phones,
    roll_up,
    sit_at,
    step_ticket,
    take_ticket,
    transfer_ticket,
)
from ruta.tickets.jobs import keep_of
from ruta.tickets.models import Call, DayFigure, Detail, Step, Ticket, Window
from ruta.tickets.selectors import call_order, figures_of, served_by
from ruta.tickets.tests.conftest import furnish, hire

EVENING = datetime(2026, 3, 16, 23, tzinfo=HONDURAS)


def last_second():
    """Of today: the database asks its own clock which day it is."""
    return now().replace(hour=23, minute=59, second=59)


def within(actor):
    return acting_as(actor)


def take(room, priority="", line=0, **more):
    return take_ticket(actor=room.kiosk, line_id=room.lines[line], ask=Ask(priority=priority, **more))


@pytest.fixture
def committed_room(committed):
    return furnish(Office.objects.get(code="SPS"))


def together(work, times):
    def run(n):
        try:
            return work(n)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(run, range(times)))


def test_numbers_have_no_gaps_when_many_ask_at_once(committed_room):
    room = committed_room

    def ask(n):
        if n % 5 == 4:  # one in five fails after its number was counted
            with pytest.raises(ZeroDivisionError), acting_as(room.kiosk), transaction.atomic():
                take(room)
                raise ZeroDivisionError
            return None
        return take(room, line=n % 2).number

    given = [number for number in together(ask, 40) if number]
    assert sorted(given) == sorted([f"A-{n:03d}" for n in range(1, 17)] + [f"B-{n:03d}" for n in range(1, 17)])


def test_two_officers_never_call_the_same(committed_room):
    room = committed_room
    for n in range(12):
        take(room, "elderly" if n % 3 == 0 else "")

    def serve_all(n):
        mine, officer = [], room.officers[n]
        while ticket := call_next(actor=officer, window_id=room.windows[n]):
            mine.append(ticket.number)
            step_ticket(actor=officer, ticket_id=ticket.pk, verb="serve")
            step_ticket(actor=officer, ticket_id=ticket.pk, verb="finish")
        return mine

    called = [number for mine in together(serve_all, 2) for number in mine]
    assert len(called) == len(set(called)) == 12


def test_a_double_click_calls_one(committed_room):
    room, key = committed_room, uuid4()
    for _ in range(3):
        take(room)
    called = together(lambda _n: call_next(actor=room.officers[0], window_id=room.windows[0], idempotency=key).number, 4)
    assert set(called) == {"A-001"}
    with acting_as(room.officers[0]), transaction.atomic():
        assert Call.objects.count() == 1


def test_a_number_from_kiosk_to_done(room):
    first, second = take(room), take(room, "pregnancy", phone="9748-2206")
    officer, window = room.officers[0], room.windows[0]
    called = call_next(actor=officer, window_id=window)
    assert (called.pk, called.went_first) == (second.pk, True)
    with pytest.raises(NotOpen, match="A-002"):
        call_next(actor=officer, window_id=window)
    assert step_ticket(actor=officer, ticket_id=called.pk, verb="recall").calls == 2
    step_ticket(actor=officer, ticket_id=called.pk, verb="serve")
    with pytest.raises(NotOpen, match="En atención"):
        step_ticket(actor=officer, ticket_id=called.pk, verb="miss")
    attach_case(actor=officer, ticket_id=called.pk, case_id=44)
    step_ticket(actor=officer, ticket_id=called.pk, verb="finish")
    with within(officer):
        detail = Detail.objects.get(ticket=called)
        assert (detail.priority, detail.phone, detail.case_ref) == ("pregnancy", "9748-2206", 44)
        assert list(Step.objects.filter(ticket=called).order_by("pk").values_list("verb", flat=True)) == [
            "call",
            "recall",
            "serve",
            "finish",
        ]
        assert set(Step.objects.values_list("user_id", flat=True)) == {officer.user_id}
        assert list(Call.objects.order_by("pk").values_list("number", flat=True)) == ["A-002", "A-002"]
        figures = figures_of(officer, today())
    assert (figures.waiting, figures.whole.served, figures.by_priority[True].served) == (1, 1, 1)
    assert call_next(actor=officer, window_id=window).pk == first.pk


def test_who_was_called_and_came_late_is_put_back(room):
    ticket = take(room)
    call_next(actor=room.officers[0], window_id=room.windows[0])
    assert step_ticket(actor=room.officers[0], ticket_id=ticket.pk, verb="miss").state == "no_show"
    back = step_ticket(actor=room.officers[0], ticket_id=ticket.pk, verb="return")
    assert (back.state, back.ended_at, back.place_at) == ("waiting", None, ticket.place_at)
    assert call_this(actor=room.officers[1], ticket_id=ticket.pk, window_id=room.windows[1]).state == "called"
    assert call_next(actor=room.officers[0], window_id=room.windows[0]) is None


def test_a_transfer_keeps_number_and_place(room):
    first, _second, other = take(room), take(room), take(room, line=1)
    called = call_next(actor=room.officers[0], window_id=room.windows[0])
    moved = transfer_ticket(actor=room.officers[0], ticket_id=called.pk, line_id=room.lines[1], window_id=room.windows[1])
    assert (moved.number, moved.state, moved.place_at) == ("A-001", "transferred", first.place_at)
    with within(room.officers[0]):
        here, there = (Window.objects.get(pk=pk) for pk in room.windows)
        assert call_order(there)[0] == moved.pk  # before those who came later
        assert moved.pk not in call_order(here)
        assert other.pk in call_order(here)


def test_an_appointment_checks_in_and_is_seen(room):
    person = register(room.coordinator)
    slot = Slot(starts_at=min(now() + timedelta(minutes=1), last_second()), subject="Orientación")
    booked = book_appointment(actor=room.coordinator, person_id=person.pk, office_id=room.office.pk, slot=slot)
    take(room)
    mine = take(room, appointment_id=booked.pk)
    assert mine.due_at == slot.starts_at
    with pytest.raises(Invalid, match="código"):
        take(room, appointment_id=booked.pk)
    with pytest.raises(Invalid, match="código"):
        take(room, appointment_id=booked.pk + 999)
    called = call_next(actor=room.officers[0], window_id=room.windows[0])
    assert called.pk == mine.pk
    for verb in ("serve", "finish"):
        step_ticket(actor=room.officers[0], ticket_id=mine.pk, verb=verb)
    with within(room.officers[0]):
        assert Appointment.objects.get(pk=booked.pk).state == AppointmentState.SEEN


def test_another_office_and_another_role_are_refused(room):
    ticket = take(room)
    stranger = hire(Office.objects.get(code="TGU"), "counsellor", "tgu")
    with pytest.raises(NotFound):
        sit_at(actor=stranger, window_id=room.windows[0])
    with pytest.raises(NotFound):
        step_ticket(actor=stranger, ticket_id=ticket.pk, verb="cancel")
    with pytest.raises(Refused):
        call_next(actor=room.kiosk, window_id=room.windows[0])
    with pytest.raises(Refused):
        take_ticket(actor=hire(room.office, "auditor", "aud"), line_id=room.lines[0])


def test_old_days_become_figures_and_telephones_go(room):
    ticket = take(room, "elderly", phone="9748-2206")
    call_next(actor=room.officers[0], window_id=room.windows[0])
    for verb in ("serve", "finish"):
        step_ticket(actor=room.officers[0], ticket_id=ticket.pk, verb=verb)
    machine = system(room.coordinator.institution_id, "test")
    assert forget_phones(actor=machine, before=today()) == 0
    assert forget_phones(actor=machine, before=today() + timedelta(days=1)) == 1
    roll_up(actor=machine, before=today() + timedelta(days=1))
    with within(room.coordinator):
        assert not any(kind.objects.exists() for kind in (Ticket, Detail, Step, Call))
        kept = DayFigure.objects.get()
    assert (kept.taken, kept.served, kept.goes_first, kept.line_name) == (1, 1, True, "Orientación")


def test_what_stayed_at_a_window_over_midnight_is_closed_there_and_the_window_calls_again(room):
    first, second = room.officers
    with time_machine.travel(EVENING, tick=False) as clock:  # eleven at night in Honduras: tomorrow already in Greenwich
        served, called = take(room), take(room)
        assert served.day == EVENING.date()
        for officer, window, ticket in zip(room.officers, room.windows, (served, called), strict=True):
            sit_at(actor=officer, window_id=window)
            call_next(actor=officer, window_id=window)
            step_ticket(actor=officer, ticket_id=ticket.pk, verb="serve" if ticket is served else "recall")
        clock.move_to(EVENING + timedelta(hours=2))
        with within(first):
            assert served_by(first) is None, "today's case is not tied to yesterday's number"
        new = take(room)
        assert (new.number, new.day) == ("A-001", EVENING.date() + timedelta(days=1))
        with pytest.raises(NotOpen, match="es de otro día"):
            transfer_ticket(actor=first, ticket_id=served.pk, line_id=room.lines[1])
        with pytest.raises(NotOpen, match="Primero cierre"):
            call_next(actor=first, window_id=room.windows[0])
        closed = step_ticket(actor=first, ticket_id=served.pk, verb="finish")
        assert (closed.state, closed.ended_at) == ("done", None), "nobody knows when it ended: it is no time of a night"
        assert call_next(actor=first, window_id=room.windows[0]).pk == new.pk
        keep_of(room.coordinator.institution_id)
        with within(second):
            assert Ticket.objects.get(pk=called.pk).state == "no_show"
            assert Ticket.objects.get(pk=new.pk).state == "called"
        assert call_next(actor=second, window_id=room.windows[1]) is None


def test_the_code_of_an_appointment_at_two_kiosks_at_once_gives_one_number(committed_room):
    room = committed_room
    person = register(room.coordinator)
    slot = Slot(starts_at=last_second(), subject="Orientación")
    booked = book_appointment(actor=room.coordinator, person_id=person.pk, office_id=room.office.pk, slot=slot)

    def ask(_n):
        try:
            return take(room, appointment_id=booked.pk).number
        except Invalid as error:
            return str(error.message)

    said = together(ask, 4)
    assert said.count("A-001") == 1, said
    assert all("turno" in one for one in said if one != "A-001"), said


def test_a_case_opened_at_a_window_is_noted_on_its_number(room):
    officer = room.officers[0]
    sit_at(actor=officer, window_id=room.windows[0])
    ticket = take(room)
    call_next(actor=officer, window_id=room.windows[0])
    step_ticket(actor=officer, ticket_id=ticket.pk, verb="serve")
    person = register(officer)
    consent(officer, person)
    case = open_case(actor=officer, person_id=person.pk, modality="returned", entry_point="camr")
    with acting_as(system(officer.institution_id)), transaction.atomic():
        handle(Event.objects.get(name="CaseOpened").pk)
        assert Detail.objects.get(ticket=ticket).case_ref == case.pk
