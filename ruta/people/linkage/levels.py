"""Under which number does the kernel know each level? The order is the ladder: a later level never weighs less."""

from typing import Final

from ruta.people.linkage.compare import (
    BLANK,
    DEPARTMENT,
    GENERATION,
    JANUARY,
    LATE,
    NEIGHBOUR,
    ONE_DIGIT,
    ONE_PART,
    SHARED,
    SWAPPED,
    TRANSPOSED,
    TWO_DIGITS,
    YEAR_OFF,
    YEAR_ONLY,
)
from ruta.people.linkage.names import DIFFERENT, EQUAL, INITIAL, NEAR, NICKNAME, PARTLY, SOUNDS

WORD: Final = (BLANK, INITIAL, NEAR, NICKNAME, SOUNDS, EQUAL, PARTLY, DIFFERENT)
"""Levels of two words; the last two tell that a word has no answer, beside one that has or alone."""
FIELDS: Final = ("dni", "document", "birth_date", "phone", "sex", "municipality", "dni_place", "dni_year")
LEVELS: Final = {
    "dni": (BLANK, DIFFERENT, TWO_DIGITS, ONE_DIGIT, TRANSPOSED, EQUAL),
    "document": (BLANK, DIFFERENT, NEAR, EQUAL),
    "birth_date": (BLANK, GENERATION, DIFFERENT, ONE_PART, YEAR_ONLY, JANUARY, YEAR_OFF, SWAPPED, EQUAL),
    "phone": (BLANK, DIFFERENT, SHARED, NEAR, EQUAL),
    "sex": (BLANK, DIFFERENT, EQUAL),
    "municipality": (BLANK, DIFFERENT, DEPARTMENT, NEIGHBOUR, NEAR, EQUAL),
    "dni_place": (BLANK, DIFFERENT, DEPARTMENT, EQUAL),
    "dni_year": (BLANK, DIFFERENT, LATE, EQUAL),
    "extra": (BLANK, DIFFERENT, NEAR, EQUAL),
}
MOST_EXTRAS: Final = 6
RARE: Final = 0.002
"""A name that fewer persons bear is called uncommon."""
SHIFTS: Final = {
    "given": 0,  # five counts of two bits (initial … equal), clashes (2), a flag: none agrees
    "surname": 13,
    "dni": 26,
    "document": 29,
    "birth_date": 31,
    "phone": 35,
    "sex": 38,
    "municipality": 40,
    "missing": 43,  # two flags: given names, surnames
    "extra": 45,
    "dni_place": 57,
    "dni_year": 59,
    "rare": 61,  # two flags: all given names that agree are equal and uncommon, all surnames
}
"""Where each field stands in the 64 bits of a pattern; see `patterns.py`, which reads them."""
