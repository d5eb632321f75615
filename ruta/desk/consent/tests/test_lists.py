"""Are requests, permissions that end and readings without permission searched, filtered, sorted and exported?"""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from ruta.base.clock import now
from ruta.base.models import AccessLog
from ruta.desk.people.tests.conftest import browser
from ruta.desk.people.tests.test_searching import found
from ruta.people.actions import Grant, give_consent, open_override
from ruta.people.tests.conftest import SIGNED, actor_of, as_, draft, register_person
from ruta.people.tests.test_consenting import WHY

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db):
    return browser("SETRASS-DGE")


@pytest.fixture
def yeimi(desk):
    return register_person(actor=desk.actor, office_id=desk.actor.office_id, draft=draft())


@pytest.fixture
def infop(db):
    return browser("INFOP")


@pytest.fixture
def coordinator(desk):
    return browser("SETRASS-DGE", "office_coordinator")


def html_of(client, name, **query):
    return client.get(reverse(name), query).content.decode()


def search(client, name, text):
    return client.post(reverse(name), {"q": text}, follow=True).content.decode()


def lines(client, name, **query):
    answer = client.get(reverse(name), {"formato": "csv", **query})
    return b"".join(answer.streaming_content).decode().splitlines()


@pytest.fixture
def request_of_infop(infop, yeimi):
    handle = found(infop).split('name="handle" value="')[1].split('"')[0]
    infop.post(reverse("desk:ask-access"), {"handle": handle, "purpose": "shared_case", "note": "Curso"})


def test_requests_are_searched_filtered_and_exported(desk, infop, yeimi, request_of_infop):
    assert "Yeimi" in html_of(desk, "desk:access-requests")
    assert "Yeimi" in search(desk, "desk:access-requests", "mejía")
    assert "Yeimi" not in search(desk, "desk:access-requests", "zelaya")
    assert "Yeimi" not in html_of(desk, "desk:access-requests", estado="refused")
    assert "Yeimi" in html_of(desk, "desk:access-requests", quien=str(infop.actor.institution_id), para="shared_case", orden="-pedido")
    head, row = lines(desk, "desk:access-requests", estado="pendientes")
    assert "Persona" in head and "Yeimi Lorena Mejía Orellana" in row and "INFOP" in row
    with as_(desk.actor):
        logged = AccessLog.objects.using("log").filter(user_id=desk.actor.user_id)
        assert {"search", "export"} <= set(logged.values_list("kind", flat=True))


def test_who_asks_exports_nothing_of_the_person(infop, yeimi, request_of_infop):
    assert "Espera respuesta" in html_of(infop, "desk:access-asked")
    assert "Espera respuesta" not in html_of(infop, "desk:access-asked", estado="granted")
    _, row = lines(infop, "desk:access-asked")
    assert "Yeimi" not in row and "Mejía" not in row


def test_who_asks_finds_a_request_by_its_purpose_note_or_number_and_never_by_the_person(infop, yeimi, request_of_infop):
    number = lines(infop, "desk:access-asked")[1].split(",")[0].strip('"')
    for typed, is_found in (
        ("cúrso", True),
        ("CURSO caso", True),
        (number, True),
        ("taller", False),
        (f"{number}9", False),
        ("mejía", False),
        ("yeimi", False),
    ):
        assert ("Espera respuesta</" in search(infop, "desk:access-asked", typed)) is is_found, typed
    address = infop.post(reverse("desk:access-asked"), {"q": "Curso"})["Location"]
    assert "busca=" in address and "urso" not in address


def test_who_cannot_answer_sees_what_the_institution_asked(desk):
    broker = browser("SETRASS-DGE", "receptionist")
    assert broker.get(reverse("desk:access-requests"))["Location"] == reverse("desk:access-asked")


@pytest.fixture
def permissions(desk, infop, yeimi):
    other = register_person(
        actor=desk.actor, office_id=desk.actor.office_id,
        draft=draft(given_names="Óscar", surnames="Zelaya", identifiers=(), contacts=(), birth_date=None),
    )  # fmt: skip
    for days, person in ((345, yeimi), (290, other)):
        with time_machine.travel(now() - timedelta(days=days), tick=False):
            give_consent(actor=desk.actor, person_id=person, grants=(Grant(infop.actor.institution_id, "shared_case"),), manner=SIGNED)


def test_permissions_that_end_are_asked_for_by_time_institution_and_name(desk, infop, permissions):
    soon = html_of(desk, "desk:ending-consents")
    assert "Yeimi" in soon and "Óscar" not in soon
    later = html_of(desk, "desk:ending-consents", plazo="90", orden="-vence", quien=str(infop.actor.institution_id), para="shared_case")
    assert later.index("Óscar") < later.index("Yeimi")
    assert "Yeimi" not in html_of(desk, "desk:ending-consents", plazo="90", para="referral")
    assert "Óscar" in search(desk, "desk:ending-consents", "zelaya")
    assert len(lines(desk, "desk:ending-consents", plazo="90")) == 3


def test_readings_without_permission_stay_to_be_found_after_their_review(coordinator, yeimi):
    guard = actor_of("CONADEH", "protection_officer")
    with as_(guard):
        made = open_override(actor=guard, person_id=yeimi, lawful_basis="vital_interest", reason=WHY, categories=("identity",))
    assert WHY in html_of(coordinator, "desk:override-reviews")
    assert WHY in search(coordinator, "desk:override-reviews", "mej")
    coordinator.post(reverse("desk:override-review", args=[made]), {"verdict": "justified", "note": "Había riesgo"})
    assert WHY not in html_of(coordinator, "desk:override-reviews")
    assert "Había riesgo" in html_of(coordinator, "desk:override-reviews", estado="justified")
    assert WHY not in html_of(coordinator, "desk:override-reviews", estado="", base="court_order")
    assert "Justificado" in lines(coordinator, "desk:override-reviews", estado="")[1]
