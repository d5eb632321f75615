"""Are the secrets of a second factor sealed, and is it asked for whenever it is missing?"""

import time

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from ruta.accounts.actions import create_user
from ruta.accounts.adapter import SEALED
from ruta.base.context import system
from ruta.directory.models import Office

pytestmark = pytest.mark.django_db
PASSWORD = "una-clave-de-prueba-larga"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def user():
    office = Office.objects.filter(kind="si_empleo").first()
    return create_user(
        actor=system(None), email="dunia@ejemplo.hn", full_name="Dunia Prueba", office_code=office.code, role="counsellor", password=PASSWORD
    )  # fmt: skip


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def kept(user, kind):
    return Authenticator.objects.get(user=user, type=kind).data


def test_a_seed_of_codes_is_kept_sealed_and_its_codes_pass(user):
    factor = TOTP.activate(user, SECRET)
    assert kept(user, "totp")["secret"].startswith(SEALED)
    assert SECRET not in str(kept(user, "totp"))
    assert factor.validate_code(code_of(SECRET))
    assert not factor.validate_code("000000")


def test_recovery_codes_are_sealed_too(user):
    codes = RecoveryCodes.activate(user)
    assert kept(user, "recovery_codes")["seed"].startswith(SEALED)
    again = RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes"))
    assert again.generate_codes() == codes.generate_codes()
    assert again.validate_code(codes.generate_codes()[3])


def test_a_row_from_before_works_and_is_sealed_by_the_migration(user):
    from importlib import import_module

    from django.apps import apps

    row = Authenticator.objects.create(user=user, type="totp", data={"secret": SECRET})
    assert TOTP(row).validate_code(code_of(SECRET))
    migration = import_module("ruta.accounts.migrations.0003_sealed_factors")
    migration.seal(apps, None)
    migration.seal(apps, None)
    sealed = kept(user, "totp")["secret"]
    assert sealed.startswith(SEALED)
    assert get_adapter().decrypt(sealed) == SECRET
    migration.unseal(apps, None)
    assert kept(user, "totp")["secret"] == SECRET


def test_under_another_secret_no_code_passes_and_nothing_breaks(user, settings):
    factor = TOTP.activate(user, SECRET)
    settings.FACTOR_KEY = "another"
    assert not factor.validate_code(code_of(SECRET))
    assert RecoveryCodes.activate(user).generate_codes()


def signed_in(client):
    client.post("/cuenta/login/", {"login": "dunia@ejemplo.hn", "password": PASSWORD})
    return client


def test_a_factor_that_comes_or_goes_counts_in_every_session_at_once(client, user, settings):
    signed_in(client)
    settings.REQUIRE_MFA = True
    assert client.get("/")["Location"] == "/cuenta/2fa/"
    factor = Authenticator.objects.create(user=user, type="totp", data={"secret": get_adapter().encrypt(SECRET)})
    assert client.get("/")["Location"] != "/cuenta/2fa/"
    factor.delete()
    assert client.get("/")["Location"] == "/cuenta/2fa/"


def test_recovery_codes_alone_are_no_second_factor(client, user, settings):
    signed_in(client)
    settings.REQUIRE_MFA = True
    RecoveryCodes.activate(user)
    assert client.get("/")["Location"] == "/cuenta/2fa/"


def test_who_has_no_role_is_asked_too(client, user, settings):
    user.memberships.update(is_active=False)
    signed_in(client)
    settings.REQUIRE_MFA = True
    assert client.get("/mi-cola/")["Location"] == "/cuenta/2fa/"
