"""Is somebody of an age for this job? The law of the work of children and adolescents; who is of age is never asked."""

SHORT = frozenset({"part_time", "weekends"})
"""Schedules that leave time to study; nights never."""


def age_for(*, is_abroad: bool, schedule: str, lowest: int, adult: int) -> int:
    """From which age a job is done: that of an adult where it is abroad, of a whole day or at night."""
    return adult if is_abroad or schedule not in SHORT else lowest


def is_too_young(age: int | None, *, is_abroad: bool, schedule: str, lowest: int, adult: int) -> bool:
    """Under the lowest age for any job, under age for one that only an adult does. Somebody of unknown age counts as adult."""
    return age is not None and age < age_for(is_abroad=is_abroad, schedule=schedule, lowest=lowest, adult=adult)
