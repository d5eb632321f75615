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


def seen_in(page):
    """What the form of a verb carries of the case as it was shown."""
    version = page.split('name="version" value="')[1].split('"')[0]
    return {"version": version, "seen": page.split('name="seen" value="')[1].split('"')[0]}


@pytest.mark.parametrize(
    ("verb", "typed"), [("responsable", {}), ("trasladar", {}), ("cerrar", {"reason": "in_studies", "note": "No responde."})]
)
def test_two_at_once_on_a_whole_case_see_both_values_and_may_repeat(desk, case, verb, typed):
    colleague, coordinator = staff("SPS"), Desk(staff("SPS", "office_coordinator"))
    url = reverse("desk:case-verb", args=[case.pk, verb])
    said = {
        "responsable": {"officer": str(desk.actor.user_id), "note": "Con Dunia"},
        "trasladar": {"office": str(Office.objects.get(code="TGU").pk), "note": "Se mudó."},
    }.get(verb, typed)  # fmt: skip
    sent = said | seen_in(html(coordinator.get(url)))
    with acting_as(desk.actor):
        assert Case.objects.get(pk=case.pk).officer_id == desk.actor.user_id
    taken = {"officer": colleague.user_id, "note": "", "idempotency_key": str(uuid4())}
    assert coordinator.post(reverse("desk:case-verb", args=[case.pk, "responsable"]), taken).status_code == 302
    late = coordinator.post(url, sent | {"idempotency_key": str(uuid4())})
    text = html(late)
    assert late.status_code == 409
    for words in ("Esto cambió mientras usted escribía", "Usted vio", "Responsable", "Lo cambió", *(said.get("note", ""),)):
        assert words in text
    again = seen_in(text)
    assert again != {key: sent[key] for key in again}
    if verb != "cerrar":  # closing asks for more than a form
        assert coordinator.post(url, said | again | {"idempotency_key": str(uuid4())}).status_code == 302


def test_another_part_of_the_case_changed(desk, case):
    from ruta.cases.actions import add_need

    url = reverse("desk:case-verb", args=[case.pk, "responsable"])
    colleague = staff("SPS")
    sent = {"officer": colleague.user_id, "idempotency_key": str(uuid4())} | seen_in(html(desk.get(url)))
    add_need(actor=desk.actor, case_id=case.pk, code="job_now")
    late = desk.post(url, sent)
    assert late.status_code == 409 and "cambió otra parte del caso" in html(late)
    assert desk.post(url, sent | {"seen": "x"}).status_code == 409
