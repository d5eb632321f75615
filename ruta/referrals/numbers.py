"""How is a referral number written and read? `D-2026-01873`: year and order, nothing about the person or the service."""

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"^D[- ]?(\d{4})[- ](\d{1,9})$")
FIRST_YEAR, LAST_YEAR = 2000, 9999


@dataclass(frozen=True, slots=True, order=True)
class ReferralNumber:
    """The number both institutions and the person use."""

    year: int
    sequence: int

    def __post_init__(self) -> None:
        """Refuse what could not be read back."""
        if not FIRST_YEAR <= self.year <= LAST_YEAR or self.sequence < 1:
            message = f"no referral number: {self.year}, {self.sequence}"
            raise ValueError(message)

    def __str__(self) -> str:
        """Write it with five digits (more, the year that passes 99,999)."""
        return f"D-{self.year}-{self.sequence:05d}"


def counter_scope(year: int) -> str:
    """Name the counter that gives the next sequence: `D-2026`."""
    return f"D-{year}"


def read_referral_number(text: str) -> ReferralNumber | None:
    """Read a number as people type it: small letters, spaces and missing zeros are forgiven."""
    found = _NUMBER.match(text.strip().upper())
    if found is None or int(found[1]) < FIRST_YEAR or int(found[2]) < 1:
        return None
    return ReferralNumber(int(found[1]), int(found[2]))
