"""How does a suite of others run against the product, and what did it say of each scenario?"""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from joserfc.jwk import ECKey

from tests.contracts.adapter import Partner
from tests.journeys.product import Product

SECONDS = 540


@dataclass(frozen=True)
class Judged:
    """What a suite of cucumber said: how many scenarios there are, and of each that failed, by its place and name, the first thing that was wrong."""

    faults: dict[str, str]
    count: int

    @property
    def passed(self) -> int:
        """How many scenarios passed."""
        return self.count - len(self.faults)


def suite(variable: str) -> Path:
    """The folder of a suite that somebody fetched; the test is skipped where none is named."""
    named = os.environ.get(variable, "")
    if not named:
        pytest.skip(f"{variable} names no folder")
    return Path(named).resolve()


def partner_in(product: Product, callback: str) -> Partner:
    """A system of another institution that this installation knows, and a person who allows it."""
    told = json.loads(product.run("tests.contracts.world", callback))
    return Partner(told["code"], ECKey.import_key(told["key"]), told["scope"], product.address, told["person"])


def cucumber(folder: Path, arguments: Sequence[str], environment: Mapping[str, str], report: Path) -> Judged:
    """Run cucumber-js of the suite itself."""
    command = ["node", "node_modules/@cucumber/cucumber/bin/cucumber.js", *arguments, "--format", f"json:{report}"]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, check=False, capture_output=True, text=True, timeout=SECONDS
    )  # fmt: skip
    assert report.exists() and report.stat().st_size, done.stdout[-3000:] + done.stderr[-3000:]
    return _judged(json.loads(report.read_text()))


def _judged(features: Sequence[Mapping[str, object]]) -> Judged:
    scenarios = [each for feature in features for each in feature["elements"]]  # type: ignore[attr-defined]
    faults = {}
    for at, each in enumerate(scenarios, start=1):
        wrong = next((step["result"] for step in each["steps"] if step["result"]["status"] != "passed"), None)
        if wrong is not None:
            lines = wrong.get("error_message", wrong["status"]).splitlines()
            faults[f"{at} {each['name']}"] = lines[0][:300]
    return Judged(faults, len(scenarios))
