"""How many scenarios of GovStack's suites for Digital Registries and Consent pass?

The suite for registries knows neither tokens nor permissions and asks a register that anybody may search by name, change in bulk and delete from.
What it asks of that kind is refused here, and has to be: docs/howto/try-the-standards.md goes through it scenario by scenario.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.contracts.adapter import Adapter
from tests.contracts.mediator import Mediator
from tests.contracts.registrar import Registrar
from tests.contracts.suites import cucumber, partner_in, suite
from tests.contracts.world import DNI

pytestmark = [pytest.mark.enable_socket]
THEIR_PORT, MEDIATOR_PORT = 3333, 3366
PEOPLE = {
    "EE378129127223": DNI,
    "Billy": "Yeimi Lorena",
    "Johnson": "Mejía Orellana",
    "EE123627348834": DNI,
    "EE456627348844": "0801-1990-00017",
}
"""Whom the suite expects in its own register, and who stands here for them; the last is nobody."""
USERS = ("EE378129277266", "EE378129127223", "EE334569121212", "EE390029120500")
BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
"""Where they are set, the suite's own word that it believes any certificate does not count."""
RECORD, PASSED = "80bcb084-fa17-11ed-be56-0242ac120002", 30
DATABASES = ("123", "8438778473", "3287483474", "8484848484")
EARLIER = (
    ("EE34462734834865", "Alex", "Green"), ("EE61287673487865", "Alise", "Black"), ("EE6534523487865", "Zyra", "Blue"), ("EE3784545277266", "Philip", "Red"),
)  # fmt: skip
"""Whom the suite changes without having registered them: the partner did, before."""


@pytest.fixture(scope="module")
def partner(installation):
    return partner_in(installation, "http://127.0.0.1:1/none")


def test_what_agreement_and_permission_let_in_and_out_passes(request, tmp_path):
    folder = suite("RUTA_GOVSTACK_REGISTRIES_SUITE")
    partner = request.getfixturevalue("partner")
    places = {
        "/data/registryname/111/": "/api/v1/govstack/data/personas/1.0/",
        "/data/registryname/111": "/api/v1/govstack/data/personas/1.0",
        "/data/MyPersonalDataUsage/1.0": "/api/v1/govstack/data/myPersonalDataUsage",
        "/database": "/api/v1/govstack/database",
    }
    adapter = Registrar(partner, places, PEOPLE, port=THEIR_PORT)
    adapter.names = {
        "userID=": "userId=",
        "DatabaseID=": "databaseId=",
        "=MCTS": "=personas",
        "read-value": "readValue",
        "update-or-create": "updateOrCreate",
        **{f"/database/{each}": "/database/1" for each in DATABASES},
        RECORD: partner.person,
        **{f"={each}": f"={partner.person}" for each in USERS},
    }
    for number, first, last in EARLIER:
        adapter.bring(number, first, last)
    found = cucumber(folder, ["--parallel", "0"], {}, tmp_path / "report.json")
    print(f"GovStack Digital Registries: {found.passed} of {found.count} scenarios")
    for name, fault in found.faults.items():
        print(f"  {name}: {fault}")
    assert found.passed >= PASSED


def test_a_mediator_says_what_is_offered_from_our_description_alone(request, tmp_path):
    folder = suite("RUTA_GOVSTACK_MEDIATOR_SUITE")
    product = request.getfixturevalue("installation")
    mediator = Mediator(product.address, MEDIATOR_PORT)
    try:
        found = cucumber(folder, ["--parallel", "0"], {}, tmp_path / "report.json")
        services = mediator.answer("/HN/GOV/1/ruta/listMethods")[1]["member"][0]["endpointList"]["member"]
    finally:
        mediator.close()
    print(f"GovStack Information Mediator: {found.passed} of {found.count} scenarios")
    for name, fault in found.faults.items():
        print(f"  {name}: {fault}")
    assert {"method": "POST", "path": "/api/v1/govstack/data/{registry}/{version}/read"} in services
    assert not found.faults


def test_every_scenario_for_consent_passes(request, tmp_path):
    folder = suite("RUTA_GOVSTACK_CONSENT_SUITE")
    pytest.importorskip("behave")
    partner = request.getfixturevalue("partner")
    root = "/api/v1/govstack/consent/"
    places = {"/service/policy/1/": f"{root}service/policy/shared_case/", "/config/": f"{root}config/"}
    adapter = Adapter(partner, places, tls=certificate(tmp_path / "own.pem"))
    report = tmp_path / "report.json"
    kept = {name: value for name, value in os.environ.items() if name not in BUNDLES}
    told = {**kept, "CONSENTBB_API_HOST": adapter.address.removeprefix("http://").rstrip("/"), "CONSENTBB_API_PATH": "/"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "behave", "--format", "json", "--outfile", str(report), "features"], cwd=folder, env=told,
        check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert report.exists(), done.stdout[-2000:] + done.stderr[-2000:]
    found = {
        each["name"]: each["status"]
        for feature in json.loads(report.read_text())
        for each in feature["elements"]
        if each["type"] == "scenario"
    }
    print(f"GovStack Consent: {list(found.values()).count('passed')} of {len(found)} scenarios")
    assert found
    assert set(found.values()) == {"passed"}, found


def certificate(place):
    """One that nobody believes, as the suite expects it."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    )  # fmt: skip
    kept = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    place.write_bytes(kept + made.public_bytes(serialization.Encoding.PEM))
    return place
