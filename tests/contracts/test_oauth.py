"""Does a client library that others wrote get a token of our server, and nothing by a wrong, late or used proof?"""

import json

import pytest

from ruta.exchange.tests.conftest import Caller, agreed
from tests.contracts.serving import ROOT, answered_while, opened

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]
LIBRARY = ROOT / "frontend/node_modules/oauth4webapi/build/index.js"


@pytest.fixture
def told(client, settings):
    if not LIBRARY.exists():
        pytest.skip("oauth4webapi is not there: npm --prefix frontend ci")
    server = opened()
    settings.PUBLIC_ADDRESS = f"http://127.0.0.1:{server.server_port}"
    caller = Caller(client, agreed())
    asked = {"issuer": settings.PUBLIC_ADDRESS, "client_id": caller.code, "scope": caller.scope, "key": caller.key.as_dict(private=True)}
    return json.loads(answered_while(server, ["node", "tests/contracts/oauth_client.mjs", str(LIBRARY)], json.dumps(asked)))


def test_an_oauth_library_of_others_is_served_and_cannot_cheat(told):
    good = told["good"]
    assert (good["status"], good["type"], good["seconds"]) == (200, "bearer", 300)
    assert told["resource"] in (200, 422), "the token opens the address: what was sent is judged, not who sent it"
    for cheat in ("wrong_audience", "two_audiences", "expired", "of_another"):
        assert (told[cheat]["status"], told[cheat]["error"]) == (401, "invalid_client"), cheat
    first, second = told["replayed"]
    assert (first["status"], second["status"], second["error"]) == (200, 401, "invalid_client")
    assert (told["no_such_scope"]["status"], told["no_such_scope"]["error"]) == (400, "invalid_scope")
