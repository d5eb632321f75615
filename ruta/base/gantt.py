"""Where on a line of years does an activity begin, end and stand today? Percentages as text, for SVG attributes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Span:
    """One activity: from, to, the share done (0 to 1), its light, and the days of its milestones with whether they are met."""

    begins: date
    ends: date
    share: float = 0.0
    tone: str = "ok"
    miles: Sequence[tuple[date, bool]] = field(default_factory=tuple)
    reached: tuple[date, date] | None = None  # the days that are filled in, where they are not a share of the whole


@dataclass(frozen=True)
class TimeLine:
    """The years that a plan covers."""

    begins: date
    ends: date

    def at(self, day: date) -> str:
        """How far along the line a day lies, kept inside it."""
        whole = max(1, (self.ends - self.begins).days)
        return _percent(max(0.0, min(1.0, (day - self.begins).days / whole)))

    def years(self) -> list[dict[str, str]]:
        """The years with their place and, slightly right of it, the place of their name."""
        days = [max(self.begins, date(year, 1, 1)) for year in range(self.begins.year, self.ends.year + 1)]
        return [{"label": str(day.year), "at": self.at(day), "text_at": _percent(float(self.at(day)) / 100 + 0.01)} for day in days]

    def row(self, span: Span) -> dict[str, Any]:
        """What one line of the drawing shows."""
        start, end = float(self.at(span.begins)), float(self.at(span.ends))
        first, last = (float(self.at(day)) for day in span.reached) if span.reached else (start, start + (end - start) * span.share)
        return {
            "start": self.at(span.begins),
            "width": _percent((end - start) / 100),
            "done_at": _percent(first / 100),
            "done": _percent((last - first) / 100) if last > first else "",
            "tone": span.tone,
            "miles": [{"at": self.at(day), "is_done": is_done} for day, is_done in span.miles],
        }


def _percent(share: float) -> str:
    return f"{share * 100:.1f}"
