"""How is a case number written and read? `SPS-2026-004817`: office, year, order within both."""

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"^([A-Z][A-Z0-9]{1,5})-(\d{4})-(\d{6,})$")
_OFFICE = re.compile(r"^[A-Z][A-Z0-9]{1,5}$")
FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True, order=True)
class CaseNumber:
    """The number a person keeps on paper. It says nothing about the person."""

    office: str
    year: int
    sequence: int

    def __post_init__(self) -> None:
        """Refuse what could not be read back."""
        if not _OFFICE.match(self.office) or not FIRST_YEAR <= self.year <= 9999 or self.sequence < 1:
            message = f"no case number: {self.office!r}, {self.year}, {self.sequence}"
            raise ValueError(message)

    def __str__(self) -> str:
        """Write it with six digits (more, the day an office passes a million)."""
        return f"{self.office}-{self.year}-{self.sequence:06d}"


def office_prefix(code: str) -> str:
    """Shorten the code of an office to what fits a number: `SPS` stays, `UMAR-SPS` is `UMASPS`. Namesakes share a counter."""
    first, _, last = "".join(c for c in code.upper() if c.isalnum() or c == "-").partition("-")
    short = (first[:3] + last.replace("-", "")[:3]) if last else first[:6]
    return short if _OFFICE.match(short) else f"X{short}"[:6].ljust(2, "X")


def counter_scope(office: str, year: int) -> str:
    """Name the counter that gives the next sequence: `SPS-2026`."""
    return f"{office}-{year}"


def read_case_number(text: str) -> CaseNumber | None:
    """Read a number as people type it: small letters, spaces around and missing zeros are forgiven."""
    office, _, rest = text.strip().upper().replace(" ", "-").partition("-")
    year, _, sequence = rest.partition("-")
    found = _NUMBER.match(f"{office}-{year}-{sequence.zfill(6)}") if sequence.isdecimal() else None
    if found is None or int(found[2]) < FIRST_YEAR or int(found[3]) < 1:
        return None
    return CaseNumber(found[1], int(found[2]), int(found[3]))
