"""How urgent is a need that an instrument raised: the gravest priority and the shortest term that any rule asked for?"""

from collections.abc import Sequence

GRAVEST_FIRST = ("critical", "high", "medium", "low")


def raised_terms(priorities: Sequence[str | None], deadlines: Sequence[int | None], priority: str, days: int) -> tuple[str, int]:
    """Give priority and days; a rule that names none leaves it to the catalogue (`priority`, `days`)."""
    gravest = min((each or priority for each in priorities), key=GRAVEST_FIRST.index, default=priority)
    return gravest, min((days if each is None else each for each in deadlines), default=days)
