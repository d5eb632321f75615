"""Is a need that cannot wait referred by itself, once, and only as far as the person allows?"""

import pytest
from django.db import transaction

from ruta.base.context import acting_as, system
from ruta.cases.actions import ask_referral
from ruta.directory.models import Service
from ruta.people.models import UnsafePlace
from ruta.referrals.actions import refer_need
from ruta.referrals.models import Referral
from ruta.referrals.tests.making import allow, hear, need_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(dunia, case):
    return need_of(dunia, case, "labour_rights_claim")


def referred(actor, need):
    machine = system(actor.institution_id)
    with acting_as(machine), transaction.atomic():
        ask_referral(actor=machine, need_id=need.pk)
    hear()
    with acting_as(actor), transaction.atomic():
        return list(Referral.objects.filter(need=need).select_related("receiver").order_by("pk"))


def test_without_a_permission_it_waits_prepared_and_once(dunia, claim):
    (draft,) = referred(dunia, claim)
    assert (draft.state, draft.waits_on, draft.receiver.code) == ("draft", "sender", "SETRASS-DGIT")
    assert draft.packet_hash == ""
    assert draft.due_at is not None
    assert len(referred(dunia, claim)) == 1


def test_what_the_person_allows_already_leaves(dunia, case, claim):
    service = Service.objects.filter(service_type="labour_inspection_claim", institution__code="SETRASS-DGIT").order_by("pk").first()
    allow(dunia, case, service)
    (sent,) = referred(dunia, claim)
    assert (sent.state, sent.waits_on) == ("sent", "receiver")
    assert sent.packet_hash


def test_nobody_is_led_into_danger_and_a_reserved_need_stays_reserved(dunia, case, claim):
    with acting_as(system(dunia.institution_id)), transaction.atomic():
        institution = Service.objects.filter(service_type="labour_inspection_claim").values_list("institution", flat=True)[0]
        UnsafePlace.objects.create(owner_institution_id=dunia.institution_id, person_id=case.person_id, institution_id=institution)
    assert [each.receiver.code for each in referred(dunia, claim)] == []
    (hidden,) = referred(dunia, need_of(dunia, case, "labour_exploitation"))
    assert (hidden.is_protected, hidden.state) == (True, "draft")


def test_a_need_that_is_over_is_not_referred(dunia, claim):
    machine = system(dunia.institution_id)
    with acting_as(machine), transaction.atomic():
        type(claim).objects.filter(pk=claim.pk).update(state="met")
    assert refer_need(actor=machine, need_id=claim.pk) is None
