"""Do the pages of one's own account look like ours and obey the strict content policy?"""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

FORBIDDEN = re.compile(r"\sstyle=|\son[a-z]+=|<script(?![^>]*(?:\bsrc=|application/json))", re.IGNORECASE)
OUTSIDE = ["/cuenta/login/", "/cuenta/password/reset/", "/cuenta/password/reset/done/", "/cuenta/inactive/", "/cuenta/signup/"]
INSIDE = [
    "/cuenta/password/change/",
    "/cuenta/2fa/",
    "/cuenta/email/",
    "/cuenta/reauthenticate/",
    "/cuenta/2fa/totp/activate/",
    "/cuenta/2fa/webauthn/add/",
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    user = get_user_model().objects.create_user("dunia@example.org", "una-clave-de-prueba", full_name="Dunia Pineda")
    client.post("/cuenta/login/", {"login": user.email, "password": "una-clave-de-prueba"})
    client.post("/cuenta/reauthenticate/", {"password": "una-clave-de-prueba"})
    return client


def look_at(client: Client, path: str) -> str:
    answer = client.get(path)
    html = answer.content.decode()
    assert answer.status_code == 200, path
    assert not FORBIDDEN.search(html), path
    assert "build/styles.css" in html
    assert html.count("<h1") == 1
    return html


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_page_before_entering_is_ours(client: Client, path: str) -> None:
    html = look_at(client, path)
    assert "Sign" not in html


@pytest.mark.parametrize("path", INSIDE)
def test_a_page_of_the_account_is_ours(staff: Client, path: str) -> None:
    look_at(staff, path)


def test_a_wrong_password_says_what_to_do(client: Client) -> None:
    html = client.post("/cuenta/login/", {"login": "nadie@example.org", "password": "x"}).content.decode()
    assert "Revise los dos e intente otra vez." in html
    assert 'role="alert"' in html


def test_the_second_step_shows_its_square_and_its_key(staff: Client) -> None:
    html = look_at(staff, "/cuenta/2fa/totp/activate/")
    assert 'class="r-qr"' in html
    assert "data:image/svg+xml" in html
