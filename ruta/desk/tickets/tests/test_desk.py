"""Do the pages of the waiting room answer, and does each role see its own?"""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from ruta.accounts.models import User
from ruta.base.context import acting_as
from ruta.cases.actions import open_case
from ruta.cases.tests.making import consent, register
from ruta.directory.models import Office
from ruta.tickets.actions import Ask, take_ticket
from ruta.tickets.models import Device, Ticket
from ruta.tickets.selectors import token_of
from ruta.tickets.tests.conftest import furnish

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(db):
    return furnish(Office.objects.get(code="SPS"))


def signed_in(actor):
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def send(client, view, /, *args, **typed):
    return client.post(reverse(f"desk:{view}", args=args), {"idempotency_key": str(uuid4()), **typed}, follow=True)


def take(room, **more):
    return take_ticket(actor=room.kiosk, line_id=room.lines[0], ask=Ask(**more))


def test_an_officer_works_a_queue_from_a_window(room):
    client = signed_in(room.officers[0])
    assert "¿En qué ventanilla está?" in client.get("/turnos/").content.decode()
    page = send(client, "tickets-sit", window=room.windows[0]).content.decode()
    assert "Nadie espera en sus filas" in page
    take(room), take(room, priority="elderly", phone="9748-2206")
    page = send(client, "tickets-next", window=room.windows[0]).content.decode()
    assert "A-002" in page
    assert "Persona mayor" in page
    assert "9748-2206" in page
    with acting_as(room.officers[0]):
        called = Ticket.objects.get(state="called")
    assert "No vino" in page
    page = send(client, "ticket-step", called.pk, verb="serve").content.decode()
    assert "Número de expediente" in page
    page = send(client, "tickets-next", window=room.windows[0], finish=called.pk).content.decode()
    assert "A-001" in page
    with acting_as(room.officers[0]):
        first = Ticket.objects.get(state="called")
    page = send(client, "ticket-transfer", first.pk, line=room.lines[1], to="").content.decode()
    assert "conserva su lugar en Papeles" in page


def test_whoever_is_served_is_looked_for_registered_and_tied_to_the_number(room):
    officer = room.officers[0]
    client = signed_in(officer)
    assert "Turno en atención" not in client.get("/personas/").content.decode()
    send(client, "tickets-sit", window=room.windows[0])
    ticket = take(room)
    send(client, "tickets-next", window=room.windows[0])
    assert "Turno en atención" not in client.get("/personas/").content.decode()
    assert "Buscar o registrar a la persona" in send(client, "ticket-step", ticket.pk, verb="serve").content.decode()
    for place in ("/personas/", "/personas/registrar/"):
        page = client.get(place, follow=True).content.decode()
        assert "A-001" in page and "se une solo a este turno" in page, place
    person = register(officer)
    consent(officer, person)
    case = open_case(actor=officer, person_id=person.pk, modality="returned", entry_point="camr")
    page = client.get(f"/casos/{case.pk}/").content.decode()
    assert "Unir el turno a este expediente" in page
    send(client, "ticket-case", ticket.pk, number=case.number)
    assert "Este turno está unido a este expediente" in client.get(f"/casos/{case.pk}/").content.decode()
    other = room.officers[1]
    assert "A-001" not in signed_in(other).get("/personas/").content.decode()


def test_reception_gives_numbers_by_hand(room):
    client = signed_in(room.officers[0])
    page = send(client, "tickets-reception", line=room.lines[1], priority="pregnancy", phone="").content.decode()
    assert "Dígale su número: B-001" in page


def test_a_coordinator_sets_the_room_up_and_reads_the_times(room):
    client = signed_in(room.coordinator)
    take(room)
    assert client.get("/turnos/sala/").status_code == 200
    assert "Esa letra ya es de otra fila" in send(client, "tickets-line-add", letter="a", name="Otra", position=3).content.decode()
    assert send(client, "tickets-line-add", letter="c", name="Citas", position=3, is_active="on").redirect_chain
    assert "Ventanilla 9" in send(client, "tickets-window-add", name="Ventanilla 9", lines=room.lines, is_active="on").content.decode()
    assert "Entrada 2" in send(client, "tickets-device-add", kind="kiosk", name="Entrada 2").content.decode()
    page = client.get("/turnos/tiempos/").content.decode()
    assert "Esperan ahora" in page
    assert client.get("/turnos/lista/?cuando=hoy").status_code == 200
    sheet = b"".join(client.get("/turnos/lista/?cuando=hoy&formato=csv").streaming_content).decode()
    assert "A-001" in sheet
    for typed, is_found in (("a-001", True), ("1", True), ("A", True), ("2", False), ("B-001", False), ("qué", False)):
        found = client.post("/turnos/lista/", {"q": typed}, follow=True).content.decode()
        assert ("A-001" in found) is is_found, typed
    for path in ("/turnos/sala/", "/turnos/tiempos/", "/turnos/lista/"):
        assert signed_in(room.officers[0]).get(path).status_code == 403


def test_a_kiosk_gives_a_number_in_two_taps(room):
    client = Client()
    with acting_as(room.coordinator):
        kiosk, television = (Device.objects.get(kind=kind) for kind in ("kiosk", "television"))
    start = reverse("portal:screen", args=[token_of(kiosk)])
    page = client.get(start).content.decode()
    assert "Orientación" in page
    assert "Es para atenderle antes" in client.get(f"{start}?fila={room.lines[0]}").content.decode()
    key = str(uuid4())
    first, second = (client.post(start, {"fila": room.lines[0], "priority": "", "idempotency_key": key}) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert "A-001" in client.get(first["Location"]).content.decode()
    wrong = client.post(start, {"fila": room.lines[0], "priority": "", "code": "12345", "idempotency_key": str(uuid4())})
    assert (wrong.status_code, "Ese código no" in wrong.content.decode()) == (422, True)
    assert client.get(start[:-3] + "xx/").status_code == 404
    assert client.get(reverse("portal:screen", args=[token_of(television)])).status_code == 200


def test_a_television_hears_what_it_missed(room):
    client, officer = Client(), signed_in(room.officers[0])
    with acting_as(room.coordinator):
        television = Device.objects.get(kind="television")
    take(room)
    send(officer, "tickets-next", window=room.windows[0])
    token = token_of(television)
    board = json.loads(client.get(reverse("portal:screen_state", args=[token])).content)["board"]
    assert [(call["number"], call["window"]) for call in board] == [("A-001", "Ventanilla 1")]
    answer = client.get(reverse("portal:screen_live", args=[token]), headers={"Last-Event-ID": str(board[0]["id"] - 1)})
    said = b"".join(answer.streaming_content).decode()
    assert "event: board" in said
    assert f"id: {board[0]['id']}\nevent: call" in said
    assert answer["Content-Type"].startswith("text/event-stream")
    send(signed_in(room.coordinator), "tickets-device-revoke", television.pk)
    assert client.get(reverse("portal:screen_state", args=[token])).status_code == 404


def test_a_window_hears_how_many_wait_in_its_own_office(room):
    client = signed_in(room.officers[0])
    take(room)
    answer = client.get(f"/turnos/{room.office.pk}/en-vivo/")
    assert b'"count": 1' in b"".join(answer.streaming_content)
    assert client.get(f"/turnos/{room.office.pk + 1}/en-vivo/").status_code == 404
