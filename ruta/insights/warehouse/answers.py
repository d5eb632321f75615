"""Was this already asked of facts that did not change? Then the same answer stands, whichever process asks.

An answer is kept under the words of its question and what stands in the facts that it reads; the next change of a month makes it another.
"""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruta.insights.errors import NotCounted
from ruta.insights.warehouse.facts import FACTS
from ruta.insights.warehouse.storing import signature

PLACE = ".answers"
DAYS = 3 * 24 * 3600
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Answers:
    """The kept answers of one warehouse; `is_waiting` counts what is not kept."""

    folder: Path
    states: Mapping[str, str]
    is_waiting: bool = True

    def of(self, question: str, count: Callable[[], Rows]) -> Rows:
        """The kept answer, or a new one."""
        read = [self.states[name] for name in FACTS if table_name(name) in question]
        name = hashlib.sha256("\n".join([question, *read]).encode()).hexdigest()
        path = self.folder / PLACE / f"{name}.json"
        if path.exists():
            return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]
        if not self.is_waiting:
            raise NotCounted
        rows = count()
        path.parent.mkdir(exist_ok=True)
        fresh = path.with_suffix(f".{time.monotonic_ns()}")
        fresh.write_text(json.dumps(rows), encoding="utf-8")
        fresh.replace(path)
        return rows


def answers_of(folder: Path, *, is_waiting: bool = True) -> Answers:
    """The answers of a warehouse as it stands."""
    return Answers(folder, {name: signature(folder, [name]) for name in FACTS}, is_waiting)


def forget_old(folder: Path) -> None:
    """Take away what nobody made anew for some days: its facts changed since, or it is counted again."""
    for path in (folder / PLACE).glob("*"):
        if path.stat().st_mtime < time.time() - DAYS:
            path.unlink(missing_ok=True)


def table_name(fact: str) -> str:
    """What a fact is called in a question."""
    return f"fact_{fact}"
