"""How many rows a second does an import take in, and how many does a demonstration make?"""

import re
import subprocess
import sys

from bench.measuring import Figure
from bench.population import Made


def measure(made: Made) -> list[Figure]:
    """The import runs in a process and a database of its own; the population was timed when it was made."""
    done = subprocess.run([sys.executable, "-m", "bench.bench_import", "--rows", "100000"], check=True, capture_output=True, text=True)
    taken = re.search(r"import of ([\d,]+) rows: ([\d.]+) s, ([\d,]+) rows/s", done.stdout)
    limit = re.search(r"unprotected table: ([\d.]+) s, ([\d,]+) rows/s", done.stdout)
    if not (taken and limit):
        raise RuntimeError(done.stdout)
    return [
        Figure("import of a file, 100,000 rows", f"{taken[2]} s: {taken[3]} rows/s", "", "aim: < 120 s"),
        Figure("  physical limit: COPY of the same rows, unprotected", f"{limit[1]} s: {limit[2]} rows/s"),
        Figure(
            f"demonstration of {made.persons:,} persons", f"{made.seconds:.0f} s: {made.rows / made.seconds:,.0f} rows/s", "",
            f"aim: < 300 s; measured {made.measured_on}",
        ),
    ]  # fmt: skip
