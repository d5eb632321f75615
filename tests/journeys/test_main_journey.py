"""Does the main journey work, from the door to an outcome that both sides confirm? Two institutions in two browsers, and her telephone."""

import pytest

from tests.journeys.steps import referring, registering, working
from tests.journeys.visitor import TELEPHONE, sign_in

pytestmark = pytest.mark.journey


def test_from_the_door_to_a_confirmed_outcome(visit, product):
    human = registering.Human()
    desk, partner, other = visit("si-empleo"), visit("infop"), visit("coordinacion")
    sign_in(desk, "orienta.sps@prueba.hn")
    sign_in(partner, "infop.sps@prueba.hn")
    sign_in(other, "coordina.sps@prueba.hn")
    product.run("tests.journeys.later")
    before = referring.attentions(desk)

    registering.search_finds_nobody(desk, human)
    case = registering.register(desk, human)
    registering.search_finds_her(desk, human)
    desk.go(case)
    working.assess(desk)
    working.take_over_needs(desk)
    working.agree_plan(desk)
    referral = referring.refer(desk, human)

    referring.see_packet_and_not_case(partner, human, case)
    referring.accept_with_appointment(partner)
    referring.attend_and_deliver(partner)
    product.run("tests.journeys.later")
    referring.confirm_on_telephone(product, visit("telefono", TELEPHONE))
    product.drain()

    referring.ring_is_closed(desk, referral, case)
    working.two_edit_one_need(desk, other, case)
    referring.withdraw_consent(desk, partner, human, case, referral)
    product.run("tests.journeys.later")
    assert referring.attentions(desk) == before + 1
    working.close(desk, case)
