"""At which hours is a job done, how much of a week does it take, and which licences does a licence include?"""

from collections.abc import Collection, Mapping

from ruta.placements.enums import Availability, Licence, Shift

# The parts of a week of each schedule of a vacancy. Half a day may be any: nothing is asked.
PARTS_OF: Mapping[str, frozenset[str]] = {
    "full_time": frozenset({Shift.DAY}), "shifts": frozenset({Shift.DAY, Shift.EVENING, Shift.NIGHT}), "night": frozenset({Shift.NIGHT}),
    "weekends": frozenset({Shift.WEEKEND}),
}  # fmt: skip
WHOLE_WEEK = ("full_time", "shifts")
HALF = (Availability.PART_TIME, Availability.SOME_DAYS)
INCLUDES: Mapping[str, frozenset[str]] = {Licence.HEAVY: frozenset({Licence.LIGHT})}


def licences_held(codes: Collection[str]) -> frozenset[str]:
    """The licences of a person with those that they include."""
    return frozenset(codes).union(*(INCLUDES.get(code, frozenset()) for code in codes))


def licences_lacking(codes: Collection[str], *, is_complete: bool) -> frozenset[str]:
    """Which licences the person surely has not: known only when the profile was gone through together."""
    return frozenset(Licence) - licences_held(codes) if is_complete else frozenset()
