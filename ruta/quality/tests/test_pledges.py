"""Does each sign for themselves, once a version, and does a new version ask anew?"""

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from ruta.base.clock import now, today
from ruta.base.context import acting_as, system
from ruta.base.errors import NotOpen, Refused
from ruta.cases.tests.making import staff
from ruta.insights.selectors import signed_offices
from ruta.quality.actions import sign_document
from ruta.quality.enums import Document
from ruta.quality.models import Pledge
from ruta.quality.selectors import pledges, staff_and_signatures, unsigned, version_of
from ruta.roadmap.selectors import counted_value

pytestmark = pytest.mark.django_db


@pytest.fixture
def counsellor(db):
    return staff("SPS")


@pytest.fixture
def chief(db):
    return staff("SPS", "office_coordinator")


def asked(actor, question):
    with acting_as(actor), transaction.atomic():
        return question()


def signed(actor):
    for document in Document.values:
        sign_document(actor=actor, document=document, version=version_of(document))


def test_each_signs_once_the_version_in_force(counsellor):
    assert asked(counsellor, lambda: unsigned(counsellor)) == list(Document.values)
    with pytest.raises(NotOpen, match="más nueva"):
        sign_document(actor=counsellor, document=Document.CHARTER, version="0.0.1")
    signed(counsellor)
    assert asked(counsellor, lambda: unsigned(counsellor)) == []
    with pytest.raises(NotOpen, match="ya firmó"):
        sign_document(actor=counsellor, document=Document.CHARTER, version=version_of(Document.CHARTER))


def test_a_new_version_asks_anew_and_the_old_signature_stays(counsellor, monkeypatch):
    signed(counsellor)
    monkeypatch.setattr(pledges, "version_of", lambda _document: "9.0.0")
    assert asked(counsellor, lambda: unsigned(counsellor)) == list(Document.values)
    assert asked(counsellor, Pledge.objects.count) == 2


def test_nobody_signs_for_another_nor_takes_a_signature_back(counsellor, chief):
    with pytest.raises(Refused):
        sign_document(actor=system(counsellor.institution_id), document=Document.CHARTER, version=version_of(Document.CHARTER))
    with pytest.raises(ProgrammingError), acting_as(chief), transaction.atomic():
        Pledge.objects.create(
            owner_institution_id=chief.institution_id,
            document=Document.CHARTER,
            document_version="1",
            user_id=counsellor.user_id,
            signed_at=now(),
        )
    signed(counsellor)
    for statement in (Pledge.objects.all().delete, lambda: Pledge.objects.update(document_version="1")):
        with pytest.raises(ProgrammingError, match="permission denied"), acting_as(counsellor), transaction.atomic():
            statement()


def test_who_coordinates_sees_who_of_the_office_has_not_signed(counsellor, chief):
    elsewhere = staff("TGU")
    signed(counsellor)
    rows = asked(chief, lambda: {row.user_id: (row.has_charter, row.has_ethics) for row in staff_and_signatures(chief).order_by("pk")})
    assert rows == {counsellor.user_id: (True, True), chief.user_id: (False, False)}
    central = staff("DGE", "central_coordination")
    assert elsewhere.user_id in asked(central, lambda: set(staff_and_signatures(central).order_by("pk").values_list("user_id", flat=True)))


def test_the_figure_counts_persons_of_employment_offices_past_row_security(counsellor, chief):
    signed(counsellor)
    sign_document(actor=chief, document=Document.CHARTER, version=version_of(Document.CHARTER))
    other = staff("INFOP-SPS", "partner_officer")
    (row,) = asked(other, signed_offices)
    assert (row.staff, row.signed) == (2, 1)
    assert asked(other, lambda: counted_value("I28", today(), today())) == 50
