"""Is everything as the house says? The fast checks, one line each, all of them even when one fails."""

import subprocess
import sys
import time

CHECKED = ["tests/architecture", "tests/test_translations.py"]
"""Tests that are checks too: whole runs leave them out."""
CHECKS = [
    ("lint", ["ruff", "check", "."]),
    ("format", ["ruff", "format", "--check", "."]),
    ("contracts", ["lint-imports"]),
    ("types", ["mypy"]),
    # One run of both: the database that they stand on costs more than they do.
    ("architecture and words", ["pytest", *CHECKED, "-n0"]),
]


def main() -> int:
    """Run each check; print what failed in full."""
    failed = 0
    for name, command in CHECKS:
        begin = time.monotonic()
        done = subprocess.run([f"{sys.prefix}/bin/{command[0]}", *command[1:]], check=False, capture_output=True, text=True)
        is_ok = done.returncode == 0
        print(f"{'ok    ' if is_ok else 'FAILED'} {name} ({time.monotonic() - begin:.1f} s)")
        if not is_ok:
            failed += 1
            print(done.stdout[-6000:], done.stderr[-2000:])
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
