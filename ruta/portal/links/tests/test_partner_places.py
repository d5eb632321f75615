"""Does an institution without account choose a free place of its own agenda, and write an hour only where it keeps none?"""

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from ruta.agenda.actions import close_days
from ruta.agenda.models import Appointment
from ruta.agenda.tests.making import agenda_of, free, give
from ruta.base.clock import today
from ruta.base.context import Actor, acting_as
from ruta.cases.tests.making import register, staff
from ruta.portal.links.tests.test_links import address, form, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(send):
    return send(receiver_contact="enlace@example.hn")


@pytest.fixture
def coordinator(db):
    return staff("INFOP-SPS", "office_coordinator")


@pytest.fixture
def agenda(coordinator):
    return agenda_of(coordinator, name="Pruebas", service_type="infop_skills_certification", bring="DNI")


def offered(path, client, query=""):
    """The times that the page offers."""
    return re.findall(r'name="at" value="([^"]+)"', client.get(path + query).content.decode())


def answer(at="", **more):
    return {"hacer": "aceptar", "at": at, "bring": "", "ask_for": "", "idempotency_key": str(uuid4())} | more


def booked(dunia, referral):
    with acting_as(dunia), transaction.atomic():
        return Appointment.objects.get(referral_ref=referral.pk, state="booked")


def test_a_free_place_is_chosen_and_taken(client, dunia, coordinator, referral, agenda):
    path = address(dunia, referral, "partner")
    page = client.get(path).content.decode()
    assert 'name="at"' in page and 'type="time"' not in page and 'name="day"' not in page
    first = offered(path, client)[0]
    assert client.post(path, answer(first)).status_code == 302
    found = booked(dunia, referral)
    assert (found.agenda_id, found.seat, found.starts_at) == (agenda.pk, 1, datetime.fromisoformat(first))
    assert found.bring == "DNI"
    assert state(dunia, referral) == "scheduled"
    assert found.starts_at not in [place.starts_at for place in free(coordinator, agenda, 30)]


def test_an_hour_beside_the_agenda_is_refused(client, dunia, referral, agenda):
    path = address(dunia, referral, "partner")
    assert client.post(path, form()).status_code == 422
    assert "Toque una de las horas" in client.post(path, answer()).content.decode()
    assert state(dunia, referral) == "sent"


def test_a_place_that_somebody_took_is_told_with_the_next_and_the_link_still_opens(client, dunia, coordinator, referral, agenda):
    path = address(dunia, referral, "partner")
    first, second = offered(path, client)[:2]
    taken_by(coordinator, agenda, first)
    said = client.post(path, answer(first))
    assert said.status_code == 422
    assert "ya no está libre" in said.content.decode()
    assert client.post(path, answer(second)).status_code == 302
    assert state(dunia, referral) == "scheduled"


def taken_by(coordinator, agenda, at):
    """Somebody of the office itself has that hour."""
    return give(coordinator, register(coordinator, "Otra", "Persona"), agenda, datetime.fromisoformat(at))


def test_a_full_agenda_takes_the_referral_and_gives_the_date_later(client, dunia, coordinator, referral, agenda):
    close_days(actor=coordinator, first=today(), last=today() + timedelta(days=60))
    path = address(dunia, referral, "partner")
    page = client.get(path).content.decode()
    assert not offered(path, client)
    assert "no tiene horas libres" in page and "Aceptar sin fecha" in page
    assert client.post(path, answer()).status_code == 302
    assert state(dunia, referral) == "accepted"
    again = address(dunia, referral, "partner")
    assert "Pida a quien coordina" in client.get(f"{again}?hacer=cita").content.decode()
    refused = client.post(again, answer(hacer="cita"))
    assert refused.status_code == 422
    assert client.get(again).status_code == 200


def test_an_agenda_for_something_else_leaves_the_hour_to_be_written(client, dunia, coordinator, referral):
    agenda_of(coordinator, name="Inscripciones", service_type="infop_short_course")
    path = address(dunia, referral, "partner")
    assert 'type="time"' in client.get(path).content.decode()
    assert client.post(path, form()).status_code == 302


def test_the_agenda_of_the_receiver_shows_its_hours_and_nobody_in_them(dunia, coordinator, stranger, referral, agenda, rows):
    holder = Actor(kind="partner", referral_id=referral.pk)
    busy = "SELECT count(*) FROM ruta_busy(%s, now(), now() + interval '30 days', NULL)"
    taken_by(coordinator, agenda, f"{free(coordinator, agenda)[0].starts_at.isoformat()}")
    for reader in (holder, dunia):
        assert rows(reader, "SELECT id FROM agenda_agenda") == [(agenda.pk,)]
        assert rows(reader, busy, (agenda.pk,)) == [(1,)]
        assert rows(reader, "SELECT count(*) FROM agenda_appointment") == [(0,)]
    person = Actor(kind="person", referral_id=referral.pk)
    for nobody in (stranger, person, Actor(kind="partner", referral_id=referral.pk + 1)):
        assert rows(nobody, "SELECT count(*) FROM agenda_agenda") == [(0,)]
        assert rows(nobody, busy, (agenda.pk,)) == [(0,)]


def test_more_days_are_a_page_away(client, dunia, referral, agenda):
    path = address(dunia, referral, "partner")
    page = client.get(path).content.decode()
    later = re.search(r"desde=(\d{4}-\d\d-\d\d)", page).group(1)
    shown = offered(path, client)
    beyond = offered(path, client, f"?hacer=aceptar&desde={later}")
    assert beyond and not set(shown) & set(beyond)
