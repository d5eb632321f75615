"""How many scenarios of the compliance suite for DCI registries does this one pass? docs/howto/try-the-standards.md says where the suite comes from."""

import pytest

from tests.contracts.adapter import OURS, UNSIGNED, Adapter
from tests.contracts.suites import cucumber, partner_in, suite
from tests.contracts.world import DNI
from tests.journeys.product import free_port

pytestmark = [pytest.mark.enable_socket]
SCENARIOS = {"social": 28, "crvs": 28, "fr": 28}
KNOWN = {"crvs": frozenset[str](), "fr": frozenset[str]()}
"""Scenarios that a register of civil status or of farmers passes and this one cannot: docs/howto/try-the-standards.md says why."""


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
