"""Does an office see its week, and is what came of an appointment written once, by the right side?"""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction

from ruta.accounts.models import User
from ruta.agenda.actions import Slot, book_appointment
from ruta.agenda.models import Appointment
from ruta.base.clock import now, today
from ruta.base.context import acting_as
from ruta.cases.tests.making import register, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def dunia(db):
    return staff("SPS")


def enter(client, actor):
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def expected(dunia, hours=2):
    person = register(dunia)
    slot = Slot(starts_at=now() + timedelta(hours=hours), subject="Primera cita")
    return book_appointment(actor=dunia, person_id=person.pk, office_id=dunia.office_id, slot=slot)


def state_of(appointment, actor):
    with acting_as(actor), transaction.atomic():
        return Appointment.objects.get(pk=appointment.pk).state


def test_the_week_shows_who_comes_here_and_not_elsewhere(client, dunia):
    expected(dunia, 26)
    assert "Primera cita" in enter(client, dunia).get("/agenda/").content.decode()
    assert "Primera cita" not in enter(client, staff("TGU")).get("/agenda/").content.decode()


def test_an_appointment_is_marked_once(client, dunia):
    appointment = expected(dunia)
    with time_machine.travel(now() + timedelta(hours=3), tick=False):
        enter(client, dunia)
        assert client.post(f"/agenda/{appointment.pk}/marcar/", {"state": "seen"}).status_code == 302
        assert client.post(f"/agenda/{appointment.pk}/marcar/", {"state": "no_show"}).status_code == 409
        assert state_of(appointment, dunia) == "seen"


def test_another_institution_cannot_mark_it(client, dunia):
    appointment = expected(dunia)
    assert enter(client, staff("UMAR-SPS")).post(f"/agenda/{appointment.pk}/marcar/", {"state": "seen"}).status_code == 404


def booking(dunia, **changes):
    day = today() + timedelta(days=3)
    form = {"office": dunia.office_id, "day": f"{day:%d/%m/%Y}", "hour": "09:30", "subject": "Entrevista", "idempotency_key": str(uuid4())}
    return form | changes


def test_a_double_click_books_once(client, dunia):
    person, form = register(dunia), booking(dunia)
    enter(client, dunia)
    for _ in range(2):
        assert client.post(f"/agenda/dar/{person.pk}/", form).status_code == 302
    with acting_as(dunia), transaction.atomic():
        assert Appointment.objects.count() == 1


def test_a_day_that_passed_keeps_what_was_typed_and_says_so(client, dunia):
    person = register(dunia)
    response = enter(client, dunia).post(f"/agenda/dar/{person.pk}/", booking(dunia, day="01/02/2020", subject="Entrevista larga"))
    assert response.status_code == 422
    assert "ya pasaron" in response.content.decode()
    assert "Entrevista larga" in response.content.decode()


def test_a_broken_day_shows_the_present_week(client, dunia):
    assert enter(client, dunia).get("/agenda/?dia=<script>").status_code == 200


def test_appointments_are_searched_filtered_sorted_and_exported(client, dunia):
    expected(dunia, 26)
    enter(client, dunia)
    address = "/agenda/lista/"
    assert "Primera cita" in client.get(address).content.decode()
    assert "Primera cita" not in client.get(address, {"cuando": "antes"}).content.decode()
    assert "Primera cita" not in client.get(address, {"cuando": "", "oficina": "", "estado": "seen"}).content.decode()
    assert "Primera cita" not in client.get(address, {"sinmarcar": "1"}).content.decode()
    assert "Primera cita" not in client.post(address, {"q": "zzz"}, follow=True).content.decode()
    assert "Primera cita" in client.post(address, {"q": "MEJIA"}, follow=True).content.decode()
    file = client.get(address, {"formato": "csv"})
    assert "Primera cita" in b"".join(file.streaming_content).decode()
    assert "Primera cita" not in enter(client, staff("TGU")).get(address).content.decode()
