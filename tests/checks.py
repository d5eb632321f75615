"""Is everything as the house says? The fast checks, one line each, all of them even when one fails."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

CHECKED = ["tests/architecture", "tests/test_translations.py"]
"""Tests that are checks too: whole runs leave them out."""
CHECKS = [
    # One run of both: the database that they stand on costs more than they do. The longest begins.
    ("architecture and words", ["pytest", *CHECKED, "-n0"]),
    ("types", ["mypy"]),
    ("contracts", ["lint-imports"]),
    ("lint", ["ruff", "check", "."]),
    ("format", ["ruff", "format", "--check", "."]),
]
AT_ONCE = 2


def main() -> int:
    """Run the checks, two at once; print what failed in full."""
    with ThreadPoolExecutor(AT_ONCE) as room:
        done = list(room.map(_is_right, CHECKS))
    return 0 if all(done) else 1


def _is_right(check: tuple[str, list[str]]) -> bool:
    name, command = check
    begin = time.monotonic()
    done = subprocess.run([f"{sys.prefix}/bin/{command[0]}", *command[1:]], check=False, capture_output=True, text=True)
    is_ok = done.returncode == 0
    said = "" if is_ok else f"\n{done.stdout[-6000:]} {done.stderr[-2000:]}"
    print(f"{'ok    ' if is_ok else 'FAILED'} {name} ({time.monotonic() - begin:.1f} s){said}", flush=True)
    return is_ok


if __name__ == "__main__":
    sys.exit(main())
