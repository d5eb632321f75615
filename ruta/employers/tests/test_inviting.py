"""Does each employer that is invited to a fair hear it once, when the public may read of it, and hear that it is off?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from ruta.base.clock import now
from ruta.base.context import acting_as, system
from ruta.base.events import handle
from ruta.base.models import Event
from ruta.communication.actions import send_message
from ruta.communication.models import Message
from ruta.employers.actions import ContactTerms, invite_employers, save_contact, save_fair, step_fair, verify_employer
from ruta.employers.tests.test_fairs import terms

pytestmark = pytest.mark.django_db
NAME = "Feria de empleo, emprendimiento y oficios del valle de Sula"


@pytest.fixture
def letters(settings, tmp_path):
    settings.MESSAGE_FOLDER = tmp_path

    def leave(actor):
        machine = system(actor.institution_id)
        with acting_as(machine), transaction.atomic():
            for pk in Event.objects.filter(name__startswith="Fair").order_by("pk").values_list("pk", flat=True):
                handle(pk)
            waiting = list(Message.objects.filter(state="queued").order_by("pk").values_list("pk", flat=True))
        for pk in waiting:
            send_message(machine, pk)
        return [each.read_text() for each in sorted(tmp_path.rglob("*.txt"), key=lambda path: path.stat().st_mtime_ns)]

    return leave


@pytest.fixture
def invited(broker, employer):
    save_contact(actor=broker, employer_id=employer.pk, terms=ContactTerms(name="Rosa Paz", phone="9748-2206"))
    fair = save_fair(actor=broker, terms=terms(name=NAME))
    invite_employers(actor=broker, fair_id=fair.pk, employer_ids=[employer.pk])
    return fair


def test_who_is_invited_hears_it_once_and_answers_behind_the_link(broker, invited, letters):
    assert letters(broker) == []  # a draft is nobody's business yet
    step_fair(actor=broker, fair_id=invited.pk, verb="announce")
    (text,) = letters(broker)
    assert "Feria de empleo" in text
    assert "Rosa" not in text
    path = next(part for part in text.split() if "/empleador/" in part)
    page = Client().get(path[path.index("/trabajos/") :])
    assert NAME in page.content.decode()
    assert letters(broker) == [text]
    step_fair(actor=broker, fair_id=invited.pk, verb="cancel")
    told = letters(broker)
    assert len(told) == 2
    assert "cancel" in told[-1]


def test_a_fair_that_moves_is_told_once_and_a_draft_to_nobody(broker, invited, letters):
    said = replace(terms(name=NAME), starts_at=now() + timedelta(days=1), ends_at=now() + timedelta(days=1, hours=5))
    save_fair(actor=broker, fair_id=invited.pk, terms=said)
    assert letters(broker) == []
    step_fair(actor=broker, fair_id=invited.pk, verb="announce")
    save_fair(actor=broker, fair_id=invited.pk, terms=replace(said, about="Traiga agua."))
    assert len(letters(broker)) == 1  # the invitation: nobody travels by a sentence about water
    save_fair(actor=broker, fair_id=invited.pk, terms=replace(said, place="Gimnasio municipal"))
    told = letters(broker)
    assert ["Cambio" in text for text in told] == [False, True]
    assert "/empleador/" in told[-1]
    assert letters(broker) == told


def test_an_invitation_to_a_fair_that_is_off_never_leaves(broker, employer, invited, letters):
    verify_employer(actor=broker, employer_id=employer.pk, verification="suspended", note="Denuncia")
    step_fair(actor=broker, fair_id=invited.pk, verb="announce")
    assert letters(broker) == []
