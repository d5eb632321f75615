"""Which months did somebody name, and how strong is one beside the others?"""

from collections.abc import Iterable

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LEVELS = 4


def months_of(codes: Iterable[str]) -> list[int]:
    """The numbers of the months named; «all the year alike» names none."""
    return sorted({MONTHS.index(code) + 1 for code in codes if code in MONTHS})


def level_of(count: int, most: int) -> int:
    """From 0 (nothing) to 4 (the most), so that a row is read at a glance."""
    return 0 if count <= 0 or most <= 0 else max(1, -(-count * LEVELS // most))
