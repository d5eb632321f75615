"""What does the product cost? `make bench` or `python -m bench [--persons 350000] [--only search pages …] [--write]` prints one table.

Every claim stands beside a peer, a physical limit or the aim, measured in the same run; runs are interleaved. The population lives in
the database `ruta_bench` and is used again while its size is the same. `--write` writes docs/reference/performance.md.
The parts about whole files need no database: `--only link febrl spark`; `--sizes 350000x1000000` is the size of the aim.
Occupations: `RUTA_ESCO_DIR=… python -m bench --only titles`. Persons and vacancies: `--only match --profiles 35000`.
Figures: `--only indicators --deliveries 10000000`, in a database that is dropped afterwards. Services near: `--only directory`, likewise.
Look-ups of other systems: `--only exchange`, likewise. A register that another institution gives: `--only pull --pulled 350000`, likewise.
Reports of the observatory: `--only observatory --facts 5000000`. Devices: `--only field tickets`, against a served product of their own.
"""

import argparse
import importlib
import os
import platform
import sys
import time
from itertools import chain
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import population
from bench.measuring import Figure, additions

PARTS = ("search", "pages", "writes", "row_security", "bulk")
FILES = ("link", "febrl", "spark", "lookup", "indicators", "directory", "observatory", "exchange", "pull")
"""Parts that compare files, or fill a database of their own, without the population."""
SERVED = ("field", "tickets")
"""Parts that start a product of their own and look at it from outside, as devices do."""
TITLES, MATCH = ("titles",), ("match",)
SECTIONS = {
    "Linkage: whole files": ("link", "febrl", "spark"), "Linkage: the counter": ("lookup",), "Indicators": ("indicators",), "Directory: services near": ("directory",), "Observatory: reports": ("observatory",), "Exchange: look-ups of other systems": ("exchange",), "Exchange: a register of another institution": ("pull",), "Occupations: from free text": TITLES,
    "Matching: persons and vacancies": MATCH, "Work without network": ("field",), "Waiting rooms": ("tickets",),
}  # fmt: skip
"""Parts of the page beside the first, each written whole when it was measured."""
PAGE = Path(__file__).parents[1] / "docs/reference/performance.md"


def main() -> int:
    """Measure the chosen parts and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=350_000)
    parser.add_argument("--only", nargs="*", choices=(*PARTS, *SERVED, *FILES, *TITLES, *MATCH), default=[*PARTS, *SERVED, *FILES, *MATCH])
    parser.add_argument("--sizes", nargs="+", default=["35000x100000"], help="rows x persons of the register where files are linked")
    parser.add_argument("--spark-rows", type=int, default=100_000, help="rows of both files where the engines are compared")
    parser.add_argument("--register", type=int, default=100_000, help="persons of the register in which a counter looks")
    parser.add_argument(
        "--profiles", nargs="+", type=int, default=[35_000, 100_000, 350_000], help="persons of the markets that are matched"
    )
    parser.add_argument("--vacancies", type=int, default=20_000, help="vacancies of those markets")
    parser.add_argument("--deliveries", type=int, default=300_000, help="services under the indicators; the aim is 10,000,000")
    parser.add_argument("--facts", type=int, default=1_000_000, help="facts of the observatory; the aim is 5,000,000")
    parser.add_argument("--services", type=int, default=20_000, help="services of the public directory")
    parser.add_argument("--lookups", type=int, default=1_000, help="look-ups of another institution's system")
    parser.add_argument("--pulled", type=int, default=35_000, help="rows of another institution's register; the aim is 350,000")
    parser.add_argument("--write", action="store_true", help="write docs/reference/performance.md")
    chosen = parser.parse_args()
    made = population.ready(chosen.persons) if set(chosen.only) & set(PARTS) else None
    figures: dict[str, list[Figure]] = {}
    for part in chosen.only:
        begin = time.monotonic()
        figures[part] = measured(part, chosen, made)
        print(f"{part}: {time.monotonic() - begin:.0f} s", file=sys.stderr, flush=True)
    table = Table("claim", "measured", "queries", "beside", title=f"{made.persons:,} persons, {made.rows:,} rows" if made else "")
    for figure in chain.from_iterable(figures.values()):
        table.add_row(figure.claim, figure.value, figure.queries, figure.beside)
    Console(width=170).print(table)
    if chosen.write:
        write(figures, made)
    return 0


def measured(part: str, chosen: argparse.Namespace, made: population.Made | None) -> list[Figure]:
    """The figures of one part."""
    if part in ("link", "spark"):
        from bench import bench_linkage_batch as batch

        if part == "link":
            return [figure for size in chosen.sizes for figure in batch.measure(batch.Size.of(size))]
        return batch.measure_engines(batch.Size(chosen.spark_rows, chosen.spark_rows))
    alone = {
        "lookup": chosen.register,
        "indicators": chosen.deliveries,
        "directory": chosen.services,
        "observatory": chosen.facts,
        "exchange": chosen.lookups,
        "pull": chosen.pulled,
    }
    if part in alone:
        return importlib.import_module(f"bench.bench_{part}").measure(alone[part])
    if part == "match":
        from bench import bench_match

        return bench_match.measure(chosen.profiles, chosen.vacancies)
    module = importlib.import_module(f"bench.bench_{part}")
    return module.measure(made) if part == "bulk" else module.measure()


def write(figures: dict[str, list[Figure]], made: population.Made | None) -> None:
    """The first part of the page and its sections: nothing in them was not measured in this run. What was not measured stays."""
    first, *others = PAGE.read_text(encoding="utf8").split("\n## ")
    of_product = [figure for part in PARTS for figure in figures.get(part, [])]
    if made and of_product:
        first = _page_of_product(of_product, made)
    for title, parts in SECTIONS.items():
        if measured_here := [figure for part in parts for figure in figures.get(part, [])]:
            others = [one for one in others if not one.startswith(title)] + [_section(title, measured_here)]
    PAGE.write_text(first.rstrip() + "\n" + "".join(f"\n## {one.rstrip()}\n" for one in others), encoding="utf8")


def _section(title: str, figures: list[Figure]) -> str:
    command = f"Printed by `python -m bench {' '.join(sys.argv[1:])}` on {time.strftime('%Y-%m-%d')}, {_machine()}."
    return "\n".join([title, "", command, "", *_rows(figures)])


def _rows(figures: list[Figure]) -> list[str]:
    head = ["| Claim | Measured | Queries | Beside |", "|---|---|---|---|"]
    return head + [f"| {one.claim} | {one.value} | {one.queries} | {one.beside} |" for one in figures]


def _page_of_product(figures: list[Figure], made: population.Made) -> str:
    head = (
        f"Printed by `python -m bench --persons {made.persons} --write` on {time.strftime('%Y-%m-%d')}: {made.persons:,} synthetic persons and\n"
        f"{made.rows:,} rows in all, Python {platform.python_version()}, embedded PostgreSQL 18, {_machine()}, so trust\n"
        "ratios before milliseconds. Times are of the server without network: pages and writes go through the real WSGI handler with every\n"
        "middleware; queries are those of Django (binding the actor at BEGIN is one more, of 0.03 ms). Runs of a claim and of what stands\n"
        "beside it are interleaved."
    )
    return "\n".join(["# Performance", "", head, "", *_rows(figures)])


def _machine() -> str:
    """How strong the machine was just now: other work on it makes the same product look faster or slower."""
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores shared with other work (ten million additions in Python took {additions():.2f} s)"


if __name__ == "__main__":
    sys.exit(main())
