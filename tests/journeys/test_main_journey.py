"""Does the main journey work, from the door to an outcome that both sides confirm? Two institutions in two browsers, and her telephone."""

import pytest

from tests.journeys.steps import registering
from tests.journeys.visitor import sign_in

pytestmark = pytest.mark.journey


def test_from_the_door_to_a_confirmed_outcome(visit):
    human = registering.Human()
    desk = visit("si-empleo")
    sign_in(desk, "orienta.sps@prueba.hn")
    registering.search_finds_nobody(desk, human)
    registering.register(desk, human)
    registering.search_finds_her(desk, human)
