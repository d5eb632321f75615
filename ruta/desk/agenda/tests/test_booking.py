"""Does staff give, move, cancel and take back appointments at the desk, keep the hours, and see nothing that is reserved?"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from ruta.accounts.models import User
from ruta.agenda.models import Agenda, Appointment, CalendarFeed, Closure, WaitingEntry
from ruta.agenda.tests.making import agenda_of, free, give
from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.cases.actions import open_case
from ruta.cases.models import PlanAction
from ruta.cases.tests.making import consent, planned, register, staff
from ruta.communication.models import Message
from ruta.people.actions import PlaceDraft, mark_place_unsafe
from ruta.people.models import Contact

pytestmark = pytest.mark.django_db
EVERY_DAY = {str(day): "8:00-16:00" for day in range(7)}
SECRET = "Acompañamiento a sobrevivientes"


@pytest.fixture
def chief(db):
    return staff("SPS", "office_coordinator")


@pytest.fixture
def dunia(chief):
    return staff("SPS")


@pytest.fixture
def agenda(chief):
    return agenda_of(chief, hours=EVERY_DAY)


def enter(client, actor):
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def form(**more):
    return {"idempotency_key": str(uuid4())} | more


def every(actor, model):
    with acting_as(actor), transaction.atomic():
        return list(model.objects.order_by("pk"))


def at(dunia, agenda, index=0):
    return free(dunia, agenda)[index].starts_at


def test_without_agendas_the_hour_is_given_by_hand(client, dunia):
    person = register(dunia)
    assert enter(client, dunia).get(f"/agenda/elegir/{person.pk}/")["Location"] == f"/agenda/dar/{person.pk}/"


def test_by_hand_and_in_the_waiting_list_the_step_of_the_plan_is_chosen_too(client, dunia, chief):
    person, other = register(dunia), register(dunia)
    consent(dunia, person)
    planned(dunia, open_case(actor=dunia, person_id=person.pk, modality="returned", entry_point="camr"))
    with acting_as(dunia), transaction.atomic():
        step = PlanAction.objects.order_by("pk").first().pk
    enter(client, dunia)
    assert client.get(f"/agenda/elegir/{person.pk}/?paso={step}")["Location"] == f"/agenda/dar/{person.pk}/?paso={step}"
    assert f'<option value="{step}" selected>' in client.get(f"/agenda/dar/{person.pk}/?paso={step}").content.decode()
    by_hand = form(office=dunia.office_id, day=f"{today() + timedelta(days=3):%d/%m/%Y}", hour="09:30", subject="x", step=step)
    assert client.post(f"/agenda/dar/{person.pk}/", by_hand).status_code == 302
    assert client.post(f"/agenda/dar/{other.pk}/", form(**by_hand)).status_code == 422  # the step of somebody else
    agenda = agenda_of(chief, hours=EVERY_DAY)
    assert 'id="wait_step"' in client.get(f"/agenda/elegir/{person.pk}/").content.decode()
    assert 'id="wait_step"' not in client.get(f"/agenda/elegir/{other.pk}/").content.decode()
    assert client.post(f"/agenda/elegir/{person.pk}/espera/", form(agenda=agenda.pk, time_of_day="any", step=step)).status_code == 302
    assert [each.plan_action_ref for each in every(dunia, Appointment) + every(dunia, WaitingEntry)] == [step, step]


def test_a_free_place_is_given_once(client, dunia, agenda):
    person, start = register(dunia), at(dunia, agenda)
    enter(client, dunia)
    page = client.get(f"/agenda/elegir/{person.pk}/").content.decode()
    assert f"{start:%H:%M}" in page
    sent = form(agenda=agenda.pk, at=start.isoformat(), subject="Entrevista")
    for _ in range(2):  # a double click
        assert client.post(f"/agenda/elegir/{person.pk}/", sent).status_code == 302
    (booked,) = every(dunia, Appointment)
    assert (booked.subject, booked.agenda_id) == ("Entrevista", agenda.pk)
    late = client.post(f"/agenda/elegir/{register(dunia).pk}/", form(agenda=agenda.pk, at=start.isoformat(), subject="Lo escrito"))
    assert late.status_code == 409
    assert "Los que siguen" in late.content.decode() and "Lo escrito" in late.content.decode()
    assert client.post(f"/agenda/elegir/{register(dunia).pk}/", form(agenda=agenda.pk)).status_code == 422


def test_a_dangerous_office_is_said_and_refused(client, dunia, agenda):
    person = register(dunia)
    mark_place_unsafe(actor=dunia, person_id=person.pk, place=PlaceDraft(office_id=agenda.office_id), reason="La buscan ahí")
    enter(client, dunia)
    assert "no segura" in client.get(f"/agenda/elegir/{person.pk}/").content.decode()
    answers = [
        client.post(f"/agenda/elegir/{person.pk}/", form(agenda=agenda.pk, at=at(dunia, agenda).isoformat())),
        client.post(f"/agenda/elegir/{person.pk}/enlace/", form(agenda=agenda.pk)),
        client.post(f"/agenda/elegir/{person.pk}/espera/", form(agenda=agenda.pk, time_of_day="any")),
        client.post(
            f"/agenda/dar/{person.pk}/",
            form(office=agenda.office_id, day=f"{today() + timedelta(days=3):%d/%m/%Y}", hour="09:30", subject="x"),
        ),
    ]
    assert [answer.status_code for answer in answers] == [409] * 4
    assert every(dunia, Appointment) == every(dunia, Message) == every(dunia, WaitingEntry) == []


def test_moved_cancelled_and_taken_back(client, dunia, agenda):
    first, second = at(dunia, agenda), at(dunia, agenda, 1)
    booked = give(dunia, register(dunia), agenda, first)
    enter(client, dunia)
    assert "Cambiar la hora" in client.get(f"/agenda/{booked.pk}/").content.decode()
    assert client.post(f"/agenda/{booked.pk}/mover/", form(at=second.isoformat())).status_code == 302
    give(dunia, register(dunia), agenda, first)
    lost = client.post(f"/agenda/{booked.pk}/mover/", form(at=first.isoformat()))
    assert lost.status_code == 409 and "Los que siguen" in lost.content.decode()
    why = client.post(f"/agenda/{booked.pk}/cancelar/", form(by="office"))
    assert why.status_code == 422 and "por qué se cancela" in why.content.decode()
    assert client.post(f"/agenda/{booked.pk}/cancelar/", form(by="office", note="Corte de luz")).status_code == 302
    assert "Corte de luz" in client.get(f"/agenda/{booked.pk}/").content.decode()
    assert client.post(f"/agenda/{booked.pk}/deshacer/", form()).status_code == 302
    assert every(dunia, Appointment)[0].state == "booked"


def test_a_link_says_when_it_cannot_leave(client, dunia, agenda):
    person = register(dunia)
    enter(client, dunia)
    with acting_as(dunia), transaction.atomic():
        Contact.objects.create(owner_institution_id=dunia.institution_id, person=person, kind="phone", value="9748-2206", safety="safe")
    answer = client.post(f"/agenda/elegir/{person.pk}/enlace/", form(agenda=agenda.pk), follow=True)
    assert "no ha permitido mensajes" in answer.content.decode()
    consent(dunia, person, purpose="notifications", categories=["contact"])
    client.post(f"/agenda/elegir/{person.pk}/enlace/", form(agenda=agenda.pk))
    assert [each.state for each in every(dunia, Message)] == ["blocked", "queued"]


def test_the_waiting_list_is_seen_by_its_office_alone(client, dunia, agenda):
    person = register(dunia)
    enter(client, dunia)
    assert "Nadie espera" in client.get("/agenda/espera/").content.decode()
    client.post(f"/agenda/elegir/{person.pk}/espera/", form(agenda=agenda.pk, time_of_day="morning"))
    page = client.get("/agenda/espera/").content.decode()
    assert person.full_name in page and "Por la mañana" in page
    assert person.full_name not in enter(client, staff("TGU")).get("/agenda/espera/").content.decode()
    enter(client, dunia)
    assert client.post(f"/agenda/espera/{every(dunia, WaitingEntry)[0].pk}/quitar/").status_code == 302
    assert "Nadie espera" in client.get("/agenda/espera/").content.decode()


HOURS = {f"day_{day}": "8:00-12:00, 13-16" for day in range(5)}
DRAFT = {
    "name": "Orientación",
    "minutes": "30",
    "capacity": "1",
    "notice_hours": "2",
    "cancel_hours": "4",
    "ahead_days": "30",
    "is_open": "on",
}


def test_the_coordinator_keeps_hours_and_closed_days(client, chief, dunia):
    enter(client, chief)
    assert client.get("/agenda/horarios/nueva/").status_code == 200
    wrong = client.post("/agenda/horarios/nueva/", form(**(DRAFT | {"day_0": "ocho"})))
    assert wrong.status_code == 422 and "Escríbalo así" in wrong.content.decode()
    assert client.post("/agenda/horarios/nueva/", form(**DRAFT, **HOURS)).status_code == 302
    (kept,) = every(chief, Agenda)
    assert kept.hours["0"] == "8:00-12:00, 13:00-16:00"
    assert client.post(f"/agenda/horarios/{kept.pk}/", form(**(DRAFT | {"name": "Otra", "version": "1"}), **HOURS)).status_code == 302
    assert client.post(f"/agenda/horarios/{kept.pk}/", form(**(DRAFT | {"version": "1"}), **HOURS)).status_code == 409
    assert client.post("/agenda/cierres/", form(first=f"{today():%Y-%m-%d}", label="Inventario")).status_code == 302
    assert "Inventario" in client.get("/agenda/horarios/").content.decode()
    assert client.post(f"/agenda/cierres/{every(chief, Closure)[0].pk}/quitar/").status_code == 302
    assert client.post("/agenda/cierres/", form(first="2020-01-01")).status_code == 422
    enter(client, dunia)
    assert client.get("/agenda/horarios/").status_code == 200
    assert client.get("/agenda/horarios/nueva/").status_code == client.post("/agenda/cierres/").status_code == 403


def test_what_is_reserved_is_named_nowhere(client, chief, dunia):
    protector = staff("SPS", "protection_officer")
    reserved = agenda_of(protector, name=SECRET, service_type="gbv_integral_care", hours=EVERY_DAY)
    person = register(dunia)
    booked = give(dunia, person, reserved, at(dunia, reserved))
    day = f"{booked.starts_at:%Y-%m-%d}"
    pages = (
        "/agenda/", f"/agenda/dia/?dia={day}", "/agenda/lista/", "/agenda/horarios/", "/agenda/espera/", "/agenda/calendario/",
        f"/agenda/{booked.pk}/", f"/agenda/elegir/{person.pk}/", "/agenda/lista/?formato=csv",
    )  # fmt: skip
    client.get("/agenda/")
    for reader in (dunia, chief):
        enter(client, reader)
        client.post(f"/agenda/elegir/{person.pk}/espera/", form(agenda=reserved.pk, time_of_day="any"))
        for page in pages:
            answer = client.get(page)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert SECRET not in body.decode() and "violencia" not in body.decode().lower(), page
    assert enter(client, chief).get(f"/agenda/horarios/{reserved.pk}/").status_code == 403
    assert SECRET in enter(client, protector).get("/agenda/horarios/").content.decode()


def test_the_day_is_shown_agenda_by_agenda_with_what_is_left(client, dunia, agenda):
    booked = give(dunia, register(dunia), agenda, at(dunia, agenda))
    page = enter(client, dunia).get(f"/agenda/dia/?dia={booked.starts_at:%Y-%m-%d}").content.decode()
    assert "Orientación" in page and "15 espacios libres" in page and "data-print" in page
    assert "Nadie citado este día" in client.get("/agenda/dia/?dia=2030-03-20").content.decode()
    assert "feriado" in client.get("/agenda/dia/?dia=2030-12-25").content.decode()


def test_an_officer_makes_changes_and_closes_a_calendar_address(client, dunia):
    enter(client, dunia)
    assert "Sin dirección" in client.get("/agenda/calendario/").content.decode()
    shown = client.post("/agenda/calendario/", form()).content.decode()
    assert "/c/calendario/" in shown
    assert "/c/calendario/" not in client.get("/agenda/calendario/").content.decode()
    client.post("/agenda/calendario/", form())
    client.post("/agenda/calendario/cerrar/", form())
    assert [feed.revoked_at is not None for feed in every(dunia, CalendarFeed)] == [True, True]
