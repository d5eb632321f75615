"""Does every address hold to its own description, whatever is sent? Schemathesis writes the requests from it."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import load_all_checks

from ruta.config.wsgi import application
from ruta.exchange.tests.conftest import Caller, agreed

pytestmark = pytest.mark.django_db
EFFORT = settings(
    max_examples=6, deadline=None, database=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck), derandomize=True
)  # fmt: skip
load_all_checks()


@pytest.fixture
def described(db):
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def token(client):
    return Caller(client, agreed()).token()


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@EFFORT
def test_an_address_answers_as_it_is_described(case, token):
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"})
