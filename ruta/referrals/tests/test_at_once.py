"""What happens when two answer at the same time? One wins, the other hears that it changed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import NotOpen
from ruta.cases.actions import open_case
from ruta.cases.tests.making import consent, register, staff
from ruta.directory.models import Service
from ruta.referrals.actions import accept, mint_link, send_referral, use_link
from ruta.referrals.models import Referral, ReferralStep
from ruta.referrals.tests.making import allow, need_of


@pytest.fixture
def world(committed):
    """A referral that both instructors of INFOP have before them, really committed."""
    dunia, first, second = staff("SPS"), staff("INFOP-SPS", "partner_officer"), staff("INFOP-SPS", "partner_officer")
    service = Service.objects.select_related("institution").get(office__code="INFOP-SPS", service_type="infop_skills_certification")
    person = register(dunia)
    consent(dunia, person)
    case = open_case(actor=dunia, person_id=person.pk, modality="returned", entry_point="camr")
    need = need_of(dunia, case, "skills_certification")
    allow(dunia, case, service)
    referral = send_referral(actor=dunia, case_id=case.pk, service_id=service.pk, need_id=need.pk, request="Certificar")
    return dunia, first, second, referral


def together(*verbs):
    """Run each verb in its own connection, beginning at the same moment."""
    gate = Barrier(len(verbs))

    def run(verb):
        gate.wait()
        try:
            verb()
        except NotOpen:
            return "409"
        else:
            return "ok"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return sorted(pool.map(run, verbs))


def test_two_receivers_accept_at_once_and_one_wins(world):
    dunia, first, second, referral = world
    answers = together(*(lambda who=who: accept(actor=who, referral_id=referral.pk) for who in (first, second)))
    assert answers == ["409", "ok"]
    with acting_as(dunia):
        from django.db import transaction

        with transaction.atomic():
            assert Referral.objects.get(pk=referral.pk).state == "accepted"
            assert ReferralStep.objects.filter(referral=referral, verb="accept").count() == 1


def test_two_clicks_on_one_link_let_one_through(world):
    dunia, _first, _second, referral = world
    token = mint_link(actor=system(dunia.institution_id), referral_id=referral.pk, audience="partner").rstrip("/").split("/")[-1]
    holder = Actor(kind="partner", referral_id=referral.pk)
    assert together(*([lambda: use_link(actor=holder, token=token)] * 2)) == ["409", "ok"]


def test_two_staff_send_the_same_case_at_once_and_one_referral_leaves(committed):
    dunia = staff("SPS")
    service = Service.objects.select_related("institution").get(office__code="INFOP-SPS", service_type="infop_skills_certification")
    person = register(dunia)
    consent(dunia, person)
    case = open_case(actor=dunia, person_id=person.pk, modality="returned", entry_point="camr")
    allow(dunia, case, service)
    answers = together(*([lambda: send_referral(actor=dunia, case_id=case.pk, service_id=service.pk, request="Certificar")] * 2))
    assert answers == ["409", "ok"]
