"""Does an applicant hear of what waits for them, by a link that opens their dossier alone, and never where it endangers somebody?"""

from dataclasses import replace

import pytest
from django.db import transaction
from django.test import Client

from ruta.base.context import acting_as, system
from ruta.base.events import handle
from ruta.base.models import Event
from ruta.cases.tests.making import register, staff
from ruta.communication.actions import send_message
from ruta.communication.models import Message
from ruta.people.models import Contact, Identifier
from ruta.permits.actions import receive_dossier, step_dossier, write_link
from ruta.permits.tests.conftest import AGENT, FOREIGNER

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(settings, tmp_path):
    settings.MESSAGE_FOLDER = tmp_path

    def leave(actor):
        machine = system(actor.institution_id)
        with acting_as(machine), transaction.atomic():
            for pk in Event.objects.filter(name="DossierMoved").order_by("pk").values_list("pk", flat=True):
                handle(pk)
            waiting = list(Message.objects.filter(state="queued").order_by("pk").values_list("pk", flat=True))
        for pk in waiting:
            send_message(machine, pk)
        return [each.read_text() for each in sorted(tmp_path.rglob("*.txt"))]

    return leave


def test_papers_to_correct_are_told_once_with_a_link_that_opens(keeper, letters):
    dossier = receive_dossier(actor=keeper, procedure_code="work_authorisation", terms=replace(FOREIGNER, phone="9748-2206"))
    step_dossier(actor=keeper, dossier_id=dossier.pk, verb="observe", note="Falta el contrato firmado.")
    (text,) = letters(keeper)
    assert dossier.number in text
    assert "espera su respuesta" in text
    assert FOREIGNER.holder_name not in text
    path = next(part for part in text.split() if "/tramite/" in part)
    assert Client().get(path[path.index("/tramite/") :]).status_code == 200
    assert letters(keeper) == [text]


def test_no_message_to_a_fixed_line_or_nobody(keeper, letters):
    dossier = receive_dossier(actor=keeper, procedure_code="agent_certification", terms=AGENT)
    assert write_link(actor=keeper, dossier_id=dossier.pk) is None
    assert letters(keeper) == []


def test_a_number_that_is_a_danger_to_its_holder_gets_nothing(keeper, letters):
    counsellor = staff("SPS")
    person = register(counsellor, nationality="NI")
    with acting_as(counsellor), transaction.atomic():
        base = {"owner_institution_id": counsellor.institution_id, "person": person}
        Identifier.objects.create(**base, kind="passport", value="C1234567", normalized="C1234567", country="NI")
        Contact.objects.create(**base, kind="phone", value="97482206", safety="unsafe")
    dossier = receive_dossier(actor=keeper, procedure_code="work_authorisation", terms=replace(FOREIGNER, phone="9748-2206"))
    message = write_link(actor=keeper, dossier_id=dossier.pk)
    assert (message.state, message.blocked_because) == ("blocked", "unsafe")
    assert letters(keeper) == []
