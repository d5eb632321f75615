"""Does whoever coordinates decide about a colleague's things without reading what is reserved?"""

from uuid import uuid4

import pytest
from django.urls import reverse

from ruta.base.context import acting_as
from ruta.cases.actions import add_need, open_case
from ruta.cases.models import Need
from ruta.cases.tests.making import consent, register, staff
from ruta.desk.cases.tests.conftest import Desk
from ruta.field.actions import enrol_device, receive
from ruta.field.models import Disagreement
from ruta.field.tests.conftest import incoming

pytestmark = pytest.mark.django_db
WORDS = "zorzal-que-calla"


@pytest.fixture
def dunia(db):
    return staff("SPS")


@pytest.fixture
def brought(dunia):
    """A strict need that waits, and a clash over the note of another."""
    person = register(dunia)
    consent(dunia, person)
    case = open_case(actor=dunia, person_id=person.pk, modality="returned", entry_point="camr")
    need = add_need(actor=dunia, case_id=case.pk, code="gbv_survivor_care", note="antes")
    device = enrol_device(actor=dunia, uid=uuid4(), label="Tableta")

    def bring(verb, said, number):
        return receive(actor=dunia, device=device, incoming=incoming(verb, said, number=number))

    waits = bring("need", {"case": {"key": str(uuid4())}, "code": "gbv_survivor_care", "note": WORDS, "about": "Yeimi"}, 1)
    change = {"target": "need", "id": need.pk, "case": {"id": case.pk}, "seen": {"note": "otra cosa"}, "changes": {"note": WORDS}}
    clash = bring("edit", change, 2)
    assert (waits.state, clash.state) == ("waiting", "conflict")
    return waits, clash


def text(actor, row) -> str:
    response = Desk(actor).get(reverse("desk:field-sent", args=[row.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_a_coordinator_reads_neither_the_need_nor_the_free_words_of_a_colleague(dunia, brought):
    coordinator = staff("SPS", "office_coordinator")
    for row in brought:
        shown = text(coordinator, row)
        assert WORDS not in shown and "Reservado: lo lee quien lo escribió" in shown
    assert "Necesidad protegida" in text(coordinator, brought[0])
    with acting_as(dunia):
        assert Need.objects.get().code == "reservado" and Disagreement.objects.get().theirs == "reservado"


def test_whoever_wrote_it_reads_what_they_are_to_decide_about(dunia, brought):
    assert all(WORDS in text(dunia, row) for row in brought)
    assert all("aquí no queda copia" not in text(actor, row) for row in brought for actor in (dunia, staff("SPS", "office_coordinator")))
