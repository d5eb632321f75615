"""Does a token go only to whoever proves to be a registered system, for an agreement in force, and does it open nothing afterwards?"""

import json
import time
from base64 import b64encode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from ruta.base.context import acting_as, system
from ruta.base.errors import Conflict, Invalid, Refused
from ruta.directory.actions.agreements import move_agreement
from ruta.directory.models import Agreement
from ruta.exchange.tests.conftest import ISSUER, staff
from ruta.trust.actions import (
    ClientTerms,
    add_certificate,
    fetch_keys,
    granted_by,
    register_client,
    remove_key,
    resume_client,
    save_keys,
    suspend_client,
)
from ruta.trust.actions import clients as client_actions
from ruta.trust.models import Client, UsedAssertion

pytestmark = pytest.mark.django_db


def test_a_signed_assertion_gets_a_short_token_for_one_agreement_and_purpose(caller, agreement):
    answer = caller.ask()
    assert answer.status_code == 200
    told = answer.json()
    assert told["token_type"] == "Bearer"
    assert told["expires_in"] <= 600
    granted = granted_by(told["access_token"])
    assert granted.scope.agreement_id == agreement.pk
    assert granted.scope.purpose == "shared_case"
    assert granted.actor.institution_id == caller.row.institution_id
    assert (granted.actor.kind, granted.actor.user_id, granted.actor.role) == ("client", None, "")
    assert "no-store" in answer["Cache-Control"]


REFUSED = {
    "expired": {"exp": int(time.time()) - 3600, "iat": int(time.time()) - 3700},
    "for another server": {"aud": "https://otro.example"},
    "for us and another": {"aud": [ISSUER, "https://otro.example"]},
    "without an end": {"exp": None},
    "too long": {"exp": int(time.time()) + 90_000},
    "not yet": {"nbf": int(time.time()) + 9_000},
    "without a number": {"jti": None},
    "in another's name": {"iss": "otra"},
    "an end that is no number": {"exp": "mañana"},
}


@pytest.mark.parametrize("changes", REFUSED.values(), ids=REFUSED.keys())
def test_an_assertion_is_refused(caller, changes):
    answer = caller.ask(caller.signed(**changes))
    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_client"


def test_an_assertion_proves_nothing_a_second_time(caller):
    assertion = caller.signed()
    assert caller.ask(assertion).status_code == 200
    again = caller.ask(assertion)
    assert (again.status_code, again.json()["error"]) == (401, "invalid_client")
    assert UsedAssertion.objects.count() == 1


def test_an_assertion_is_used_up_even_where_the_scope_was_wrong(caller):
    assertion = caller.signed()
    assert caller.ask(assertion, scope="C-9999:shared_case").json()["error"] == "invalid_scope"
    assert caller.ask(assertion).status_code == 401


def part(value):
    return urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_a_stranger_key_no_signature_and_a_shared_secret_prove_nothing(caller):
    stranger = ECKey.generate_key("P-256", {"kid": "first"})
    public = caller.key.as_pem(private=False)
    begin = int(time.time())
    claims = {"iss": "infop-sistema", "sub": "infop-sistema", "aud": ISSUER, "jti": "x", "exp": begin + 60}
    forged = [
        caller.signed(stranger),
        f"{part({'alg': 'none'})}.{part(claims)}.",
        jwt.encode({"alg": "HS256", "kid": "first"}, claims, OctKey.import_key(public.replace(b"-----", b""))),
        "a.b.c",
        "",
    ]
    for assertion in forged:
        assert caller.ask(assertion or " ").status_code == 401, assertion


@pytest.mark.parametrize("scope", ["", "C-9999:shared_case", "C-0001:referral C-0001:shared_case", "openid"])
def test_only_an_agreement_in_force_and_one_of_its_purposes_is_a_scope(caller, scope):
    answer = caller.ask(scope=scope)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")


def test_other_grants_and_doubled_parameters_are_refused(caller):
    assert caller.ask(grant_type="password").json()["error"] == "unsupported_grant_type"
    assert caller.ask(scope=[caller.scope, caller.scope]).json()["error"] == "invalid_request"
    assert caller.ask(client_assertion_type="x").status_code == 401
    assert caller.web.get("/oauth/token").status_code == 405


def test_a_token_ends_soon_and_with_the_agreement_and_the_system(caller, agreement):
    token = caller.token()
    assert granted_by(token)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11), tick=False):
        assert granted_by(token) is None
    row = Client.objects.get(pk=caller.row.pk)
    suspended = suspend_client(actor=system(None), client_id=row.pk, version=row.version, note="Clave perdida")
    assert granted_by(token) is None
    assert caller.ask().status_code == 401
    resume_client(actor=system(None), client_id=row.pk, version=suspended.version)
    assert granted_by(token)
    with acting_as(staff("SETRASS-DGE", "central_coordination")):
        row = Agreement.objects.get(pk=agreement.pk)
        move_agreement(actor=staff("SETRASS-DGE"), agreement_id=row.pk, state="suspended", note="Se revisa")
    assert granted_by(token) is None


def test_a_forged_token_opens_nothing(caller):
    token = caller.token()
    head, body, _signature = token.split(".")
    stranger = jwt.encode({"alg": "HS256", "typ": "at+jwt"}, {"client_id": "infop-sistema"}, OctKey.generate_key(256))
    for forged in (f"{head}.{body}.", f"{head}.{body}.AAAA", stranger, "x", ""):
        assert granted_by(forged) is None
    assert caller.web.post("/api/v1/nothing", headers={"Authorization": "Bearer x"}).status_code == 404


def test_keys_rotate_without_a_gap(caller):
    second = ECKey.generate_key("P-256", {"kid": "second"})
    caller.give(second)
    assert caller.ask(caller.signed(second)).status_code == 200
    assert caller.ask(caller.signed(caller.key)).status_code == 200
    version = Client.objects.get(pk=caller.row.pk).version
    remove_key(actor=system(None), client_id=caller.row.pk, version=version, kid="first")
    assert caller.ask(caller.signed(caller.key)).status_code == 401
    assert caller.ask(caller.signed(second)).status_code == 200


def test_keys_at_an_address_are_read_again_when_an_unknown_one_signs_but_not_at_each_knock(caller, monkeypatch):
    third, asked = ECKey.generate_key("P-256", {"kid": "third"}), []
    published = json.dumps({"keys": [third.as_dict(private=False)]}).encode()

    def at_the_address(address, **_more):
        asked.append(address)
        return published

    monkeypatch.setattr(client_actions, "fetched", at_the_address)
    version = Client.objects.get(pk=caller.row.pk).version
    save_keys(actor=system(None), client_id=caller.row.pk, version=version, jwks="", jwks_uri="https://infop.example/jwks")
    assert caller.ask(caller.signed(third)).status_code == 200
    stranger = ECKey.generate_key("P-256", {"kid": "nobody"})
    assert caller.ask(caller.signed(stranger)).status_code == 401
    assert caller.ask(caller.signed(stranger)).status_code == 401
    assert asked == ["https://infop.example/jwks"]
    assert not fetch_keys(actor=system(None), client_id=caller.row.pk)


def private_text(key):
    return json.dumps({"keys": [key.as_dict(private=True)]})


def test_what_is_no_set_of_public_keys_is_refused_with_a_sentence(caller):
    version = Client.objects.get(pk=caller.row.pk).version
    for text in ("{", "[]", '{"keys": [{"kty": "oct", "k": "eA", "kid": "x"}]}', '{"keys": [{"kty": "EC", "kid": "x"}]}',
                 '{"keys": [{"kty": "RSA", "n": "eA", "e": "AQAB", "kid": "x"}]}', private_text(caller.key)):  # fmt: skip
        with pytest.raises(Invalid):
            save_keys(actor=system(None), client_id=caller.row.pk, version=version, jwks=text, jwks_uri="")
    with pytest.raises(Conflict):
        save_keys(actor=system(None), client_id=caller.row.pk, version=version - 1, jwks="", jwks_uri="")


def test_only_who_administers_registers_systems(caller):
    terms = ClientTerms(code="otro", name="Otro", institution_id=caller.row.institution_id)
    with pytest.raises(Refused):
        register_client(actor=staff("SETRASS-DGE"), terms=terms)
    with pytest.raises(Invalid):
        register_client(actor=system(None), terms=ClientTerms(code="infop-sistema", name="x", institution_id=caller.row.institution_id))


@pytest.fixture
def certificate():
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "infop-sistema")])
    begin = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
    return made.not_valid_before(begin).not_valid_after(begin + timedelta(days=9)).sign(key, hashes.SHA256())


def as_header(certificate):
    return ":" + b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode() + ":"


def test_a_token_is_bound_to_the_certificate_that_the_proxy_passes(caller, certificate, settings):
    settings.CLIENT_CERTIFICATE_HEADER = "Client-Cert"
    version = Client.objects.get(pk=caller.row.pk).version
    pem = certificate.public_bytes(serialization.Encoding.PEM).decode()
    add_certificate(actor=system(None), client_id=caller.row.pk, version=version, pem=pem)
    assert caller.ask().status_code == 401, "a client with a registered certificate shows it"
    answer = caller.ask(headers={"Client-Cert": as_header(certificate)})
    assert answer.status_code == 200
    token, der = answer.json()["access_token"], certificate.public_bytes(serialization.Encoding.DER)
    assert granted_by(token, der)
    assert granted_by(token) is None
    assert granted_by(token, der + b"x") is None


def test_without_a_proxy_of_ours_the_header_means_nothing(caller, certificate):
    answer = caller.ask(headers={"Client-Cert": as_header(certificate)})
    assert granted_by(answer.json()["access_token"]), "the token is not bound"


def test_a_library_finds_what_it_needs(client):
    told = client.get("/.well-known/oauth-authorization-server").json()
    assert told["issuer"] == ISSUER
    assert told["token_endpoint"] == f"{ISSUER}/oauth/token"
    assert told["token_endpoint_auth_methods_supported"] == ["private_key_jwt"]
