"""What do the tests of queues stand on? One office with a line, two windows, a kiosk and its staff."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from ruta.accounts.actions import create_user
from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.context import Actor, acting_as, system
from ruta.directory.models import Office
from ruta.tickets.actions import LineTerms, make_device, save_line, save_window
from ruta.tickets.selectors import device_of


@dataclass
class Room:
    """A waiting room and whoever works in it."""

    office: Office
    coordinator: Actor
    officers: list[Actor]
    lines: list[int]
    windows: list[int]
    kiosk: Actor
    television: Actor


def hire(office, role, mailbox):
    email = f"{mailbox}@ejemplo.hn"
    create_user(
        actor=system(None), email=email, full_name="Prueba", office_code=office.code, role=role, password="una-clave-de-prueba-larga"
    )
    return actor_in(Membership.objects.select_related("office").get(user__email=email))


def furnish(office) -> Room:
    coordinator = hire(office, "office_coordinator", f"coord.{office.pk}")
    officers = [hire(office, "counsellor", f"ori.{office.pk}.{n}") for n in range(2)]
    lines = [
        save_line(actor=coordinator, terms=LineTerms(letter=letter, name=name)).pk
        for letter, name in (("A", "Orientación"), ("B", "Papeles"))
    ]
    windows = [save_window(actor=coordinator, name=f"Ventanilla {n}", lines=lines).pk for n in (1, 2)]
    kiosk = make_device(actor=coordinator, kind="kiosk", name="Entrada")
    television = make_device(actor=coordinator, kind="television", name="Sala")
    with acting_as(None), transaction.atomic():
        opened = [device_of(device.pk, device.nonce).actor for device in (kiosk, television)]
    return Room(office, coordinator, officers, lines, windows, *opened)


@pytest.fixture
def room(db):
    return furnish(Office.objects.get(code="SPS"))
