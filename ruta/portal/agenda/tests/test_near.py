"""What does the link of an appointment show until its hour: the code for the kiosk, and whom to call when it is too late to change?"""

import re
from datetime import timedelta

import pytest
import time_machine

from ruta.agenda.tests.making import free, give
from ruta.base.clock import now
from ruta.portal.agenda.tests.test_booking import agenda, appointments, chief, dunia, form, link, person
from ruta.tickets.selectors import appointment_of

__all__ = ["agenda", "chief", "dunia", "person"]
pytestmark = pytest.mark.django_db


def test_the_link_shows_the_code_that_the_kiosk_takes(client, dunia, person, agenda):
    booked = give(dunia, person, agenda, free(dunia, agenda)[9].starts_at)
    page = client.get(link(dunia, person, agenda, purpose="change", appointment=booked)).content.decode()
    code = re.search(r"Código de su cita: <b[^>]*>(\d+)</b>", page).group(1)
    assert appointment_of(code) == booked.pk


def test_shortly_before_its_hour_the_link_still_opens_and_says_whom_to_call(client, dunia, person, agenda):
    booked = give(dunia, person, agenda, free(dunia, agenda)[9].starts_at)
    path = link(dunia, person, agenda, purpose="change", appointment=booked)
    with time_machine.travel(booked.starts_at - timedelta(hours=1), tick=False):
        assert now() > booked.starts_at - timedelta(hours=agenda.cancel_hours)
        page = client.get(path).content.decode()
        assert "Ya falta poco" in page and "Código de su cita" in page and "Ya no puedo ir" not in page
        assert client.post(path, form(hacer="no")).status_code == 403
    assert appointments(dunia)[0].state == "booked"
