"""Is somebody of an age for this job? The law of the work of children and adolescents; who is of age is never asked."""

LEAST_AGE, ADULT = 14, 18
SHORT = frozenset({"part_time", "weekends"})
"""Schedules that leave time to study; nights never."""


def is_too_young(age: int | None, *, is_abroad: bool, schedule: str) -> bool:
    """Under 14 for any job, until 18 for one abroad, of a whole day or at night. Somebody of unknown age counts as adult."""
    if age is None or age >= ADULT:
        return False
    return age < LEAST_AGE or is_abroad or schedule not in SHORT
