"""Does the desk give a referral a free place of the receiver's agenda, from either side?"""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from ruta.agenda.actions import close_days
from ruta.agenda.models import Appointment
from ruta.agenda.tests.making import agenda_of
from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.base.errors import Invalid
from ruta.cases.tests.making import staff
from ruta.referrals.actions import accept, schedule
from ruta.referrals.models import Referral
from ruta.referrals.tests.making import slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(db):
    return staff("INFOP-SPS", "office_coordinator")


@pytest.fixture
def agenda(coordinator):
    return agenda_of(coordinator, name="Pruebas", service_type="infop_skills_certification")


def fresh(actor, referral):
    with acting_as(actor), transaction.atomic():
        return Referral.objects.select_related("appointment").get(pk=referral.pk)


def where(referral, way):
    return reverse("desk:referral-step", args=[referral.pk, way])


def answer(referral, at=""):
    return {"idempotency_key": str(uuid4()), "version": referral.version, "at": at, "bring": "DNI", "ask_for": "Mirna"}


def offered(client, referral, way):
    return re.findall(r'name="at" value="([^"]+)"', client.get(where(referral, way)).content.decode())


def test_the_receiver_accepts_with_a_free_place(signed_in, mirna, send, agenda):
    referral, client = send(), signed_in(mirna)
    first = offered(client, referral, "aceptar")[0]
    assert 'type="time"' not in client.get(where(referral, "aceptar")).content.decode()
    assert client.post(where(referral, "aceptar"), answer(referral)).status_code == 422
    assert client.post(where(referral, "aceptar"), answer(referral, first)).status_code == 302
    found = fresh(mirna, referral)
    assert (found.state, found.appointment.agenda_id, found.appointment.seat) == ("scheduled", agenda.pk, 1)


def test_the_sender_who_calls_chooses_there_too_and_sees_nobody(signed_in, dunia, mirna, send, agenda):
    referral, client = send(), signed_in(dunia)
    accept(actor=mirna, referral_id=referral.pk)
    now_ = fresh(dunia, referral)
    first = offered(client, referral, "cita")[0]
    assert client.post(where(referral, "cita"), answer(now_, first)).status_code == 302
    assert fresh(dunia, referral).appointment.agenda_id == agenda.pk


@pytest.mark.usefixtures("agenda")
def test_an_hour_beside_the_agenda_is_refused_whoever_writes_it(mirna, send):
    referral = send()
    with pytest.raises(Invalid, match="agenda"):
        accept(actor=mirna, referral_id=referral.pk, slot=slot())
    accept(actor=mirna, referral_id=referral.pk)
    with pytest.raises(Invalid, match="agenda"):
        schedule(actor=mirna, referral_id=referral.pk, slot=slot())


@pytest.mark.usefixtures("agenda")
def test_a_full_agenda_accepts_without_a_date_and_says_what_to_do(signed_in, coordinator, mirna, send):
    close_days(actor=coordinator, first=today(), last=today() + timedelta(days=60))
    referral, client = send(), signed_in(mirna)
    assert "Aceptar sin fecha todavía" in client.get(where(referral, "aceptar")).content.decode()
    assert client.post(where(referral, "aceptar"), answer(referral)).status_code == 302
    accepted = fresh(mirna, referral)
    assert (accepted.state, accepted.appointment) == ("accepted", None)
    assert "Abran más horas" in client.get(where(referral, "cita")).content.decode()
    assert client.post(where(referral, "cita"), answer(accepted)).status_code == 422


def test_a_new_date_frees_the_place_before(signed_in, mirna, coordinator, send, agenda):
    referral, client = send(), signed_in(mirna)
    first, second = offered(client, referral, "aceptar")[:2]
    client.post(where(referral, "aceptar"), answer(referral, first))
    assert first in offered(client, referral, "cita")  # their own hour is no hindrance to them
    assert client.post(where(referral, "cita"), answer(fresh(mirna, referral), second)).status_code == 302
    with acting_as(coordinator), transaction.atomic():
        standing = Appointment.objects.get(agenda=agenda, state="booked")
    assert standing.pk == fresh(mirna, referral).appointment_id
