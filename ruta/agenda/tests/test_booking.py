"""Is a person expected where they should be, and does each side mark only its own?"""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ruta.agenda.actions import Slot, book_appointment, cancel_appointment, mark_appointment
from ruta.agenda.models import Appointment
from ruta.base.clock import now
from ruta.base.context import acting_as
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.models import Event
from ruta.cases.tests.making import register, staff
from ruta.people.actions import PlaceDraft, mark_place_unsafe

pytestmark = pytest.mark.django_db


@pytest.fixture
def dunia(db):
    return staff("SPS")


@pytest.fixture
def person(dunia):
    return register(dunia)


def booked(actor, person, days=1, **more):
    slot = Slot(starts_at=now() + timedelta(days=days), subject="Entrevista", place="Ventanilla 3", bring="DNI")
    return book_appointment(actor=actor, person_id=person.pk, office_id=actor.office_id, slot=slot, **more)


def test_who_is_booked_is_expected_and_told(dunia, person):
    appointment = booked(dunia, person)
    assert (appointment.state, appointment.host_id, appointment.owner_institution_id) == (
        "booked",
        dunia.institution_id,
        dunia.institution_id,
    )
    assert Event.objects.filter(name="AppointmentBooked").count() == 1


def test_the_same_key_books_once(dunia, person):
    key = "0b7f3a52-5d0e-4b43-9d8e-3a3f0c1d2e3f"
    assert booked(dunia, person, idempotency=key).pk == booked(dunia, person, idempotency=key).pk


def test_the_past_is_refused_with_a_sentence(dunia, person):
    with pytest.raises(Invalid, match="ya pasaron"):
        booked(dunia, person, days=-1)


def test_it_is_marked_once_and_on_its_day(dunia, person):
    appointment = booked(dunia, person)
    with pytest.raises(NotOpen, match="todavía no llega"):
        mark_appointment(actor=dunia, appointment_id=appointment.pk, state="seen")
    mark_appointment(actor=dunia, appointment_id=appointment.pk, state="excused")
    with pytest.raises(NotOpen, match="ya se marcó"):
        mark_appointment(actor=dunia, appointment_id=appointment.pk, state="no_show")
    with pytest.raises(Invalid):
        mark_appointment(actor=dunia, appointment_id=booked(dunia, person).pk, state="lost")


def test_another_institution_neither_sees_nor_cancels_it(dunia, person):
    appointment = booked(dunia, person)
    with pytest.raises(NotFound):
        cancel_appointment(actor=staff("INFOP-SPS", "partner_officer"), appointment_id=appointment.pk)
    cancel_appointment(actor=dunia, appointment_id=appointment.pk)


def test_an_auditor_books_nothing(person):
    with pytest.raises(Refused):
        booked(staff("SPS", "auditor"), person)


def test_nobody_books_a_person_into_a_danger_by_the_action_or_by_sql(dunia, person):
    mark_place_unsafe(actor=dunia, person_id=person.pk, place=PlaceDraft(office_id=dunia.office_id), reason="Ahí trabaja quien la amenaza")
    with pytest.raises(NotOpen, match="no es seguro"):
        booked(dunia, person)
    with acting_as(dunia), transaction.atomic():
        row = {"owner_institution_id": dunia.institution_id, "host_id": dunia.institution_id, "office_id": dunia.office_id}
        with pytest.raises(IntegrityError, match="not safe"), transaction.atomic():
            Appointment.objects.create(**row, person=person, subject="", starts_at=now())
        assert not Appointment.objects.exists()


def test_what_was_booked_before_the_danger_is_not_moved_within_it(dunia, person):
    appointment = booked(dunia, person)
    mark_place_unsafe(actor=dunia, person_id=person.pk, place=PlaceDraft(office_id=dunia.office_id), reason="Ahí trabaja quien la amenaza")
    with pytest.raises(IntegrityError, match="not safe"), acting_as(dunia), transaction.atomic():
        Appointment.objects.filter(pk=appointment.pk).update(starts_at=now() + timedelta(days=3))
    cancel_appointment(actor=dunia, appointment_id=appointment.pk)
