"""Does every address hold to its own description, whatever is sent? Schemathesis writes the requests from it."""

from urllib.parse import urlsplit

import jsonschema
import pytest
import schemathesis
from django.test.client import ClientHandler
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import positive_data_acceptance

from ruta.exchange.tests.conftest import Caller, agreed

pytestmark = pytest.mark.django_db
EFFORT = settings(
    max_examples=6, deadline=None, database=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck), derandomize=True
)  # fmt: skip
load_all_checks()
UNSUITABLE = [positive_data_acceptance]  # a cursor is made by us and a signature by its sender: neither follows from a description


def application(environ, start):
    """The handler of the tests as a server: it keeps the open transaction, which a real one would end."""
    answer = ClientHandler()(environ)
    start(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
    return [answer.content]


@pytest.fixture
def described(db):
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def token(client):
    return Caller(client, agreed(both=True)).token()


def test_each_address_answers_as_it_is_described(described, token):
    operations = [each.ok() for each in described.get_all_operations()]
    assert len(operations) > 15
    for operation in operations:

        @given(case=operation.as_strategy())
        @EFFORT
        def hold(case):
            case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, excluded_checks=UNSUITABLE)

        hold()


def test_the_addresses_of_oauth_are_described_and_a_given_token_fits(client):
    described = client.get("/api/v1/openapi.json").json()["paths"]
    metadata = client.get("/.well-known/oauth-authorization-server").json()
    for name in ("token_endpoint", "jwks_uri"):
        assert urlsplit(metadata[name]).path in described
    given_by = described["/oauth/token"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(Caller(client, agreed(both=True)).ask().json(), given_by)
