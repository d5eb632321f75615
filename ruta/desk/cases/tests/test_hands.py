"""Does the page tell who had the case, for how long, across offices and institutions, and what a foreign reader may do?"""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from ruta.base.clock import HONDURAS
from ruta.base.context import acting_as
from ruta.cases.actions import accept_transfer, open_case, transfer_case
from ruta.cases.models import Case
from ruta.cases.tests.making import consent, register, served, staff
from ruta.desk.cases.tests.conftest import Desk
from ruta.directory.models import Office

pytestmark = pytest.mark.django_db
START = datetime(2026, 2, 2, 9, tzinfo=HONDURAS)


def html(response) -> str:
    return response.content.decode()


def test_the_track_tells_each_hand_its_days_and_the_days_on_the_way():
    with time_machine.travel(START, tick=False):
        giver = staff("SPS")
        person = register(giver)
        consent(giver, person)
        case = open_case(actor=giver, person_id=person.pk, modality="returned", entry_point="camr")
    tgu = Office.objects.get(code="TGU")
    with time_machine.travel(START + timedelta(hours=3), tick=False):
        transfer_case(actor=giver, case_id=case.pk, office_id=tgu.pk, note="Se mudó.")
    with time_machine.travel(START + timedelta(days=3, hours=3), tick=False):
        receiver = staff("TGU", "office_coordinator")
        accept_transfer(actor=receiver, case_id=case.pk, officer_id=receiver.user_id)
    with time_machine.travel(START + timedelta(days=36, hours=3), tick=False):
        text = html(Desk(receiver).get(reverse("desk:case", args=[case.pk])))
    for words in (
        "2 feb, 3 horas",
        "desde 5 feb, 33 días",
        "3 días sin responsable",
        "36 días desde la acogida",
        "entregó a",
        "3 días en el camino",
    ):
        assert words in text


def test_a_case_goes_to_another_institution_by_its_own_screens(desk, case, person):
    served(desk.actor, case)
    umar = Office.objects.get(code="UMAR-SPS")
    consent(desk.actor, person, grantee_id=umar.institution_id, purpose="shared_case", categories=["identity", "plan_services"])
    url = reverse("desk:case-verb", args=[case.pk, "entregar"])
    form = html(desk.get(url))
    assert f'value="{umar.pk}"' in form and str(Office.objects.get(code="INFOP-TGU").name) not in form
    sent = {"office": umar.pk, "note": "La UMAR sigue con la familia.", "idempotency_key": str(uuid4())}
    assert desk.post(url, sent).status_code == 302
    receiver = Desk(staff("UMAR-SPS", "office_coordinator"))
    page = html(receiver.get(reverse("desk:case", args=[case.pk])))
    assert "Lo lleva" in page and "Registrar atención" not in page and "Yeimi Lorena" in page
    accept = reverse("desk:case-verb", args=[case.pk, "recibir"])
    assert receiver.post(accept, {"officer": receiver.actor.user_id, "idempotency_key": str(uuid4())}).status_code == 302
    assert "2 instituciones" in html(receiver.get(reverse("desk:case", args=[case.pk])))
    with acting_as(receiver.actor):
        assert Case.objects.get(pk=case.pk).owner_institution_id == umar.institution_id
    assert "Lo lleva" in html(desk.get(reverse("desk:case", args=[case.pk])))


def test_a_reader_by_consent_reads_and_changes_nothing(desk, case, person, elsewhere):
    served(desk.actor, case)
    consent(desk.actor, person, grantee_id=elsewhere.actor.institution_id, purpose="shared_case", categories=["plan_services"])
    text = html(elsewhere.get(reverse("desk:case", args=[case.pk])))
    assert "Persona sin permiso para ver su nombre" in text and "Recibido completo" in text and "Yeimi" not in text
    sent = {"reason": "person_withdrew", "idempotency_key": str(uuid4())}
    assert elsewhere.post(reverse("desk:case-verb", args=[case.pk, "cerrar"]), sent).status_code == 404
