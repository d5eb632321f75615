"""Is what a person asked answered once, by whoever may, in words that the person then reads?"""

from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from ruta.accounts.models import User
from ruta.base.clock import HONDURAS
from ruta.base.context import acting_as
from ruta.cases.tests.making import register, staff
from ruta.communication.models import Message
from ruta.portal.mine.doors import VISIT, _signer
from ruta.referrals.tests.making import hear, need_of
from ruta.subjects.actions import ask_about_data
from ruta.subjects.models import DataRequest
from ruta.subjects.tests.conftest import case, contact, dunia, herself, person, token

__all__ = ["case", "contact", "dunia", "herself", "person", "token"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(db):
    return staff("SPS", "office_coordinator")


@pytest.fixture
def row(herself):
    return ask_about_data(actor=herself, asked="correct", about="name", words="Mi apellido es Mejía, con tilde")


def at_desk(client, actor):
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def form(**more):
    return {"state": "done", "answer": "Ya quedó con tilde en su registro.", "version": "1", "idempotency_key": str(uuid4())} | more


def test_it_waits_in_the_queue_and_the_list_of_who_may_answer(client, chief, dunia, row):
    desk = at_desk(client, chief)
    with time_machine.travel(datetime.combine(row.due_on, time(9), HONDURAS) - timedelta(days=3), tick=False):  # the queue shows a week
        assert "Corregir un dato" in at_desk(client, chief).get(reverse("desk:queue")).content.decode()
    listed = desk.get(reverse("desk:data-requests") + "?q=mejia")
    assert listed.status_code == 200 and "Yeimi" in listed.content.decode()
    assert at_desk(client, dunia).get(reverse("desk:data-requests")).status_code == 403


def test_the_answer_is_read_by_the_person_and_given_once(client, chief, row, token, person):
    desk, address = at_desk(client, chief), reverse("desk:data-request", args=[row.pk])
    short = desk.post(address, form(answer="ya"))
    assert short.status_code == 422 and "ya</textarea>" in short.content.decode()
    assert desk.post(address, form(version="7")).status_code == 409
    sent = form()
    assert desk.post(address, sent).status_code == 302
    assert desk.post(address, sent).status_code == 302  # the same form finds it done
    assert desk.post(address, form()).status_code == 409
    hear()
    with acting_as(chief), transaction.atomic():
        assert DataRequest.objects.get(pk=row.pk).answered_by_id == chief.user_id
        assert Message.objects.filter(person=person, template="data_request_answered").count() == 1
    client.logout()
    client.cookies[VISIT] = _signer.sign(token)
    assert "Ya quedó con tilde" in client.get(reverse("portal:my_data")).content.decode()


def test_another_institution_sees_no_request(client, row):
    desk = at_desk(client, staff("UMAR-TGU", "office_coordinator"))
    assert desk.get(reverse("desk:data-request", args=[row.pk])).status_code == 404


def test_what_was_asked_never_changes(chief, row):
    from django.db.utils import ProgrammingError

    with acting_as(chief), pytest.raises(ProgrammingError), transaction.atomic():
        DataRequest.objects.filter(pk=row.pk).update(words="Otra cosa que nadie pidió")


def test_a_link_is_shown_only_where_no_message_may_leave(client, dunia, case, person):
    need_of(dunia, case, "confidential_health_service")
    desk, address = at_desk(client, dunia), reverse("desk:way-in", args=[person.pk])
    assert "/e/" not in desk.get(address).content.decode()
    assert "/e/" in desk.post(address).content.decode()


def test_no_way_in_for_a_minor(client, dunia):
    child = register(dunia, "Ana", "Paz", birth_date="2012-05-05")
    assert at_desk(client, dunia).post(reverse("desk:way-in", args=[child.pk])).status_code == 409
