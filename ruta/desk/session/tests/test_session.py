"""Does somebody act only as what they are, for as long as they are there?"""

import time

import pytest

from ruta.accounts.actions import create_user, end_membership, grant_membership
from ruta.base.context import system
from ruta.directory.models import Office

pytestmark = pytest.mark.django_db
PASSWORD = "una-clave-de-prueba-larga"


@pytest.fixture
def user():
    office = Office.objects.filter(kind="si_empleo").first()
    return create_user(
        actor=system(None),
        email="dunia@ejemplo.hn",
        full_name="Dunia Prueba",
        office_code=office.code,
        role="counsellor",
        password=PASSWORD,
    )


def login(client, password=PASSWORD):
    return client.post("/cuenta/login/", {"login": "dunia@ejemplo.hn", "password": password})


def test_a_user_signs_in_with_the_right_password_only(client, user):
    assert login(client, "otra-clave-larga-000").status_code == 200
    response = login(client)
    assert (response.status_code, response["Location"]) == (302, "/")


def test_the_session_key_changes_at_sign_in_and_when_the_role_changes(client, user):
    client.get("/cuenta/login/")
    login(client)
    first = client.session.session_key
    other = grant_membership(actor=system(None), user=user, office=Office.objects.last(), role="broker")
    assert client.post("/sesion/rol/", {"membership": other.pk}).status_code == 302
    assert client.session.session_key != first


def test_nobody_takes_a_role_that_is_not_theirs(client, user):
    login(client)
    stranger = create_user(
        actor=system(None),
        email="otra@ejemplo.hn",
        full_name="Otra",
        office_code=Office.objects.last().code,
        role="auditor",
        password=PASSWORD,
    )
    foreign = stranger.memberships.get()
    assert client.post("/sesion/rol/", {"membership": foreign.pk}).status_code == 403
    mine = user.memberships.get()
    end_membership(actor=system(None), membership=mine)
    assert client.post("/sesion/rol/", {"membership": mine.pk}).status_code == 403


def test_idle_people_are_signed_out(client, user, settings):
    login(client)
    client.get("/")
    session = client.session
    session["seen"] = int(time.time()) - settings.IDLE_SECONDS - 1
    session.save()
    assert client.get("/salud/").status_code == 200
    assert "_auth_user_id" not in client.session


def test_failed_attempts_are_throttled(client, user):
    answers = [login(client, f"clave-equivocada-{n}") for n in range(8)]
    assert {answer.status_code for answer in answers} <= {200, 429}
    assert login(client).status_code != 302


def test_without_a_second_factor_only_its_page_opens_when_it_is_demanded(client, user, settings):
    settings.REQUIRE_MFA = True
    login(client)
    assert client.get("/")["Location"] == "/cuenta/2fa/"


def test_nobody_signs_up_alone(client):
    assert client.get("/cuenta/signup/").status_code == 200
    response = client.post("/cuenta/signup/", {"email": "yo@ejemplo.hn", "password1": PASSWORD})
    assert response.status_code == 200
    from ruta.accounts.models import User

    assert not User.objects.filter(email="yo@ejemplo.hn").exists()
