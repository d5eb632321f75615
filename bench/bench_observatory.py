"""What does each report of the observatory cost over millions of facts? Beside pandas over the same files in the same run, figure by figure.

Each report runs in a process of its own, so that its memory is its own: a first time with everything that it loads, then some looks more.
"""

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bench import asked_in_pandas as pandas
from bench.facts_made import PLACES, TRADES, fill
from bench.measuring import Figure, demand
from ruta.insights.engine.effects import all_compared
from ruta.insights.engine.hiding import Policy
from ruta.insights.engine.lattice import Counted, lattice_of
from ruta.insights.warehouse import Warehouse, opened
from ruta.insights.warehouse.crossing import MEASURES, crossed, openly
from ruta.insights.warehouse.lasting import lasting
from ruta.insights.warehouse.market import ALL, Where, market, trade, vacant_on
from ruta.insights.warehouse.received import PLACED, Received, drawn, drawn_together, given

SINCE, UNTIL = date(2025, 1, 1), date(2025, 12, 31)
ENDS = {f"2025-T{at}": date(2025, 3 * at, 30) for at in range(1, 5)}
TRADE = Where(occupation=TRADES[7])
PART = Where(department=PLACES[4], section="F")
THREE = ("department", "section", "quarter")
ONE = Received("a", "", PLACED, 180, SINCE, UNTIL)
LOOKS, MOST_ROWS = 3, 12


@dataclass(frozen=True, slots=True)
class Report:
    """One that is asked: in our way, and in pandas."""

    name: str
    ours: Callable[[Warehouse], Any]
    theirs: Callable[[Path], Any]


def _measures() -> Iterator[Report]:
    for code, measure in MEASURES.items():
        days = (None, None) if measure.is_stock else (SINCE, UNTIL)
        yield Report(
            f"explorer: {code} by {len(measure.dimensions)} dimensions and all their pairs, counted and protected",
            lambda warehouse, code=code, days=days: _protected(warehouse, code, *days),
            lambda folder, code=code, days=days: pandas.asked_crossed(folder, code, *days),
        )


def _protected(warehouse: Warehouse, code: str, since: date | None = SINCE, until: date | None = UNTIL) -> Counted:
    found = crossed(warehouse, MEASURES[code], since, until)
    lattice_of(found, Policy(threshold=5 if MEASURES[code].person or MEASURES[code].is_heads else 0))
    return found


def _market(warehouse: Warehouse, where: Where = ALL) -> Any:
    told = market(warehouse, SINCE, UNTIL, where), _protected(warehouse, "filled")
    return told if where is not ALL else (*told, vacant_on(warehouse, ENDS), lasting(warehouse, SINCE, UNTIL))


def _market_in_pandas(folder: Path, where: Where = ALL) -> Any:
    told = pandas.asked_market(folder, SINCE, UNTIL, where), pandas.asked_crossed(folder, "filled", SINCE, UNTIL)
    return told if where is not ALL else (*told, pandas.asked_vacant(folder, ENDS), pandas.asked_lasting(folder, SINCE, UNTIL))


def _open(warehouse: Warehouse) -> dict[tuple[str, ...], int]:
    rows = openly(warehouse, MEASURES["openings"], SINCE, UNTIL, THREE)
    return {tuple(row[name] for name in THREE): row["n"] for row in rows}


def _compared(warehouse: Warehouse) -> int:
    """How many received it; pandas only says as much. Half the days are drawn and compared beside it, as the report does."""
    known, soon = drawn(warehouse, ONE), drawn(warehouse, replace(ONE, days=ONE.days // 2))
    all_compared([known.units, soon.units], 1)
    return known.treated


def _all_compared(warehouse: Warehouse) -> dict[str, int]:
    services, houses = (list(given(warehouse, column, ONE))[:MOST_ROWS] for column in ("service_type", "institution"))
    every = [replace(ONE, service=code) for code in services] + [replace(ONE, service="", institution=code) for code in houses]
    found = drawn_together(warehouse, every)
    all_compared([known.units for known in found], len(every) + 1)
    return {each.service or each.institution: known.treated for each, known in zip(every, found, strict=True)}


def _received(folder: Path) -> int:
    return pandas.asked_received(folder, ONE)


def _all_received(folder: Path) -> dict[str, int]:
    return pandas.asked_all_received(folder, replace(ONE, service=""), MOST_ROWS)


REPORTS = (
    Report("report of the market (supply, coverage, causes, vacant posts, placement and retention)", _market, _market_in_pandas),
    Report(
        "report of the market of a department and a sector",
        lambda warehouse: _market(warehouse, PART),
        lambda folder: _market_in_pandas(folder, PART),
    ),
    Report(
        "infographic of an occupation",
        lambda warehouse: (_market(warehouse, TRADE), trade(warehouse, SINCE, UNTIL, TRADE)),
        lambda folder: (_market_in_pandas(folder, TRADE), pandas.asked_trade(folder, SINCE, UNTIL, TRADE)),
    ),
    Report(
        "market for an employer's sector and department",
        lambda warehouse: market(warehouse, SINCE, UNTIL, PART),
        lambda folder: pandas.asked_market(folder, SINCE, UNTIL, PART),
    ),
    Report(
        "explorer: openings by three dimensions, as they stand",
        _open,
        lambda folder: pandas.asked_openly(folder, SINCE, UNTIL, THREE),
    ),
    *_measures(),
    Report("one comparison of the report of results, paired in three ways", _compared, _received),
    Report("report of results: all services and institutions compared, paired in three ways", _all_compared, _all_received),
)


@dataclass(frozen=True, slots=True)
class Told:
    """Of one report and one size: the first time, the middle of some more and what it took of processors, how much memory its process held, and pandas."""

    first: float
    middle: float
    work: float
    most: float
    theirs: float


def measure(facts: int) -> list[Figure]:
    """At the size asked and at a quarter of it, so that the growth is seen."""
    sizes = (facts // 4, facts)
    told = dict(zip(sizes, map(_at, sizes), strict=True))
    return [_figure(name, sizes[-1], *(told[size][name] for size in sizes)) for name in told[facts]]


def _at(size: int) -> dict[str, Told]:
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        fill(folder, size)
        found = {report.name: _beside(report, folder, at) for at, report in enumerate(REPORTS)}
    print(f"  {size:,}: {found}", file=sys.stderr, flush=True)
    return found


def _beside(report: Report, folder: Path, at: int) -> Told:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
        first, middle, work, most, answer = alone.submit(_looked, folder, at).result()
    begin = time.perf_counter()
    demand(f"{report.name}, in pandas", report.theirs(folder) == answer)
    return Told(first, middle, work, most, time.perf_counter() - begin)


def _looked(folder: Path, at: int) -> tuple[float, float, float, float, Any]:
    times, answer = [], None
    for _ in range(1 + LOOKS):
        begin, work = time.perf_counter(), time.process_time()
        with opened(folder) as warehouse:
            answer = REPORTS[at].ours(warehouse)
        times.append((time.perf_counter() - begin, time.process_time() - work))
    return times[0][0], *sorted(times[1:])[LOOKS // 2], _most(), answer


def _most() -> float:
    """GiB that this process ever held; what `getrusage` says is handed down from whoever started it."""
    (line,) = [each for each in Path("/proc/self/status").read_text().splitlines() if each.startswith("VmHWM")]
    return int(line.split()[1]) / 2**20


def _figure(name: str, facts: int, quarter: Told, whole: Told) -> Figure:
    return Figure(
        f"{name}, over {facts:,} facts",
        f"{whole.middle:.2f} s (first {whole.first:.2f} s; of processors {whole.work:.2f} s), {whole.most:.2f} GiB at most; a quarter of the facts {quarter.middle:.2f} s, {quarter.most:.2f} GiB",
        "",
        f"aim: ≤ 5 s; pandas in the same run {whole.theirs:.2f} s",
    )
