"""Is the system of another institution asked only under agreement and permission, believed only when it signs, and is nothing of it kept?"""

import json

import pytest
from django.core.cache import cache
from django.urls import reverse
from joserfc.jwk import ECKey

from ruta.base.context import system
from ruta.base.models import AccessLog
from ruta.desk.people.tests.conftest import desk, other_desk, yeimi  # noqa: F401
from ruta.exchange.simulating.knowing import Register
from ruta.exchange.simulating.serving import answer
from ruta.exchange.tests.conftest import agreed, institution
from ruta.people.actions import Grant, PlaceDraft, give_consent, mark_place_unsafe, withdraw_consent
from ruta.people.models import Person
from ruta.people.tests.conftest import SIGNED, as_
from ruta.trust.actions import ClientTerms, Peer, peers, register_client, resume_client, save_keys, save_peer, suspend_client
from ruta.trust.actions.fetching import Answered
from ruta.trust.actions.signing import own_keys
from ruta.trust.models import Client, Message

pytestmark = pytest.mark.django_db
THERE, PURPOSE = "https://infop.example", "shared_case"
MACHINE = system(None)


class Partner:
    """The system of INFOP, played, behind a network of the test."""

    def __init__(self, agreement):
        self.register = Register(
            "infop-sistema", THERE, ECKey.generate_key("P-256", {"kid": "simulated", "use": "sig"}), own_keys, known=100
        )
        self.calls, self.spoil = [], lambda told: told
        terms = ClientTerms(code="infop-sistema", name="Registro de INFOP", institution_id=institution("INFOP").pk)
        self.row = register_client(actor=MACHINE, terms=terms)
        save_keys(actor=MACHINE, client_id=self.row.pk, version=self.version, jwks=json.dumps(self.register.own_keys()), jwks_uri="")
        peer = Peer(THERE, "setrass-sistema", f"{agreement.number}:{PURPOSE}")
        save_peer(actor=MACHINE, client_id=self.row.pk, version=self.version, peer=peer)

    @property
    def version(self):
        return Client.objects.get(pk=self.row.pk).version

    def __call__(self, method, address, *, body=None, headers=None):
        path = address.removeprefix(THERE)
        status, told = answer(self.register, method, path, headers, body or b"")
        if path != "/oauth/token":
            self.calls.append(json.loads(body))
            told = self.spoil(told)
        return Answered(status, json.dumps(told).encode(), {"Content-Type": "application/json"})


@pytest.fixture
def partner(db, monkeypatch):
    cache.clear()
    made = Partner(agreed(PURPOSE, both=True))
    monkeypatch.setattr(peers, "called", made)
    return made


@pytest.fixture
def allowed(desk, yeimi):  # noqa: F811
    grants = (Grant(institution("INFOP").pk, PURPOSE, ()),)
    return give_consent(actor=desk.actor, person_id=yeimi, grants=grants, manner=SIGNED)[0]


def page(client, person):
    return client.get(reverse("desk:systems", args=[person]))


def asked(client, person, partner):
    return client.post(reverse("desk:ask-system", args=[person]), {"system": partner.row.pk})


def test_what_it_says_is_shown_as_its_word_and_changes_nothing(desk, yeimi, partner, allowed):  # noqa: F811
    assert "Preguntar a INFOP" in page(desk, yeimi).content.decode()
    assert partner.calls == [], "looking asks nobody"
    with as_(desk.actor):
        before = Person.objects.values().get(pk=yeimi)
    html = asked(desk, yeimi, partner).content.decode()
    assert "Lo que dice INFOP" in html
    assert "DNI 0501-1996-04821" in html
    [told] = partner.calls
    assert told["message"]["search_request"][0]["search_criteria"]["consent"]["purpose"]["code"] == PURPOSE
    with as_(desk.actor):
        assert Person.objects.values().get(pk=yeimi) == before
    tried, answered = Message.objects.using("log").filter(service="sent: POST dci").order_by("pk")
    assert (tried.person_id, tried.categories, tried.purpose, tried.status) == (yeimi, ["identity"], PURPOSE, 102)
    assert (answered.person_id, answered.status, answered.message_id) == (None, 200, tried.message_id)
    assert AccessLog.objects.using("log").filter(kind="ask_system", person_id=yeimi).count() == 1


def test_without_a_permission_nobody_is_asked(desk, yeimi, partner):  # noqa: F811
    assert "A nadie por ahora" in page(desk, yeimi).content.decode()
    assert asked(desk, yeimi, partner).status_code == 403
    assert partner.calls == []


def test_nor_when_it_was_withdrawn_nor_of_a_suspended_system(desk, yeimi, partner, allowed):  # noqa: F811
    suspend_client(actor=MACHINE, client_id=partner.row.pk, version=partner.version, note="Prueba")
    assert asked(desk, yeimi, partner).status_code == 403
    resume_client(actor=MACHINE, client_id=partner.row.pk, version=partner.version)
    withdraw_consent(actor=desk.actor, consent_id=allowed)
    assert asked(desk, yeimi, partner).status_code == 403
    assert partner.calls == []


def test_nor_without_an_agreement_that_lets_us_read(desk, yeimi, monkeypatch, allowed):  # noqa: F811
    cache.clear()
    made = Partner(agreed(PURPOSE))  # they read of us, we not of them
    monkeypatch.setattr(peers, "called", made)
    assert asked(desk, yeimi, made).status_code == 403
    assert made.calls == []


def test_nor_where_the_person_is_in_danger(desk, yeimi, partner, allowed):  # noqa: F811
    mark_place_unsafe(actor=desk.actor, person_id=yeimi, place=PlaceDraft(institution_id=institution("INFOP").pk), reason="Prueba")
    assert asked(desk, yeimi, partner).status_code == 403
    assert partner.calls == []


def test_a_person_of_another_institution_is_asked_about_by_nobody_here(other_desk, desk, yeimi, partner, allowed):  # noqa: F811
    assert page(other_desk, yeimi).status_code == 404
    assert asked(other_desk, yeimi, partner).status_code == 404


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told | {"signature": "a..b"},
        lambda told: told | {"message": told["message"] | {"transaction_id": "another"}},
        lambda _told: {},
        lambda _told: [],
    ],
)
def test_an_answer_that_is_not_signed_or_not_to_this_question_says_nothing(desk, yeimi, partner, allowed, spoil):  # noqa: F811
    partner.spoil = spoil
    html = asked(desk, yeimi, partner).content.decode()
    assert "no contestó bien" in html
    assert "Lo que dice INFOP" not in html


def test_who_is_not_known_there_is_said_to_be_not_told(desk, yeimi, partner, allowed):  # noqa: F811
    partner.register.known = 0
    assert "no puede decir nada" in asked(desk, yeimi, partner).content.decode()
