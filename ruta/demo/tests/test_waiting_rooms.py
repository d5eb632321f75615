"""Does a demonstration have somebody who waits?"""

import pytest
from django.db import transaction

from ruta.base.context import acting_as, system
from ruta.demo.actions import make_waiting_rooms
from ruta.directory.models import Office
from ruta.tickets.actions import LineTerms, save_line
from ruta.tickets.models import Device, Line, Ticket, Window
from ruta.tickets.tests.conftest import hire

pytestmark = pytest.mark.django_db


def test_the_offices_of_the_cast_have_numbers_of_today_once():
    made = make_waiting_rooms(actor=system(None, "test"))
    assert made > 5
    assert make_waiting_rooms(actor=system(None, "test")) == 0
    office = Office.objects.get(code="SPS")
    with acting_as(system(office.institution_id)), transaction.atomic():
        here = {kind: kind.objects.filter(office=office) for kind in (Line, Window, Device, Ticket)}
        assert [rows.count() for rows in here.values()] == [3, 3, 2, 26]
        assert here[Ticket].filter(state="waiting").count() == 8
        assert here[Ticket].filter(state="waiting", window=None).count() == 8


def test_an_office_that_has_a_room_keeps_it():
    office = Office.objects.get(code="SPS")
    save_line(actor=hire(office, "office_coordinator", "propia"), terms=LineTerms(letter="X", name="Propia"))
    make_waiting_rooms(actor=system(None, "test"))
    with acting_as(system(office.institution_id)), transaction.atomic():
        assert Line.objects.filter(office=office).count() == 1
