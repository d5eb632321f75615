"""How many scenarios of the compliance suite for DCI registries does this one pass? docs/howto/try-the-standards.md says where the suite comes from."""

import pytest

from tests.contracts.adapter import OURS, UNSIGNED, Adapter
from tests.contracts.suites import cucumber, partner_in, suite
from tests.contracts.world import DNI
from tests.journeys.product import free_port

pytestmark = [pytest.mark.enable_socket]
SCENARIOS = {"social": 28, "crvs": 31, "fr": 31}
WAITED = {
    f"Async {each} triggers {each.replace('txn status', 'txn on-status') if 'txn' in each else 'on-' + each} callback"
    for each in ("search", "subscribe", "unsubscribe", "txn status")
}
RECEIVED = {f"Successfully receive {each} callback" for each in ("notify", "on-search", "on-subscribe", "on-unsubscribe", "txn on-status")}
PREDICATES = {"Async search with predicate query", "Sync search with predicate query"}
KNOWN = {"crvs": WAITED | RECEIVED | PREDICATES, "fr": WAITED | RECEIVED | PREDICATES | {"Sync search response contains reg_records"}}
"""What fails in the domains of others, by the suite itself or because it asks a register to hear answers: docs/howto/try-the-standards.md says why."""


@pytest.fixture(scope="module")
def heard(installation):
    """The partner, and the port where it hears answers."""
    callbacks = free_port()
    return partner_in(installation, f"http://127.0.0.1:{callbacks}/registry"), callbacks


@pytest.mark.parametrize("domain", SCENARIOS)
def test_every_scenario_for_a_registry_passes(request, domain, tmp_path):
    folder = suite("RUTA_SPDCI_SUITE")
    partner, callbacks = request.getfixturevalue("heard")
    adapter = Adapter(partner, {"/registry/": "/api/v1/dci/ess/"}, {"TEST-001": DNI})
    told = {
        "DOMAIN": domain, "API_BASE_URL": adapter.address, "AUTH_TOKEN": OURS, "DCI_AUTH_TOKEN": OURS, "DCI_SIGNATURE": UNSIGNED,
        "DCI_SENDER_ID": partner.code, "DCI_RECEIVER_ID": "ruta", "CALLBACK_SERVER_ENABLED": "true", "CALLBACK_SERVER_PORT": str(callbacks),
        "CALLBACK_SERVER_HOST": "127.0.0.1", "CALLBACK_WAIT_MS": "30000", "QUIET_LOGS": "1",
        "CALLBACK_SERVER_BASE_URL": f"http://127.0.0.1:{callbacks}",
    }  # fmt: skip
    found = cucumber(folder, ["--tags", f"@profile={'sr' if domain == 'social' else domain}-registry"], told, tmp_path / "report.json")
    print(f"spdci-compliance, {domain}: {found.passed} of {found.count} scenarios")
    for name, fault in found.faults.items():
        print(f"  {name}: {fault}")
    assert found.count >= SCENARIOS[domain]
    assert {name.partition(" ")[2] for name in found.faults} == KNOWN.get(domain, frozenset())
