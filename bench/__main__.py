"""What does the product cost? `make bench` or `python -m bench [--persons 350000] [--only search pages …] [--write]` prints one table.

Every claim stands beside a peer, a physical limit or the aim, measured in the same run; runs are interleaved. The population lives in
the database `ruta_bench` and is used again while its size is the same. `--write` writes docs/reference/performance.md.
"""

import argparse
import importlib
import platform
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import population

PARTS = ("search", "pages", "writes", "row_security", "bulk", "field")
PAGE = Path(__file__).parents[1] / "docs/reference/performance.md"


def main() -> int:
    """Measure the chosen parts and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=350_000)
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS))
    parser.add_argument("--write", action="store_true", help="write docs/reference/performance.md")
    chosen = parser.parse_args()
    made = population.ready(chosen.persons)
    figures = []
    for part in chosen.only:
        begin = time.monotonic()
        module = importlib.import_module(f"bench.bench_{part}")
        figures += module.measure(made) if part == "bulk" else module.measure()
        print(f"{part}: {time.monotonic() - begin:.0f} s", file=sys.stderr, flush=True)
    table = Table("claim", "measured", "queries", "beside", title=f"{made.persons:,} persons, {made.rows:,} rows")
    for figure in figures:
        table.add_row(figure.claim, figure.value, figure.queries, figure.beside)
    Console(width=170).print(table)
    if chosen.write:
        write(figures, made)
    return 0


def write(figures: list, made: population.Made) -> None:
    """The first part of the page; nothing in it was not measured in this run. What stands under further headings stays."""
    head = (
        f"Printed by `python -m bench --persons {made.persons} --write` on {time.strftime('%Y-%m-%d')}: {made.persons:,} synthetic persons and\n"
        f"{made.rows:,} rows in all, Python {platform.python_version()}, embedded PostgreSQL 18, {_cores()} cores shared with other work, so trust\n"
        "ratios before milliseconds. Times are of the server without network: pages and writes go through the real WSGI handler with every\n"
        "middleware; queries are those of Django (binding the actor at BEGIN is one more, of 0.03 ms). Runs of a claim and of what stands\n"
        "beside it are interleaved."
    )
    lines = [
        "# Performance",
        "",
        head,
        "",
        "| Claim | Measured | Queries | Beside |",
        "|---|---|---|---|",
        *(f"| {one.claim} | {one.value} | {one.queries} | {one.beside} |" for one in figures),
    ]
    _first, *others = PAGE.read_text(encoding="utf8").split("\n## ")
    PAGE.write_text("\n".join(lines) + "\n" + "".join(f"\n## {one}" for one in others), encoding="utf8")


def _cores() -> int:
    import os

    return len(os.sched_getaffinity(0))


if __name__ == "__main__":
    sys.exit(main())
