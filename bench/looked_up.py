"""What did a way of searching do with the queries: how fast, how surely, how rarely wrongly?"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bench.register import record_of

SURE = 0.95


@dataclass(frozen=True)
class Question:
    """A corrupted row, and whom it is about; nobody when they are not in the register."""

    row: dict[str, str]
    truth: str

    @property
    def record(self):
        return record_of(self.row)


@dataclass
class Seen:
    """What a way of searching did with the queries."""

    name: str
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    """The processor's time of the session in the database, where it runs on this machine."""
    hits: int = 0
    asked: int = 0
    alarms: int = 0
    strangers: int = 0

    def note(self, seconds: float, processor: float, server: float = 0.0) -> None:
        self.seconds.append(seconds)
        self.processor.append(processor)
        self.server.append(server)

    def judge(self, truth: str, ids: list[Any], best: float = 0.0) -> None:
        """Count whether the right person is among ten, or a wrong one would be believed."""
        if truth:
            self.asked += 1
            self.hits += int(truth[1:]) + 1 in ids[:10]
        else:
            self.strangers += 1
            self.alarms += best > SURE

    def __str__(self) -> str:
        text = f"{self.name:42s} {percentiles(self.seconds)}"
        if self.processor:
            text += f" | processor {percentiles(self.processor)}"
        if any(self.server):
            text += f" | of the database {percentiles(self.server)}"
        if self.asked:
            text += f" | recall@10 {self.hits / self.asked:.4f} of {self.asked:,}"
        return text + (
            f" | p > {SURE} for who is not registered {self.alarms / self.strangers:.4f} of {self.strangers}" if self.strangers else ""
        )


def percentiles(seconds: list[float]) -> str:
    """p50, p95 and p99 in milliseconds."""
    if not seconds:
        return "–"
    return "p50 {:.2f} p95 {:.2f} p99 {:.2f} ms".format(*(np.percentile(seconds, share) * 1000 for share in (50, 95, 99)))
