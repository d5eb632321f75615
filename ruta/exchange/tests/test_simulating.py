"""Does the played partner answer referrals as a real one would, by the API alone, and the same each time?"""

from datetime import timedelta

import pytest

from ruta.base.clock import now
from ruta.base.errors import Invalid, Refused
from ruta.exchange.simulating.behaviour import Manner, Temper, next_step, temper
from ruta.exchange.simulating.playing import enter, play_round
from ruta.exchange.tests.conftest import ISSUER, agreed
from ruta.exchange.tests.test_fhir import row, steps
from ruta.referrals.tests.conftest import case, dunia, need, service  # noqa: F401
from ruta.referrals.tests.making import allow, sent
from ruta.trust.actions.fetching import Answered
from ruta.trust.models import Client

pytestmark = pytest.mark.django_db
TAKES, REFUSES = Manner(0, 0), Manner(100, 0)
BEGIN = now() - timedelta(hours=1)


@pytest.fixture
def partner(client):
    """INFOP, played; its network is the client of the tests."""
    agreed("referral")
    made = enter("INFOP", ISSUER, is_demo=True)

    def web(method, address, *, body=b"", headers=None):
        told = dict(headers or {})
        kind = told.pop("Content-Type", "application/octet-stream")
        path = address.removeprefix(ISSUER).replace("http://testserver", "")
        answer = client.generic(method, path, body or b"", content_type=kind, headers=told)
        return Answered(answer.status_code, answer.content, dict(answer.items()))

    made.web = web
    return made


@pytest.fixture
def referral(dunia, case, need, service):  # noqa: F811
    allow(dunia, case, service)
    return sent(dunia, case, service, need)


def rounds(partner, manner, count):
    return [(each.verb, each.status) for _ in range(count) for each in play_round(partner, manner, BEGIN)]


def test_a_partner_that_takes_it_goes_round_to_the_end(partner, referral):
    done = rounds(partner, TAKES, 6)
    assert [verb for verb, _status in done] == ["received", "accepted", "accepted", "in-progress", "completed"]
    assert {status for _verb, status in done} == {200}
    assert row(referral).state == "delivered"
    assert [each.verb for each in steps(referral)] == ["send", "acknowledge", "accept", "schedule", "attend", "deliver"]


def test_a_partner_that_refuses_says_why(partner, referral):
    assert rounds(partner, REFUSES, 3) == [("received", 200), ("rejected", 200)]
    assert row(referral).state == "declined"
    assert steps(referral)[-1].reason.startswith("prov_")


def test_a_partner_that_is_late_lets_it_wait_and_then_takes_it(partner, referral):
    assert rounds(partner, Manner(0, 100, 3600), 2) == []
    assert row(referral).state == "sent"
    assert rounds(partner, Manner(0, 100, 0), 1) == [("received", 200)]


def test_the_same_seed_treats_the_same_referral_alike_and_keeps_the_shares():
    names = [f"name-{number}" for number in range(1000)]
    manner = Manner(20, 30, seed=4)
    drawn = [temper(manner, each) for each in names]
    assert drawn == [temper(manner, each) for each in names]
    assert drawn != [temper(Manner(20, 30, seed=5), each) for each in names]
    assert 150 < drawn.count(Temper.REFUSES) < 250
    assert 240 < drawn.count(Temper.WAITS) < 360


def test_what_is_over_waits_for_nobody():
    ended = {"id": "x", "lastModified": now().isoformat(), "businessStatus": {"coding": [{"code": "declined"}]}}
    assert next_step(ended, TAKES, now()) is None


def test_it_enters_a_demonstration_alone_and_under_an_agreement(db):
    with pytest.raises(Refused):
        enter("INFOP", ISSUER, is_demo=False)
    with pytest.raises(Invalid, match="convenio"):
        enter("RNP", ISSUER, is_demo=True)
    with pytest.raises(Invalid, match="NADIE"):
        enter("NADIE", ISSUER, is_demo=True)


def test_its_key_is_new_each_time_it_enters(partner):
    before = Client.objects.get(code=partner.code).jwks
    enter("INFOP", ISSUER, is_demo=True)
    assert Client.objects.get(code=partner.code).jwks != before
