"""How many scenarios of GovStack's suites for Digital Registries and Consent pass?

The suite for registries knows neither tokens nor permissions and asks a register that anybody may list, search by name, write into and delete from.
What it asks of that kind is refused here, and has to be: docs/howto/try-the-standards.md names the reasons.
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
from tests.contracts.suites import cucumber, partner_in, suite
from tests.contracts.world import DNI

pytestmark = [pytest.mark.enable_socket]
THEIR_PORT, READ_EXAMPLES = 3333, 5
PEOPLE = {"EE123627348834": DNI, "EE378129127223": DNI, "Billy": "Yeimi Lorena", "Johnson": "Mejía Orellana"}
"""Whom the suite expects in its own register, and who stands here for them."""


def test_what_reads_one_record_passes(request, tmp_path):
    folder = suite("RUTA_GOVSTACK_REGISTRIES_SUITE")
    partner = partner_in(request.getfixturevalue("installation"), "http://127.0.0.1:1/none")
    places = {
        "/data/registryname/111/": "/api/v1/govstack/data/personas/1.0/",
        "/data/MyPersonalDataUsage/1.0": "/api/v1/govstack/data/myPersonalDataUsage",
    }
    Adapter(partner, places, PEOPLE, port=THEIR_PORT)
    found = cucumber(folder, ["--parallel", "0"], {}, tmp_path / "report.json")
    print(f"GovStack Digital Registries: {found.passed} of {found.count} scenarios")
    for name, fault in found.faults.items():
        print(f"  {name}: {fault}")
    read = [name for name in found.faults if "User obtains a searched record from the database" in name]
    assert len(read) < READ_EXAMPLES, "the one that reads by the identifier passes"
    assert found.passed


def test_every_scenario_for_consent_passes(request, tmp_path):
    folder = suite("RUTA_GOVSTACK_CONSENT_SUITE")
    pytest.importorskip("behave")
    partner = partner_in(request.getfixturevalue("installation"), "http://127.0.0.1:1/none")
    root = "/api/v1/govstack/consent/"
    places = {"/service/policy/1/": f"{root}service/policy/shared_case/", "/config/": f"{root}config/"}
    adapter = Adapter(partner, places, tls=certificate(tmp_path / "own.pem"))
    report = tmp_path / "report.json"
    told = {**os.environ, "CONSENTBB_API_HOST": adapter.address.removeprefix("http://").rstrip("/"), "CONSENTBB_API_PATH": "/"}
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
