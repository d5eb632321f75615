"""How is a day written of which only the year or the month is known?"""

import re
from datetime import date

SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def is_partial_date(text: str) -> bool:
    """Whether it is a year, a month or a day that the calendar has."""
    found = SHAPE.fullmatch(text)
    if not found:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def whole_day(*texts: str) -> date | None:
    """The first of these that names a whole day."""
    return next((date.fromisoformat(text) for text in texts if len(text) == len("2004-03-03") and is_partial_date(text)), None)
