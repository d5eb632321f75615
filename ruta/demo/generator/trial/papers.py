"""Which numbers do persons of a trial hold? DNI unique over all its parts, and telephones.

The correlative of a DNI begins at 40000: the largest municipality registers some thirty thousand births a year, so no real
DNI has one. It does not follow the date within the year. Twins hold neighbouring numbers.
"""

from datetime import date

import numpy as np

from ruta.demo.generator.streams import Index, Text, chance, texts

FIRST_SERIAL, BIRTHS = 40_000, 30_000  # a birth has two numbers, the second for a twin
BIRTH_STEP = 12_101  # coprime with BIRTHS: a fixed shuffle without repetition
LATE_REGISTRATION = 0.05  # guess: births registered one to nine years later
FIRST_YEAR, LAST_YEAR = 1900, 2100
FIRST_PHONE = 70_000_000
PHONE_STEP = 6_180_343  # coprime with both sizes
SMALL, FEW_PHONES, ALL_PHONES = 4_000_000, 10_000_000, 30_000_000  # the block of 7, or of 7, 8 and 9


class Books:
    """The birth registers of the municipalities and the numbers of the telephone companies."""

    def __init__(self, people: int, today: date) -> None:
        self._births = np.zeros((10_000, LAST_YEAR - FIRST_YEAR), dtype=np.int32)
        self.today = today
        self._phones = FEW_PHONES if people <= SMALL else ALL_PHONES

    def numbers(self, rng: np.random.Generator, birthplace: Text, birth_year: Index, twin_of: Index) -> Text:
        """Return a new DNI of 13 digits for each person, '' for who was born abroad or whose book is full."""
        size = len(birthplace)
        place = np.array([int(code or 0) for code in birthplace.tolist()], dtype=np.int64)
        late = chance(rng, LATE_REGISTRATION, size) * rng.integers(1, 10, size)
        year = np.where(twin_of >= 0, birth_year, np.minimum(birth_year + late, self.today.year))
        source = np.where(twin_of >= 0, twin_of, np.arange(size))
        year = year[source]
        birth = self._next_births(place, year)[source]
        is_second = np.where(twin_of >= 0, 1, rng.integers(0, 2, size))
        is_second[twin_of[twin_of >= 0]] = 0
        serial = FIRST_SERIAL + 2 * ((birth * BIRTH_STEP + _first_birth(place, year)) % BIRTHS) + is_second
        number = (place * 10_000 + year) * 100_000 + serial
        known = (place > 0) & (birth < BIRTHS)
        return texts([f"{n:013d}" if ok else "" for n, ok in zip(number.tolist(), known.tolist(), strict=True)])

    def phones(self, owner: Index) -> Text:
        """Return the telephone of each owner; numbers differ until the block is used up, then they are given out again."""
        return texts([str(number) for number in (FIRST_PHONE + owner * PHONE_STEP % self._phones).tolist()])

    def any_phone(self, rng: np.random.Generator) -> str:
        """Return a telephone that may be anybody's."""
        return str(FIRST_PHONE + int(rng.integers(self._phones)))

    def _next_births(self, place: Index, year: Index) -> Index:
        """Count the births of each municipality and year, from where the last part of the trial ended."""
        book = place * (LAST_YEAR - FIRST_YEAR) + (year - FIRST_YEAR)
        order = np.argsort(book, kind="stable")
        found, first, count = np.unique(book[order], return_index=True, return_counts=True)
        births = self._births.reshape(-1)
        rank = np.empty(len(book), dtype=np.int64)
        rank[order] = np.arange(len(book)) - np.repeat(first, count) + np.repeat(births[found], count)
        births[found] += count.astype(np.int32)
        return rank


def _first_birth(place: Index, year: Index) -> Index:
    """Return where the shuffle of each book begins, so that the first births of two books have different numbers."""
    return ((place * 1_009 + year) * 2_654_435_761 >> 9) % BIRTHS


def twin_number(dni: str) -> str:
    """Return the DNI of the person who was born with the holder."""
    return f"{int(dni) ^ 1:013d}" if dni else ""
