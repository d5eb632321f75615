"""What is compared, and what did the warehouse answer? Counted once for facts that did not change."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from ruta.insights.engine.concluding import LEAST_PAIRS
from ruta.insights.engine.effects import NARROW, TWO, Compared, Interval, Way, all_compared, as_way, compared
from ruta.insights.papers import PaperPeriod
from ruta.insights.selectors.observatory.part import Part
from ruta.insights.warehouse import Warehouse
from ruta.insights.warehouse.received import PLACED, Received, drawn, drawn_together, given
from ruta.taxonomy.selectors import service_types

VERSION = 5  # of how pairs are made and counted; another forgets the answers kept before
HALF_YEAR = 180
__all__ = ["NARROW", "SOON", "TWO", "Answer", "answer", "answers", "asked_of", "choices_of", "open_services"]
FACTS = "fact_attention fact_application fact_need fact_seeker"
SOON = "soon"
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


def answer(warehouse: Warehouse, asked: Received) -> Answer:
    """One comparison with every way in which it can be done otherwise."""
    (row,) = warehouse.told(f"results {VERSION} {FACTS} {asked}", lambda: [_counted_otherwise(warehouse, asked)])
    return _answer(row)


def answers(warehouse: Warehouse, asked: Sequence[Received]) -> list[Answer]:
    """Many at once, out of the same reading of the facts; of the other ways only those of pairing."""
    rows = warehouse.told(f"results {VERSION} {FACTS} {list(asked)}", lambda: _counted(warehouse, asked, len(asked) + 1))
    return [_answer(row) for row in rows]


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


def _counted(warehouse: Warehouse, asked: Sequence[Received], comparisons: int) -> list[Answered]:
    known = drawn_together(warehouse, asked) if asked else []
    found = all_compared([each.units for each in known], comparisons)
    return [
        {"found": asdict(replace(one, received=each.treated)), "last": each.last.isoformat() if each.last else ""}
        for one, each in zip(found, known, strict=True)
    ]


def _counted_otherwise(warehouse: Warehouse, asked: Received) -> Answered:
    """With half the days beside it."""
    (row,) = _counted(warehouse, [asked], 1)
    if row["found"]["pairs"]:
        soon = compared(drawn(warehouse, replace(asked, days=asked.days // 2)).units)
        row["found"]["otherwise"][SOON] = asdict(as_way(soon))
    return row


def _answer(row: Answered) -> Answer:
    return Answer(_read(row["found"]), date.fromisoformat(row["last"]) if row["last"] else None)


def _read(row: Answered) -> Compared:
    otherwise = {name: Way(way["pairs"], _interval(way["change"]), tuple(way["counts"])) for name, way in row["otherwise"].items()}
    unlike = {name: (first, second) for name, (first, second) in row["unlike"].items()}
    return Compared(
        **row | {"change": _interval(row["change"]), "head_start": _interval(row["head_start"]), "otherwise": otherwise, "unlike": unlike}
    )


def _interval(row: Answered | None) -> Interval | None:
    return Interval(**row) if row else None
