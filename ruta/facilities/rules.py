"""Which step follows which, what is lacking, and when is upkeep due? Nothing is asked of the database."""

import calendar
from datetime import date

NEXT = {
    "needed": ("budgeted", "dropped"),
    "budgeted": ("purchased", "dropped"),
    "purchased": ("received", "dropped"),
    "received": (),
    "dropped": (),
}
BACK = {"budgeted": "needed", "purchased": "budgeted"}  # to write the step anew
OPEN = ("needed", "budgeted", "purchased")
UNBUDGETED, UNBOUGHT = ("needed",), ("needed", "budgeted")


def may_follow(state: str, wanted: str) -> bool:
    """Whether what stands here may go there."""
    return wanted in NEXT[state]


def lacking(have: int, needed: int, condition: str) -> int:
    """How many are lacking; what is bad does not count as there."""
    return max(needed - (0 if condition in {"bad", "none"} else have), 0)


def upkeep_due(last: date, months: int) -> date | None:
    """The day of the next upkeep; none where it needs none."""
    if not months:
        return None
    at = last.month - 1 + months
    year, month = last.year + at // 12, at % 12 + 1
    return date(year, month, min(last.day, calendar.monthrange(year, month)[1]))
