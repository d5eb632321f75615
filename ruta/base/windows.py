"""From when to when is something open in a day, as people write it: `8:00-12:00, 13:00-16:00`?"""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

WINDOW = re.compile(r"(\d{1,2})(?::(\d\d))?\s*[-–a]\s*(\d{1,2})(?::(\d\d))?")
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Window:
    """From one minute of the day to another."""

    opens: int
    closes: int


class UnreadableHours(ValueError):
    """The hours were not written as `8:00-12:00, 13:00-16:00`."""


def read_windows(text: str) -> tuple[Window, ...]:
    """The windows of a day as they are written; between two lies a break. Nothing written: closed."""
    found = tuple(_window(part) for part in text.split(",") if part.strip())
    if any(later.opens < earlier.closes for earlier, later in itertools.pairwise(found)):
        raise UnreadableHours(text)
    return found


def write_windows(windows: Iterable[Window]) -> str:
    """The same in one spelling."""
    return ", ".join(f"{_clock(each.opens)}-{_clock(each.closes)}" for each in windows)


def _window(text: str) -> Window:
    match = WINDOW.fullmatch(text.strip())
    if match is None:
        raise UnreadableHours(text)
    opens_hour, opens_minute, closes_hour, closes_minute = (int(part or 0) for part in match.groups())
    window = Window(opens_hour * 60 + opens_minute, closes_hour * 60 + closes_minute)
    if max(opens_minute, closes_minute) > 59 or not window.opens < window.closes <= DAY_MINUTES:
        raise UnreadableHours(text)
    return window


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02d}"
