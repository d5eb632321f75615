"""Which rounds does a plan owe on a day, and where does one question of a round stand?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

QUARTERLY, BASELINE, HALF, WHOLE = "quarterly", "baseline", "six_months", "twelve_months"
DAYS_TO_ANSWER = 20
ANSWER_DAYS = 30  # for what a community said; provisional: no norm says how many
REMIND_BEFORE = 7  # days before the end
REMIND_EVERY = 7  # days after it, until the answer is there
# The deadlines of the reintegration plan count from its beginning; the others only know quarters.
DATED = ((BASELINE, -12, 0), (HALF, 0, 6), (WHOLE, 0, 12))


@dataclass(frozen=True)
class Due:
    """A round that a plan owes: what it looks at, and from when it can be opened."""

    kind: str
    begins: date
    ends: date

    @property
    def opens(self) -> date:
        """The day after what it looks at; a baseline is asked at once."""
        return self.ends + timedelta(days=1)


def quarter_of(day: date) -> tuple[date, date]:
    """The first and the last day of the calendar quarter."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return first, months_after(first, 3) - timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The first of the month so many months later (or earlier)."""
    place = day.year * 12 + day.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)


def due_rounds(begins: date, today: date, *, is_dated: bool) -> list[Due]:
    """What should be open by now: the quarter that ended last, and of a dated plan each of its own deadlines that came."""
    found = list(_last_quarter(begins, today))
    if is_dated:
        found += [each for each in dated_rounds(begins) if each.opens <= today]
    return found


def next_rounds(begins: date, today: date, *, is_dated: bool) -> list[Due]:
    """What comes next: the present quarter, and of a dated plan the deadlines that did not come yet."""
    found = [Due(QUARTERLY, *quarter_of(today))]
    if is_dated:
        found += [each for each in dated_rounds(begins) if each.opens > today]
    return sorted(found, key=lambda each: each.opens)


def dated_rounds(begins: date) -> list[Due]:
    """Baseline of the year before, report of six months, evaluation of twelve."""
    first = begins.replace(day=1)
    return [Due(kind, months_after(first, low), months_after(first, high) - timedelta(days=1)) for kind, low, high in DATED]


def _last_quarter(begins: date, today: date) -> Iterator[Due]:
    first, _last = quarter_of(today)
    before = months_after(first, -3), first - timedelta(days=1)
    if before[1] >= begins:
        yield Due(QUARTERLY, *before)


def stage_of(sending: int, judged: tuple[int, bool] | None) -> str:
    """Where an answer stands: `judged` is the sending that was looked at last, and whether it was accepted."""
    if not sending:
        return "draft"
    if judged is None or judged[0] < sending:
        return "sent"
    return "accepted" if judged[1] else "returned"


def reminder_of(opened: date, due: date, today: date) -> str:
    """The name of the reminder that this day asks for, the same for a whole week; nothing on the other days."""
    if today > due:
        return f"late-{(today - due).days // REMIND_EVERY}"
    if (due - today).days <= REMIND_BEFORE:
        return "soon"
    return "opened" if today >= opened else ""


def state_said(percent: int) -> str:
    """The state of a piece of work by its share done."""
    return "done" if percent >= 100 else "running" if percent else "waiting"
