"""How far should a piece of work be by now, and which light does it stand under?"""

from collections.abc import Sequence
from datetime import date

RISKY, LATE = 5, 15  # points behind schedule


def planned_share(begins: date, ends: date, today: date) -> float:
    """Which share of the time between two days has gone by."""
    whole = (ends - begins).days + 1
    return max(0.0, min(1.0, ((today - begins).days + 1) / whole))


def light_of(percent: int, planned: float | None) -> str:
    """Done; late from 15 points behind the schedule, at risk from 5; without a schedule nothing can be said."""
    if percent >= 100:
        return "done"
    if planned is None:
        return "none"
    behind = planned * 100 - percent
    return "late" if behind >= LATE else "risk" if behind >= RISKY else "ok"


def worst_light(lights: Sequence[str]) -> str:
    """The worst of what is known; done only when all are; nothing when nothing below is work."""
    known = [light for light in lights if light]
    worst = next((light for light in ("late", "risk", "ok") if light in known), None)
    if worst or not known:
        return worst or ""
    return "none" if "none" in known else "done"
