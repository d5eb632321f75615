"""Which number does an address or a form name? Whatever is typed there."""

from typing import Any

MOST_DIGITS = 18  # what a column of the database holds


def read_number(typed: Any) -> int:
    """The number of a row or of lines; 0, which no row has, for anything that is none.

    >>> read_number("42"), read_number("²"), read_number("-1"), read_number(None), read_number("9" * 5000)
    (42, 0, 0, 0, 0)
    """
    said = str(typed or "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= MOST_DIGITS else 0
