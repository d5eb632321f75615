"""Under which wage may nobody be paid, and how sure is that figure?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Floor:
    """The minimum of a branch and a size of firm, in lempiras a month, with its year and whether it was checked against the official table."""

    amount: int
    year: int
    is_verified: bool


def floor_for(table: Mapping[str, Any], rows: Iterable[Mapping[str, Any]], *, section: str, size: str) -> Floor | None:
    """The minimum wage of a section of CIIU and a size; of an unknown size that of the smallest firms, nothing for an unknown section.

    `table` holds year and whether it is verified, `rows` the branches with their sections and amounts.
    """
    for row in rows:
        if section and section in row["sections"]:
            amounts = row["amounts"]
            return Floor(int(amounts.get(size) or min(amounts.values())), int(table["year"]), bool(table["verified"]))
    return None


def is_under(wage: int | None, floor: Floor | None, *, is_full_time: bool = True) -> bool:
    """Whether a wage is lower than the minimum. Part of a day may be paid as part of it, so only a full one is compared."""
    return wage is not None and floor is not None and is_full_time and wage < floor.amount
