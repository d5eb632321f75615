"""Does a message leave by the way that the person prefers, outside their hours of rest, and is what became of it known?"""

from datetime import time
from email.message import Message as Head
from io import BytesIO
from urllib.error import HTTPError

import pytest
from django.db import transaction
from django.test import Client

from ruta.base.context import acting_as, system
from ruta.base.errors import Invalid, NotOpen
from ruta.communication import channels, gateways
from ruta.communication.actions import prefer, queue_message, resend_message, send_message, take_receipt
from ruta.communication.models import Message
from ruta.communication.selectors import preference_of
from ruta.communication.tests.test_messages import FACTS, dunia, folder, person, reachable  # noqa: F401

pytestmark = pytest.mark.django_db


def told(actor, person):  # noqa: F811
    return queue_message(actor=actor, template="dispute_received", person_id=person.pk, facts=FACTS)


def sent(actor, message):
    return send_message(system(actor.institution_id), message.pk)


def test_what_is_preferred_decides_the_channel_and_the_hours(dunia, person, folder):  # noqa: F811
    reachable(dunia, person)
    prefer(actor=dunia, person_id=person.pk, channel="whatsapp", quiet_from=time(8), quiet_to=time(11))
    message = told(dunia, person)  # nine in the morning in Honduras
    assert (message.channel, message.state) == ("whatsapp", "queued")
    assert message.not_before.astimezone(message.not_before.tzinfo).hour == 11
    sent(dunia, message)
    assert "Canal: whatsapp" in next(folder.rglob("*.txt")).read_text()


def test_hours_of_rest_are_whole_and_a_channel_is_one_of_ours(dunia, person):  # noqa: F811
    for said in ({"quiet_from": time(9)}, {"quiet_to": time(9)}, {"channel": "paloma"}):
        with pytest.raises(Invalid):
            prefer(actor=dunia, person_id=person.pk, **said)
    assert preference_of(person.pk) is None


def test_nobody_of_another_institution_reads_or_writes_it(dunia, person):  # noqa: F811
    prefer(actor=dunia, person_id=person.pk, channel="sms")
    with acting_as(system(dunia.institution_id + 1)), transaction.atomic():
        assert preference_of(person.pk) is None


class Gateway:
    """A gateway that keeps what it was given."""

    def __init__(self, answer=None, error=None):
        self.given, self.answer, self.error = [], answer or {}, error

    def __call__(self, address, token, said):
        self.given.append((address, token, said))
        if self.error:
            raise self.error
        return self.answer


@pytest.fixture
def ways(settings):
    settings.MESSAGE_WAYS = {"sms": "ruta.communication.gateways.SmsGateway", "whatsapp": "ruta.communication.gateways.WhatsAppGateway", "email": settings.MESSAGE_WAYS["email"]}  # fmt: skip
    settings.SMS_URL, settings.SMS_TOKEN = "https://sms.example/send", "clave"
    settings.WHATSAPP_URL, settings.WHATSAPP_TOKEN = "https://wa.example/v1/messages", "otra"
    settings.RECEIPT_TOKEN = "acuse-de-prueba"


def test_a_gateway_gets_number_and_text_and_its_receipt_finds_the_message(monkeypatch, ways, dunia, person):  # noqa: F811
    gateway = Gateway({"id": "sms-77"})
    monkeypatch.setattr(gateways.SmsGateway, "post", staticmethod(gateway))
    reachable(dunia, person)
    message = sent(dunia, told(dunia, person))
    assert gateway.given == [
        ("https://sms.example/send", "clave", {"to": "+50497482206", "text": message.body, "reference": str(message.pk)})
    ]
    assert (message.state, message.provider_ref) == ("sent", "sms-77")
    client, address = Client(), "/avisos/acuse/sms/"
    said = {"content_type": "application/json", "data": {"ref": "sms-77", "state": "delivered"}}
    assert client.post(address, **said).status_code == 403
    assert client.post(address, headers={"Authorization": "Bearer acuse-de-prueba"}, **said).status_code == 204
    with acting_as(dunia), transaction.atomic():
        row = Message.objects.get(pk=message.pk)
    assert (row.delivery, row.delivered_at is not None) == ("delivered", True)
    unknown = said | {"data": {"ref": "nadie", "state": "delivered"}}
    assert client.post(address, headers={"Authorization": "Bearer acuse-de-prueba"}, **unknown).status_code == 204
    assert not take_receipt(channel="sms", ref="", state="delivered")


def test_whatsapp_gets_its_own_shape(monkeypatch, ways, dunia, person):  # noqa: F811
    gateway = Gateway({"messages": [{"id": "wamid.1"}]})
    monkeypatch.setattr(gateways.WhatsAppGateway, "post", staticmethod(gateway))
    reachable(dunia, person)
    prefer(actor=dunia, person_id=person.pk, channel="whatsapp")
    message = sent(dunia, told(dunia, person))
    ((_address, _token, said),) = gateway.given
    assert (said["to"], said["messaging_product"], message.provider_ref) == ("50497482206", "whatsapp", "wamid.1")


def test_a_gateway_that_fails_is_asked_again_and_then_somebody_sends_it_anew(monkeypatch, ways, dunia, person):  # noqa: F811
    monkeypatch.setattr(gateways.SmsGateway, "post", staticmethod(Gateway(error=gateways.GatewayError("503"))))
    reachable(dunia, person)
    message = told(dunia, person)
    for _ in range(7):
        with pytest.raises(gateways.GatewayError):
            sent(dunia, message)
    assert sent(dunia, message).state == "failed"
    with acting_as(dunia), transaction.atomic():
        assert Message.objects.get(pk=message.pk).last_error == "GatewayError"
    again = resend_message(actor=dunia, message_id=message.pk)
    assert (again.state, again.attempts) == ("queued", 0)
    with pytest.raises(NotOpen):
        resend_message(actor=dunia, message_id=message.pk)


@pytest.mark.parametrize(("address", "said"), [("http://sms.example", "no https"), ("https://sms.example", "503")])
def test_only_https_and_no_word_of_an_answer_is_kept(monkeypatch, address, said):
    class Opener:
        def open(self, request, **_more):
            raise HTTPError(request.full_url, 503, "9748-2206 is not a number", Head(), BytesIO(b""))

    monkeypatch.setattr(gateways, "straight", Opener)
    with pytest.raises(gateways.GatewayError) as error:
        gateways.posted(address, "clave", {})
    assert str(error.value) == said


def test_numbers_leave_with_their_country():
    assert [gateways.international(each) for each in ("9748-2206", "+504 9748-2206", "1 305 555 0100")] == [
        "+50497482206",
        "+50497482206",
        "+13055550100",
    ]
    assert {"sms", "email", "whatsapp"} == set(channels.settings.MESSAGE_WAYS)
