"""What is compared, and what did the warehouse answer? Counted once for facts that did not change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from ruta.insights.engine.concluding import LEAST_PAIRS
from ruta.insights.engine.effects import Compared, Interval, compared, compared_with_two
from ruta.insights.engine.pairs import CALIPER, Units
from ruta.insights.papers import PaperPeriod
from ruta.insights.selectors.observatory.part import Part
from ruta.insights.warehouse import Warehouse
from ruta.insights.warehouse.received import PLACED, Received, drawn, given
from ruta.taxonomy.selectors import service_types

VERSION = 4  # of how pairs are made and counted; another forgets the answers kept before
HALF_YEAR = 180
FACTS = "fact_attention fact_application fact_need fact_seeker"
NARROW, TWO, SOON = "narrow", "two", "soon"
MOST_ROWS = 12
Answered = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """One comparison, and until which day the facts tell."""

    found: Compared
    last: date | None


def asked_of(part: Part, period: PaperPeriod) -> Received:
    """What a part names; without an outcome work that was found, within half a year."""
    said = dict(part.fixed)
    return Received(
        said.get("service_type", ""), said.get("ally", ""), said.get("outcome", PLACED), int(said.get("days", HALF_YEAR)), period.begins, period.until,
        among=tuple(sorted(open_services())),
    )  # fmt: skip


def answer(warehouse: Warehouse, asked: Received, comparisons: int = 1) -> Answer:
    """The comparison with the ways in which it can be done otherwise; of many only those of pairing."""
    question = f"results {VERSION} {FACTS} {asked} of {comparisons}"
    (row,) = warehouse.told(question, lambda: [_counted(warehouse, asked, comparisons)])
    return Answer(_read(row["found"]), date.fromisoformat(row["last"]) if row["last"] else None)


def choices_of(warehouse: Warehouse, asked: Received) -> Mapping[str, Sequence[str]]:
    """Which services and institutions have enough persons to be compared, those with the most first; of services that are sensitive none."""
    question = f"received {VERSION} {FACTS} {asked.since} {asked.until}"
    kept = warehouse.told(question, lambda: [_given(warehouse, asked)])[0]
    return {name: [code for code, n in pairs if n >= LEAST_PAIRS][:MOST_ROWS] for name, pairs in kept.items()}


def open_services() -> dict[str, str]:
    """Services of which it may be counted who received them, with their names."""
    return {row.code: row.label("es") for row in service_types() if not row.sensitive and row.counts_as_attention}


def _given(warehouse: Warehouse, asked: Received) -> Answered:
    return {
        name: list(given(warehouse, column, asked).items()) for name, column in (("service_type", "service_type"), ("ally", "institution"))
    }


def _counted(warehouse: Warehouse, asked: Received, comparisons: int) -> Answered:
    known = drawn(warehouse, asked)
    found = replace(compared(known.units, comparisons=comparisons), received=known.treated)
    if found.pairs:
        otherwise = dict(_paired_otherwise(known.units, comparisons))
        soon = {SOON: _soon(warehouse, asked)} if comparisons == 1 else {}
        found = replace(found, otherwise=otherwise | soon)
    return {"found": asdict(found), "last": known.last.isoformat() if known.last else ""}


def _paired_otherwise(units: Units, comparisons: int) -> Iterator[tuple[str, tuple[int, Interval | None]]]:
    """With pairs half as far apart, and with two persons for each."""
    narrow = compared(units, CALIPER / 2, comparisons)
    yield NARROW, (narrow.pairs, narrow.change)
    yield TWO, compared_with_two(units, comparisons)


def _soon(warehouse: Warehouse, asked: Received) -> tuple[int, Interval | None]:
    """With half the days."""
    found = compared(drawn(warehouse, replace(asked, days=asked.days // 2)).units)
    return found.pairs, found.change


def _read(row: Answered) -> Compared:
    otherwise = {name: (pairs, _interval(each)) for name, (pairs, each) in row["otherwise"].items()}
    unlike = {name: (first, second) for name, (first, second) in row["unlike"].items()}
    return Compared(
        **row | {"change": _interval(row["change"]), "head_start": _interval(row["head_start"]), "otherwise": otherwise, "unlike": unlike}
    )


def _interval(row: Answered | None) -> Interval | None:
    return Interval(**row) if row else None
