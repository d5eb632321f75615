"""Who calls in the tests of this face? A system of INFOP, under an agreement with the employment direction."""

import time
from datetime import timedelta
from uuid import uuid4

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from ruta.base import clock
from ruta.base.context import Actor, acting_as, system
from ruta.directory.actions.agreements import (
    AgreementTerms,
    ClauseTerms,
    GrantTerms,
    PartyTerms,
    add_clause,
    add_grant,
    add_party,
    publish_revision,
    save_agreement,
)
from ruta.directory.models import Agreement, Institution
from ruta.trust.actions import ClientTerms, register_client, save_keys
from ruta.trust.models import Client

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ISSUER = "http://localhost:8000"
GIVEN = ("identity", "contact", "education_work")


def institution(code):
    return Institution.objects.get(code=code)


def staff(code, role="office_coordinator"):
    return Actor(kind="staff", institution_id=institution(code).pk, user_id=1, membership_id=1, office_id=1, role=role)


def agreed(purpose="shared_case", categories=GIVEN, *, both=False):
    """An agreement in force by which INFOP reads data of the employment direction, and with `both` the direction those of INFOP."""
    dge, infop = staff("SETRASS-DGE"), institution("INFOP")
    terms = AgreementTerms(
        title="Convenio de ejemplo", summary="Para que la formación siga al retorno.", signed_on=clock.today() - timedelta(days=9),
        valid_from=clock.today() - timedelta(days=8), lawful_basis="consent", basis_note="Permiso de cada persona",
    )  # fmt: skip
    with acting_as(staff("SETRASS-DGE", "central_coordination")):
        row = save_agreement(actor=dge, terms=terms)
        add_party(actor=dge, agreement_id=row.pk, terms=PartyTerms(institution_id=infop.pk, part="serves"))
        grant = GrantTerms(giver_id=dge.institution_id, reader_id=infop.pk, purpose=purpose, categories=categories)
        add_grant(actor=dge, agreement_id=row.pk, terms=grant)
        if both:
            back = GrantTerms(giver_id=infop.pk, reader_id=dge.institution_id, purpose=purpose, categories=categories)
            add_grant(actor=dge, agreement_id=row.pk, terms=back)
        add_clause(actor=dge, agreement_id=row.pk, terms=ClauseTerms(kind="purpose", title="Objeto", text="Formar."))
        publish_revision(actor=dge, agreement_id=row.pk, version=Agreement.objects.get(pk=row.pk).version)
        return Agreement.objects.get(pk=row.pk)


class Caller:
    """Another institution's program: it signs, asks for tokens and calls."""

    def __init__(self, web, agreement, purpose="shared_case", of="INFOP"):
        self.code = f"{of.lower()}-sistema"
        self.web, self.key = web, ECKey.generate_key("P-256", {"kid": "first", "use": "sig"})
        terms = ClientTerms(code=self.code, name=f"Sistema de {of}", institution_id=institution(of).pk)
        self.row = register_client(actor=system(None), terms=terms)
        self.give(self.key)
        self.scope = f"{agreement.number}:{purpose}"

    def give(self, *keys):
        version = Client.objects.get(pk=self.row.pk).version
        text = '{"keys": [' + ", ".join(_json(key.as_dict(private=False)) for key in keys) + "]}"
        save_keys(actor=system(None), client_id=self.row.pk, version=version, jwks=text, jwks_uri="")

    def signed(self, key=None, header=None, **changes):
        begin = int(time.time())
        claims = {
            "iss": self.code, "sub": self.code, "aud": ISSUER, "jti": uuid4().hex, "iat": begin, "exp": begin + 60
        } | changes  # fmt: skip
        key = key or self.key
        return jwt.encode({"alg": "ES256", "kid": key.kid} | (header or {}), {k: v for k, v in claims.items() if v is not None}, key)

    def ask(self, assertion=None, **changes):
        form = {
            "grant_type": "client_credentials", "client_assertion_type": ASSERTION, "client_assertion": assertion or self.signed(),
            "scope": self.scope,
        } | changes  # fmt: skip
        headers = form.pop("headers", None)
        return self.web.post("/oauth/token", form, headers=headers)

    def token(self):
        answer = self.ask()
        assert answer.status_code == 200, answer.content
        return answer.json()["access_token"]

    def bearer(self, token=None, **headers):
        return {"Authorization": f"Bearer {token or self.token()}"} | headers


def _json(value):
    import json

    return json.dumps(value)


@pytest.fixture
def agreement(db):
    return agreed()


@pytest.fixture
def caller(client, agreement):
    return Caller(client, agreement)
