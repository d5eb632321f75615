"""What can somebody do at a machine, a form or a door that is not theirs?"""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings as product
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from ruta.accounts.actions import create_user, end_membership, grant_membership
from ruta.accounts.models import User
from ruta.base.clock import now
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import Refused
from ruta.base.models import AuditEvent
from ruta.base.readonly import ReadOnlyAdmin
from ruta.directory.models import Institution, Office

pytestmark = pytest.mark.django_db
PASSWORD = "una-clave-de-prueba-larga"
PAGES = [
    "/cuenta/login/",
    "/",
    "/personas/",
    "/no-hay/",
    "/personas/999999999/",
    "/vigilancia/personal/",
    "/administracion/",
    "/cuenta/2fa/",
]


def member(role="counsellor", email="dunia@ejemplo.hn", **flags):
    office = Office.objects.filter(kind="si_empleo").first()
    user = create_user(actor=system(None), email=email, full_name="Dunia Prueba", office_code=office.code, role=role, password=PASSWORD)
    User.objects.filter(pk=user.pk).update(**flags) if flags else None
    return user


def signed_in(user, password=PASSWORD):
    client = Client()
    client.post("/cuenta/login/", {"login": user.email, "password": password})
    return client


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_kept_and_every_page_has_its_policy(path):
    client = signed_in(member())
    client.raise_request_exception = False
    answer = client.get(path, follow=True)
    assert "no-store" in answer["Cache-Control"], path
    assert "default-src 'none'" in answer["Content-Security-Policy"], path
    assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"], answer["Referrer-Policy"]) == ("DENY", "nosniff", "same-origin")


def test_a_failure_of_ours_has_its_policy_too(monkeypatch):
    client = signed_in(member())
    client.raise_request_exception = False
    monkeypatch.setattr("ruta.accounts.selectors.current_membership", lambda request: 1 / 0)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "no-store" in answer["Cache-Control"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_the_admin_site_has_no_door_of_its_own():
    """Django's own form asks for a password alone: neither throttle nor second factor."""
    boss = member("administrator", "jefa@ejemplo.hn")
    for client in (Client(), signed_in(member())):
        before = client.session.get("_auth_user_id")
        answer = client.post("/administracion/login/", {"username": boss.email, "password": PASSWORD})
        assert answer.status_code in {302, 403}
        assert client.session.get("_auth_user_id") == before


def test_the_admin_site_shows_reference_rows_and_writes_none():
    registered = admin.site._registry
    assert registered
    assert all(isinstance(each, ReadOnlyAdmin) for each in registered.values())
    assert {model._meta.app_label for model in registered} <= {"territory", "taxonomy", "directory"}
    assert Group not in registered


def test_a_superuser_of_the_admin_site_reads_no_person(as_superuser):
    client = signed_in(member("administrator", "jefa@ejemplo.hn", is_superuser=True))
    assert client.get("/administracion/").status_code == 200
    for path in (
        "people/person",
        "cases/case",
        "account/emailaddress",
        "mfa/authenticator",
        "accounts/user",
        "procrastinate/procrastinatejob",
    ):
        assert client.get(f"/administracion/{path}/").status_code == 404


def test_a_deactivated_user_is_out_at_once():
    user = member()
    client = signed_in(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/personas/").status_code == 302
    assert not is_in(signed_in(user))


def test_an_ended_session_is_nobody():
    client = signed_in(member())
    assert client.get("/personas/").status_code == 200
    Session.objects.update(expire_date=now() - timedelta(seconds=1))
    assert client.get("/personas/").status_code == 302


def test_a_new_password_ends_the_other_sessions():
    user = member()
    here, elsewhere = signed_in(user), signed_in(user)
    new = "otra-clave-de-prueba-larga"
    here.post("/cuenta/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.get("/cuenta/2fa/").status_code == 200
    assert elsewhere.get("/cuenta/2fa/").status_code == 302


@pytest.mark.parametrize("ending", ["membership", "office", "institution", "day"])
def test_whoever_lost_the_place_sees_nothing_from_the_next_click(ending):
    user = member()
    client, membership = signed_in(user), user.memberships.get()
    client.get("/")
    match ending:
        case "membership":
            end_membership(actor=system(None), membership=membership)
        case "office":
            Office.objects.filter(pk=membership.office_id).update(is_active=False)
        case "institution":
            Institution.objects.filter(pk=membership.office.institution_id).update(is_active=False)
        case "day":
            user.memberships.update(valid_until="2020-01-01")
    assert client.get("/personas/").wsgi_request.actor is None


def test_nobody_gives_a_role_to_themselves():
    boss = member("administrator", "jefa@ejemplo.hn")
    actor = Actor(kind="staff", user_id=boss.pk, institution_id=1, role="administrator")
    with pytest.raises(Refused):
        grant_membership(actor=actor, user=boss, office=Office.objects.first(), role="protection_officer")


def test_who_got_a_role_and_from_whom_is_in_the_audit():
    boss, user = member("administrator", "jefa@ejemplo.hn"), member()
    office = Office.objects.first()
    actor = Actor(kind="staff", user_id=boss.pk, institution_id=office.institution_id, role="administrator")
    given = grant_membership(actor=actor, user=user, office=office, role="auditor")
    with acting_as(actor):
        row = AuditEvent.objects.get(table_name="accounts_membership", row_id=given.pk, verb="insert")
    assert (row.user_id, row.owner_institution_id) == (boss.pk, office.institution_id)


def test_the_audit_of_accounts_keeps_no_password(as_superuser):
    user = member()
    user.set_password("otra-clave-de-prueba-larga")
    with acting_as(system(1)):
        user.save()
        rows = [row.changes for row in AuditEvent.objects.filter(table_name="accounts_user", row_id=user.pk, verb="update")]
    assert rows == [{"password": [None, None]}]


def test_a_reset_says_the_same_whether_the_account_exists():
    user = member()
    known, unknown = (Client().post("/cuenta/password/reset/", {"email": email}) for email in (user.email, "nadie@ejemplo.hn"))
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("value", ["abc", "", "-1", "9" * 40, "1; DROP TABLE x"])
def test_a_role_that_is_no_number_is_refused_with_a_sentence(value):
    assert signed_in(member()).post("/sesion/rol/", {"membership": value}).status_code == 403


@pytest.mark.parametrize("away", ["https://mal.example/", "//mal.example/", "javascript:alert(1)", "\\\\mal.example"])
def test_nobody_is_sent_elsewhere(away):
    user = member()
    for path, data in (
        ("/tema/", {"theme": "dark", "next": away}),
        ("/idioma/", {"language": "en", "next": away}),
        ("/cuenta/login/", {"login": user.email, "password": PASSWORD, "next": away}),
    ):
        assert Client().post(path, data)["Location"].startswith("/"), path
        assert "mal.example" not in Client().post(path, data)["Location"]


def test_a_stranger_host_is_refused():
    assert Client().get("/cuenta/login/", headers={"host": "mal.example"}).status_code == 400
    assert "testserver" not in os.environ.get("RUTA_HOSTS", "")


def test_a_body_that_is_too_large_is_refused_before_it_is_read():
    answer = Client().post("/cuenta/login/", data=b"x", content_type="text/plain", CONTENT_LENGTH=str(10**10))
    assert answer.status_code == 413
    assert "no-store" in answer["Cache-Control"]


def test_messages_stay_on_the_server():
    """The cookie of messages would carry names to the disk of a shared machine."""
    assert product.MESSAGE_STORAGE.endswith("SessionStorage")


SHOW = (
    "from ruta.config import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, "
    "s.SECURE_HSTS_SECONDS > 0, s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY, 'testserver' not in s.ALLOWED_HOSTS, "
    "s.ALLAUTH_TRUSTED_PROXY_COUNT == 1, s.CACHES['default']['OPTIONS']['MAX_ENTRIES'] >= 10_000)"
)


def test_over_https_every_cookie_is_secure_and_the_proxy_is_known():
    environment = {**os.environ, "RUTA_HTTPS": "1", "RUTA_DB_ROLE": "ruta_app"}
    done = subprocess.run([sys.executable, "-c", SHOW], env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - our own settings
    assert set(done.stdout.split()) == {"True"}, done.stdout
