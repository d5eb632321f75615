"""Is an employer really asked whether its vacancy is still open, and does one tap answer?"""

import re
import uuid

import pytest
from django.db import transaction
from django.test import Client

from ruta.base.clock import now, today
from ruta.base.context import acting_as, system
from ruta.base.events import handle
from ruta.base.models import Event
from ruta.communication.actions import send_message
from ruta.communication.models import Message
from ruta.employers.actions import ContactTerms, remind_stale, save_contact
from ruta.employers.models import Vacancy, VacancyQuestion
from ruta.employers.rules import way_to
from ruta.employers.selectors import steps_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MESSAGE_FOLDER = tmp_path
    return tmp_path


def morning(vacancy):
    """What the scheduled job does, to its end."""
    machine = system(vacancy.owner_institution_id, "vacancies")
    with acting_as(machine), transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(refresh_due=today(), reminded_on=None)
    remind_stale(actor=machine)
    with acting_as(machine), transaction.atomic():
        handle(Event.objects.filter(name="VacancyGrewStale").latest("pk").pk)
        waiting = list(Message.objects.filter(state="queued").order_by("pk").values_list("pk", flat=True))
    for pk in waiting:
        send_message(machine, pk)


def address_in(folder):
    return re.search(r"/v/[\w-]{22}/", max(folder.rglob("*.txt"), key=lambda path: path.stat().st_mtime_ns).read_text())[0]


def verbs(vacancy, actor):
    with acting_as(actor), transaction.atomic():
        return [each.verb for each in steps_of(vacancy)]


def answered(path, answer):
    return Client().post(path, {"answer": answer, "idempotency_key": str(uuid.uuid4())})


def test_one_tap_keeps_it_open_and_the_link_answers_once(broker, employer, publish_one, folder):
    vacancy = publish_one()
    save_contact(actor=broker, employer_id=employer.pk, terms=ContactTerms(name="Rosa Paz", phone="9748-2206", email="rosa@ocotal.hn"))
    morning(vacancy)
    text = next(folder.rglob("*.txt")).read_text()
    assert "9748" in text
    assert "Albañil" in text or "Albanil" in text
    path = address_in(folder)
    page = Client().get(path).content.decode()
    assert "¿Sigue abierta la vacante?" in page
    assert "Ya contraté" in page
    assert answered(path, "open").status_code == 302
    with acting_as(broker), transaction.atomic():
        row = Vacancy.objects.get(pk=vacancy.pk)
        assert (row.state, row.refreshed_on, row.reminded_on) == ("published", today(), None)
        assert VacancyQuestion.objects.get().answer == "open"
    answered(path, "hired")
    assert "Gracias por contestar" in Client().get(path).content.decode()
    assert verbs(vacancy, broker)[:2] == ["refresh", "ask"]


def test_one_that_is_over_waits_for_its_outcome(broker, employer, publish_one, folder):
    vacancy = publish_one()
    save_contact(actor=broker, employer_id=employer.pk, terms=ContactTerms(name="Rosa Paz", email="rosa@ocotal.hn"))
    morning(vacancy)
    path = address_in(folder)
    assert answered(path, "quizá").status_code == 302
    assert answered(path, "hired").status_code == 302
    with acting_as(broker), transaction.atomic():
        row = Vacancy.objects.get(pk=vacancy.pk)
        assert (row.state, row.closing) == ("paused", "")
        assert steps_of(row).first().note == "Ya contraté"


def test_a_forged_or_replaced_link_opens_nothing_and_nobody_to_ask_is_told(broker, employer, publish_one, folder):
    vacancy = publish_one()
    morning(vacancy)
    assert verbs(vacancy, broker)[0] == "unasked"
    assert not list(folder.rglob("*.txt"))
    save_contact(actor=broker, employer_id=employer.pk, terms=ContactTerms(name="Rosa Paz", phone="9748-2206"))
    morning(vacancy)
    morning(vacancy)
    with acting_as(broker), transaction.atomic():
        assert [each.expires_at > now() for each in VacancyQuestion.objects.order_by("pk")] == [False, True]
    assert Client().get("/v/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404


@pytest.mark.parametrize(
    ("phone", "email", "way"),
    [("+50497482206", "a@b.hn", "+50497482206"), ("+50425521234", "a@b.hn", "a@b.hn"), ("+50425521234", "", "+50425521234"), ("", "", "")],
)
def test_a_mobile_telephone_goes_before_the_mailbox(phone, email, way):
    assert way_to(phone, email) == way
