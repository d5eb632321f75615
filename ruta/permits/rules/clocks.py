"""Until when may a step take, and what is left of its days after the applicant had their turn? Working days only."""

from datetime import date

from ruta.base.workdays import WorkCalendar


def due_after(calendar: WorkCalendar, day: date, days: int | None) -> date | None:
    """The last day of a step that begins on `day`; nothing where no clock runs."""
    return None if days is None else calendar.add_days(day, days)


def days_left(calendar: WorkCalendar, day: date, due: date | None) -> int:
    """Working days that the office still has; a clock that ran out has none."""
    return 0 if due is None or due <= day else calendar.days_between(day, due)


def resumed(calendar: WorkCalendar, day: date, left: int) -> date:
    """The last day of a step that goes on: what was late stays due at once."""
    return calendar.add_days(day, left)
