"""Is each owner asked once for all that is stale, and does a link answer once and only for its own?"""

import re
from datetime import timedelta

import pytest
import time_machine

from ruta.base.clock import now, today
from ruta.base.context import Actor, acting_as, system
from ruta.communication.models import Message
from ruta.directory.actions import ask_owners, mint_owner_link, save_focal_point
from ruta.directory.models import FocalPoint, Institution, OwnerQuestion, Service
from ruta.directory.rules import FRESH_DAYS

pytestmark = pytest.mark.django_db


@pytest.fixture
def infop():
    return Institution.objects.get(code="INFOP")


@pytest.fixture
def services(infop):
    keeper = Actor(kind="staff", role="office_coordinator", institution_id=infop.pk, user_id=1)
    point = save_focal_point(actor=keeper, institution_id=infop.pk, name="Ana Enlace", email="enlace@ejemplo.hn")
    rows = list(Service.objects.filter(institution=infop).order_by("pk")[:4])
    Service.objects.filter(pk__in=[row.pk for row in rows]).update(focal_point=point.pk)
    Service.objects.filter(pk=rows[3].pk).update(verified_on=today() - timedelta(days=FRESH_DAYS))
    return rows


def asked(infop):
    return ask_owners(actor=system(infop.pk, "directory"))


def test_one_question_for_all_that_is_stale_and_not_again_every_day(infop, services):
    assert asked(infop) == 1
    assert asked(infop) == 0
    assert ask_owners(actor=system(Institution.objects.get(code="INM").pk, "directory")) == 0
    with time_machine.travel(now() + timedelta(days=31), tick=False):
        assert asked(infop) == 1


def test_the_message_leads_to_a_page_that_answers_once(client, infop, services):
    from ruta.communication.listeners import ask_its_owner

    asked(infop)
    question = OwnerQuestion.objects.get()
    with acting_as(system(infop.pk, "directory")):
        ask_its_owner(event_id=1, question_id=question.pk)
        message = Message.objects.get(template="directory_confirm")
        assert (message.address, message.link_ref) == ("enlace@ejemplo.hn", question.pk) and "{link}" in message.body
        link = mint_owner_link(actor=system(infop.pk, "directory"), question_id=question.pk)
    path = re.sub(r"^https?://[^/]+", "", link)
    page = client.get(path).content.decode()
    same, ended, changed, fresh = services
    assert f's-{same.pk}"' in page and f's-{fresh.pk}"' not in page and "Ana Enlace" not in page
    foreign = Service.objects.exclude(institution=infop).first()
    said = {
        f"s-{same.pk}": "same",
        f"s-{ended.pk}": "ended",
        f"s-{changed.pk}": "changed",
        f"s-{foreign.pk}": "ended",
        "note": "Ahora es por la tarde",
    }
    assert client.post(path, said).status_code == 302
    for row in (*services, foreign):
        row.refresh_from_db()
    assert (same.verified_on, same.is_active) == (today(), True)
    assert not ended.is_active and foreign.is_active
    assert changed.verified_on is None and changed.steps.get(verb="remarked").note == "Ahora es por la tarde"
    assert "Gracias por contestar" in client.get(path).content.decode()
    assert "Gracias por contestar" in client.post(path, {f"s-{changed.pk}": "ended"}).content.decode()
    changed.refresh_from_db()
    assert changed.is_active


def test_one_word_answers_for_all_and_what_is_said_of_one_counts_for_it(client, infop, services):
    asked(infop)
    link = mint_owner_link(actor=system(infop.pk, "directory"), question_id=OwnerQuestion.objects.get().pk)
    path = re.sub(r"^https?://[^/]+", "", link)
    first, ended, last, fresh = services
    assert "Todos siguen igual" in client.get(path).content.decode()
    assert client.post(path, {"todos": "same", f"s-{ended.pk}": "ended"}).status_code == 302
    for row in services:
        row.refresh_from_db()
    assert (first.verified_on, last.verified_on, fresh.verified_on) == (today(), today(), today() - timedelta(days=FRESH_DAYS))
    assert first.is_active and not ended.is_active


def test_a_forged_or_old_link_opens_nothing(client, infop, services):
    asked(infop)
    link = mint_owner_link(actor=system(infop.pk, "directory"), question_id=OwnerQuestion.objects.get().pk)
    path = re.sub(r"^https?://[^/]+", "", link)
    with time_machine.travel(now() + timedelta(days=40), tick=False):
        late = client.get(path)
    changed = client.get(path[:-2] + "/")
    assert late.status_code == changed.status_code == 404
    assert "Este enlace venció" in late.content.decode() and "Este enlace no abre" in changed.content.decode()
    with acting_as(None):
        assert not FocalPoint.objects.exists()
