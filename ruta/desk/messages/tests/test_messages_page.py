"""Does a colleague see whether messages arrived, and write down how somebody wants them?"""

import uuid

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from ruta.accounts.models import User
from ruta.base.context import acting_as
from ruta.communication.actions import queue_message
from ruta.communication.models import Message
from ruta.communication.selectors import preference_of
from ruta.communication.tests.test_messages import FACTS, dunia, folder, person, reachable  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(dunia):  # noqa: F811
    client = Client()
    client.force_login(User.objects.get(pk=dunia.user_id), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def test_the_list_tells_states_and_nothing_of_the_text(at_desk, dunia, person):  # noqa: F811
    reachable(dunia, person)
    message = queue_message(actor=dunia, template="dispute_received", person_id=person.pk, facts=FACTS)
    page = at_desk.get(reverse("desk:messages")).content.decode()
    assert person.full_name in page and "En espera" in page and "D-2026-01873" not in page and "9748-2206" not in page
    assert "Ningún aviso con eso" in at_desk.get(reverse("desk:messages"), {"estado": "failed"}).content.decode()
    with acting_as(dunia), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(state="failed", attempts=8)
    assert "Enviar otra vez" in at_desk.get(reverse("desk:messages"), {"estado": "failed"}).content.decode()
    assert at_desk.post(reverse("desk:message-again", args=[message.pk])).status_code == 302
    assert at_desk.get(reverse("desk:messages"), {"formato": "csv"}).status_code == 200
    own = at_desk.get(reverse("desk:person-messages", args=[person.pk])).content.decode()
    assert "D-2026-01873" in own


def test_how_somebody_wants_it_is_kept_and_a_half_is_refused(at_desk, person):  # noqa: F811
    address = reverse("desk:person-messages", args=[person.pk])
    said = {"channel": "whatsapp", "quiet_from": "13:00", "quiet_to": "15:00"}
    half = at_desk.post(address, said | {"quiet_to": "", "idempotency_key": str(uuid.uuid4())})
    assert half.status_code == 422 and "deje las dos vacías" in half.content.decode()
    assert at_desk.post(address, said | {"idempotency_key": str(uuid.uuid4())}).status_code == 302
    assert 'value="13:00"' in at_desk.get(address).content.decode()
    assert at_desk.get(reverse("desk:person-messages", args=[person.pk + 99999])).status_code == 404
    assert preference_of(person.pk) is None  # without an actor nobody reads it
