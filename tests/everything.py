"""Is the whole product right? Checks, then every test, then the journeys in a real browser; the first failure does not hide the next."""

import subprocess
import sys
import time

from tests import browser
from tests.checks import CHECKED

PYTEST = [f"{sys.prefix}/bin/pytest"]
BOTH = ["-n2", "--dist=loadfile", "--no-loadscope-reorder"]
"""Of two processors, the longest files first; the journeys of each have a product of their own."""


def main() -> int:
    """Run each part and say how long it took."""
    browser.executable()
    parts = {
        "checks": [sys.executable, "-m", "tests.checks"],
        "front end": ["npm", "--prefix", "frontend", "run", "--silent", "check"],
        "tests": [*PYTEST, "tests", "ruta", *BOTH, "-m", "not journey", *(f"--ignore={path}" for path in CHECKED)],
        "journeys": [*PYTEST, "tests/journeys", *BOTH, "-m", "journey"],
    }
    failed = [name for name, command in parts.items() if not run(name, command)]
    print("All parts passed." if not failed else f"Failed: {', '.join(failed)}.")
    return 1 if failed else 0


def run(name: str, command: list[str]) -> bool:
    """Run one part with its output as it comes."""
    print(f"== {name}", flush=True)
    begin = time.monotonic()
    code = subprocess.run(command, check=False).returncode
    print(f"== {name}: {'ok' if code == 0 else f'exit {code}'} in {time.monotonic() - begin:.0f} s", flush=True)
    return code == 0


if __name__ == "__main__":
    sys.exit(main())
