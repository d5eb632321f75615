"""Which state follows which, and do two projects do the same?"""

from collections.abc import Collection
from datetime import date

NEXT = {
    "planned": ("active", "cancelled"),
    "active": ("suspended", "finished", "cancelled"),
    "suspended": ("active", "finished", "cancelled"),
    "finished": (),
    "cancelled": (),
}
RUNNING = ("planned", "active", "suspended")
REASONED = frozenset({"suspended", "cancelled"})
"""States that are not entered without saying why."""
DEPARTMENT = 2  # digits of its code; a municipality's begins with them

Codes = Collection[str]
Period = tuple[date | None, date | None]


def may_follow(state: str, wanted: str) -> bool:
    """Whether a project in this state can be brought to that one."""
    return wanted in NEXT[state]


def shared(ours: Codes, theirs: Codes) -> list[str]:
    """The codes that stand on both sides, in order."""
    return sorted(set(ours) & set(theirs))


def shared_places(ours: Codes, theirs: Codes) -> list[str]:
    """The places that both cover. Nothing said is the whole country; a department covers its municipalities."""
    if not ours or not theirs:
        return sorted({*ours, *theirs}) or [""]
    met = {max(one, other, key=len) for one in ours for other in theirs if one.startswith(other) or other.startswith(one)}
    return sorted(met)


def covers(places: Codes, municipality: str) -> bool:
    """Whether a project reaches a municipality."""
    return not places or any(municipality.startswith(place) for place in places)


def meet(ours: Period, theirs: Period) -> bool:
    """Whether two periods have a day in common; an open end has no limit."""
    return _begins_before_end(ours, theirs) and _begins_before_end(theirs, ours)


def _begins_before_end(one: Period, other: Period) -> bool:
    return one[0] is None or other[1] is None or one[0] <= other[1]
