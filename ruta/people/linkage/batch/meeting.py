"""Which rows of a file and of a register share a key? Joined one family of keys at a time, in a compiled loop."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import local
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ruta.people.linkage.batch.keys import FAMILIES, Family, Keys, keys_in_parts, keys_of, loose_families_for
from ruta.people.linkage.kernel.joining import Meeting, bounds, find_keys, gather, group, number_keys, post, table_for
from ruta.people.linkage.kernel.shapes import Rows

PAIRS_A_TIME = 500_000
"""Pairs that one thread holds at once, or those of one row where it has more."""


class Pairs(NamedTuple):
    """Rows that share a key: of the file, and of the register."""

    file_rows: NDArray[np.int64]
    register_rows: NDArray[np.int64]


def meeting_of_nobody(size: int) -> Meeting:
    """Where so many rows meet nobody."""
    return Meeting(np.zeros(size + 1, np.int64), np.empty(0, np.int32), np.zeros(1, np.int64), np.empty(0, np.int32))


def meet(register: Rows, file: Rows, codes: NDArray[np.int64], families: Iterable[Family]) -> Meeting:
    """Who shares a key of these families, without keys that find a crowd in the register."""
    nobody = meeting_of_nobody(len(file.dni))
    keys, file_rows, offsets, rows = [nobody.keys], [nobody.rows], [nobody.offsets], [nobody.rows]
    base, met = 0, 0
    for family in families:
        ours = keys_of(file, codes, family.name, is_file=True)
        again, numbers, family_offsets, family_rows = _joined(register, codes, family, ours)
        useful = np.flatnonzero(again[numbers] >= 0)
        keys.append(again[numbers[useful]] + np.int32(base))
        file_rows.append(ours.rows[useful])
        offsets.append(family_offsets[1:] + met)
        rows.append(family_rows)
        base, met = base + len(family_offsets) - 1, met + len(family_rows)
    starts, grouped = group(np.concatenate(keys), np.concatenate(file_rows), len(file.dni))
    return Meeting(starts, grouped, np.concatenate(offsets), np.concatenate(rows))


def _joined(register: Rows, codes: NDArray[np.int64], family: Family, ours: Keys) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """The number of each key of the file, what it is renumbered to, and who bears it in the register."""
    table = table_for(len(ours.keys))
    numbers, count = number_keys(table, ours.keys)
    found = [find_keys(table, *part) for part in keys_in_parts(register, codes, family.name, is_file=False)]
    found.append((np.empty(0, np.int32), np.empty(0, np.int32)))
    theirs, rows = (np.concatenate(column) for column in zip(*found, strict=True))
    again, offsets, posted = post(theirs, rows, count, family.most)
    return again, numbers, offsets, posted


class Meetings:
    """Who meets by the keys that are always asked, and who by the looser ones that only rows without a sure answer ask.

    Several threads may ask at once.
    """

    def __init__(self, firm: Meeting, loose: Meeting, register_size: int, *, is_self: bool) -> None:
        self.firm, self.loose, self.is_self = firm, loose, is_self
        self._most = {id(meeting): bounds(meeting) for meeting in (firm, loose)}
        self._none = meeting_of_nobody(len(firm.starts) - 1)
        self._size, self._room = register_size, local()

    @classmethod
    def of(cls, register: Rows, file: Rows, codes: NDArray[np.int64], *, is_self: bool) -> "Meetings":
        """The meetings of two sides."""
        size = len(register.dni)
        with ThreadPoolExecutor(2) as threads:  # the loops hold no lock
            firm, loose = threads.map(partial(meet, register, file, codes), (FAMILIES, loose_families_for(size)))
        return cls(firm, loose, size, is_self=is_self)

    def parts(self) -> Iterator[NDArray[np.int64]]:
        """The rows of the file in their order, some at a time, so that the pairs of each part are bounded."""
        reached = np.cumsum(sum(self._most.values()))
        start = 0
        while start < len(reached):
            before = reached[start - 1] if start else 0
            end = max(int(np.searchsorted(reached, before + PAIRS_A_TIME, "right")), start + 1)
            yield np.arange(start, end)
            start = end

    def pairs(self, rows: NDArray[np.int64]) -> Pairs:
        """Every pair of these rows once, by the firm keys."""
        return self._gathered(self.firm, self._none, rows)

    def more_pairs(self, rows: NDArray[np.int64]) -> Pairs:
        """The pairs of these rows that only looser keys bring together."""
        return self._gathered(self.loose, self.firm, rows)

    def _gathered(self, meeting: Meeting, before: Meeting, rows: NDArray[np.int64]) -> Pairs:
        marks = getattr(self._room, "marks", None)
        if marks is None:
            marks = self._room.marks = np.zeros(self._size, np.int32)
        most = int(self._most[id(meeting)][rows].sum())
        ones, others = np.empty(most, np.int64), np.empty(most, np.int64)
        filled = gather(meeting, before, rows, self.is_self, marks, ones, others)
        return Pairs(ones[:filled], others[:filled])
