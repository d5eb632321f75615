"""Is a place that came free offered to the first who can come, held for them, and handed on when they do not answer?"""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import transaction

from ruta.agenda.actions import (
    answer_offer,
    call_off,
    choose_by_link,
    join_waiting_list,
    leave_waiting_list,
    mint_invitation,
    refuse_by_link,
)
from ruta.agenda.jobs import pass_on_of
from ruta.agenda.models import Appointment, Invitation, WaitingEntry
from ruta.agenda.selectors import untold_offers
from ruta.agenda.tests.making import agenda_of, free, give
from ruta.base.clock import HONDURAS
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import NotFound, NotOpen
from ruta.cases.tests.making import consent, register, staff
from ruta.communication.models import Message
from ruta.people.actions import PlaceDraft, mark_place_unsafe
from ruta.people.models import Contact
from ruta.referrals.tests.making import hear

pytestmark = pytest.mark.django_db
MONDAY = datetime(2030, 3, 18, 9, tzinfo=HONDURAS)  # ahead of the clock of the database, which ends links itself


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as moving:
        yield moving


@pytest.fixture
def dunia(db):
    return staff("SPS")


@pytest.fixture
def agenda(dunia):
    """One hour on Wednesday afternoon: one place."""
    return agenda_of(staff("SPS", "office_coordinator"), hours={"2": "13:00-14:00"}, minutes=60, ahead_days=6)


def somebody(dunia, name):
    person = register(dunia, given=name)
    consent(dunia, person, purpose="notifications", categories=["contact"])
    with acting_as(dunia), transaction.atomic():
        Contact.objects.create(owner_institution_id=dunia.institution_id, person=person, kind="phone", value="9748-2206", safety="safe")
    return person


def states(dunia):
    with acting_as(dunia), transaction.atomic():
        return list(WaitingEntry.objects.order_by("pk").values_list("state", flat=True))


def offer_of(dunia, entry):
    """The open link of an offer, with its holder."""
    with acting_as(dunia), transaction.atomic():
        found = Invitation.objects.get(appointment=WaitingEntry.objects.get(pk=entry.pk).offered_id, purpose="offer", revoked_at=None)
    token = mint_invitation(actor=system(dunia.institution_id), invitation_id=found.pk).rstrip("/").split("/")[-1]
    return Actor(kind="person", person_id=found.person_id, invitation_id=found.pk), token


@pytest.fixture
def queue(dunia, agenda):
    """Somebody has the place, two wait."""
    has = give(dunia, somebody(dunia, "Ana"), agenda, free(dunia, agenda)[0].starts_at)
    hear()
    waits = [join_waiting_list(actor=dunia, person_id=somebody(dunia, name).pk, agenda_id=agenda.pk) for name in ("Berta", "Carla")]
    pass_on_of(dunia.institution_id)
    assert states(dunia) == ["waiting", "waiting"]
    return has, waits


def test_a_freed_place_goes_to_the_first_by_message_and_is_held(dunia, agenda, queue):
    has, waits = queue
    call_off(actor=dunia, appointment_id=has.pk, by="person")
    hear()
    assert states(dunia) == ["offered", "waiting"]
    assert free(dunia, agenda, 6) == []
    with acting_as(dunia), transaction.atomic():
        message = Message.objects.get(template="appointment_offer")
        assert WaitingEntry.objects.get(pk=waits[0].pk).offered_until == MONDAY + timedelta(hours=24)
    assert (message.state, message.person_id) == ("queued", waits[0].person_id)
    assert "{link}" in message.body and "Orientación" not in message.body


def test_accepting_books_it(dunia, agenda, queue):
    has, waits = queue
    call_off(actor=dunia, appointment_id=has.pk, by="person")
    hear()
    holder, token = offer_of(dunia, waits[0])
    assert choose_by_link(actor=holder, token=token, starts_at=None).state == "booked"
    hear()
    assert states(dunia) == ["served", "waiting"]


def test_letting_it_go_offers_it_to_the_next_and_keeps_the_turn(dunia, agenda, queue):
    has, waits = queue
    call_off(actor=dunia, appointment_id=has.pk, by="person")
    hear()
    holder, token = offer_of(dunia, waits[0])
    refuse_by_link(actor=holder, token=token)
    hear()
    assert states(dunia) == ["waiting", "offered"]
    pass_on_of(dunia.institution_id)  # what somebody refused is not offered to them again
    assert states(dunia) == ["waiting", "offered"]


def test_silence_hands_it_on(dunia, agenda, queue, clock):
    has, waits = queue
    call_off(actor=dunia, appointment_id=has.pk, by="person")
    hear()
    clock.move_to(MONDAY + timedelta(hours=25))
    pass_on_of(dunia.institution_id)
    hear()
    assert states(dunia) == ["waiting", "offered"]
    holder, token = offer_of(dunia, waits[1])
    assert choose_by_link(actor=holder, token=token, starts_at=None).person_id == waits[1].person_id


def test_whoever_answers_on_the_telephone_is_answered_for(dunia, agenda, queue):
    has, waits = queue
    call_off(actor=dunia, appointment_id=has.pk, by="person")
    hear()
    holder, token = offer_of(dunia, waits[0])
    assert answer_offer(actor=dunia, entry_id=waits[0].pk, takes=False).state == "waiting"
    hear()
    assert states(dunia) == ["waiting", "offered"]
    assert answer_offer(actor=dunia, entry_id=waits[1].pk, takes=True).state == "served"
    with pytest.raises(NotOpen):
        choose_by_link(actor=holder, token=token, starts_at=None)
    with pytest.raises(NotOpen):
        answer_offer(actor=dunia, entry_id=waits[1].pk, takes=False)
    hear()
    with acting_as(dunia), transaction.atomic():
        assert Appointment.objects.get(state="booked").person_id == waits[1].person_id


def test_an_offer_that_could_not_be_sent_says_so(dunia, agenda):
    silent = register(dunia, given="Delia")
    entry = join_waiting_list(actor=dunia, person_id=silent.pk, agenda_id=agenda.pk)
    pass_on_of(dunia.institution_id)
    with acting_as(dunia), transaction.atomic():
        entry.refresh_from_db()
        assert untold_offers([entry]) == {entry.offered_id: "no_contact"}


def test_who_can_come_at_no_free_hour_does_not_stand_in_the_way(dunia, agenda, monkeypatch):
    monkeypatch.setattr("ruta.agenda.actions.waiting.MOST_AT_A_TIME", 1)
    for name, wish in (("Ana", "morning"), ("Berta", "any")):
        join_waiting_list(actor=dunia, person_id=somebody(dunia, name).pk, agenda_id=agenda.pk, time_of_day=wish)
    pass_on_of(dunia.institution_id)
    assert states(dunia) == ["waiting", "offered"]


def test_wishes_danger_and_leaving_are_respected(dunia, agenda):
    early, unsafe, leaves = (somebody(dunia, name) for name in ("Ana", "Berta", "Carla"))
    join_waiting_list(actor=dunia, person_id=early.pk, agenda_id=agenda.pk, time_of_day="morning")
    join_waiting_list(actor=dunia, person_id=unsafe.pk, agenda_id=agenda.pk)
    mark_place_unsafe(actor=dunia, person_id=unsafe.pk, place=PlaceDraft(office_id=agenda.office_id), reason="La buscan ahí")
    gone = join_waiting_list(actor=dunia, person_id=leaves.pk, agenda_id=agenda.pk)
    leave_waiting_list(actor=dunia, entry_id=gone.pk)
    pass_on_of(dunia.institution_id)
    assert states(dunia) == ["waiting", "waiting", "left"]
    with pytest.raises(NotOpen):
        join_waiting_list(actor=dunia, person_id=unsafe.pk, agenda_id=agenda.pk, time_of_day="any")


def test_another_institution_neither_waits_here_nor_sees_who_does(dunia, agenda, queue):
    stranger = staff("INFOP-SPS", "partner_officer")
    with pytest.raises(NotFound):
        join_waiting_list(actor=stranger, person_id=register(stranger).pk, agenda_id=agenda.pk)
    with acting_as(stranger), transaction.atomic():
        assert WaitingEntry.objects.count() == Appointment.objects.count() == 0
