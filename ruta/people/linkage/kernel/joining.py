"""Which rows of two sides share a key? A table of the keys of one side, filled once and asked for each key of the other."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ruta.people.linkage.kernel.shapes import compiled


class Table(NamedTuple):
    """Different keys by their place, and the number that each was given; -1 where a place is free. As long as a power of two."""

    keys: NDArray[np.int64]
    numbers: NDArray[np.int32]


class Meeting(NamedTuple):
    """For each row of the file its useful keys, and for each key the rows of the register that bear it, one list after the other."""

    starts: NDArray[np.int64]
    keys: NDArray[np.int32]
    offsets: NDArray[np.int64]
    rows: NDArray[np.int32]


def table_for(count: int) -> Table:
    """Room for so many keys, at most half full."""
    size = 1 << max(count * 2 - 1, 1).bit_length()
    return Table(np.zeros(size, np.int64), np.full(size, -1, np.int32))


@compiled
def number_keys(table, keys):
    """Give each different key the next number; returns the number of each, and how many there are."""
    mask, count = len(table.keys) - 1, 0
    numbers = np.empty(len(keys), np.int32)
    for at in range(len(keys)):
        key = keys[at]
        place = key & mask
        while table.numbers[place] >= 0 and table.keys[place] != key:
            place = (place + 1) & mask
        if table.numbers[place] < 0:
            table.keys[place], table.numbers[place] = key, count
            count += 1
        numbers[at] = table.numbers[place]
    return numbers, count


@compiled
def find_keys(table, keys, rows):
    """The numbers of those keys that stand in the table, with their rows."""
    mask, met = len(table.keys) - 1, 0
    numbers, found = np.empty(len(keys), np.int32), np.empty(len(keys), np.int32)
    for at in range(len(keys)):
        key = keys[at]
        place = key & mask
        while table.numbers[place] >= 0:
            if table.keys[place] == key:
                numbers[met], found[met] = table.numbers[place], rows[at]
                met += 1
                break
            place = (place + 1) & mask
    return numbers[:met].copy(), found[:met].copy()


@compiled
def post(numbers, rows, count, most):
    """The rows of each key, without keys that nobody or a crowd bears; returns the new number of each key, offsets and rows."""
    sizes = np.zeros(count, np.int64)
    for number in numbers:
        sizes[number] += 1
    again, kept, total = np.full(count, -1, np.int32), 0, 0
    for number in range(count):
        if 0 < sizes[number] <= most:
            again[number] = kept
            kept += 1
            total += sizes[number]
    offsets = np.zeros(kept + 1, np.int64)
    for number in range(count):
        if again[number] >= 0:
            offsets[again[number] + 1] = offsets[again[number]] + sizes[number]
    posted, filled = np.empty(total, np.int32), offsets[:-1].copy()
    for at in range(len(numbers)):
        key = again[numbers[at]]
        if key >= 0:
            posted[filled[key]] = rows[at]
            filled[key] += 1
    return again, offsets, posted


@compiled
def group(keys, rows, size):
    """The keys of each row, one list after the other."""
    starts = np.zeros(size + 1, np.int64)
    for row in rows:
        starts[row + 1] += 1
    for row in range(size):
        starts[row + 1] += starts[row]
    grouped, filled = np.empty(len(keys), np.int32), starts[:-1].copy()
    for at in range(len(keys)):
        grouped[filled[rows[at]]] = keys[at]
        filled[rows[at]] += 1
    return starts, grouped


@compiled
def bounds(meeting):
    """How many pairs each row of the file can have at most."""
    most = np.zeros(len(meeting.starts) - 1, np.int64)
    for row in range(len(most)):
        for at in range(meeting.starts[row], meeting.starts[row + 1]):
            key = meeting.keys[at]
            most[row] += meeting.offsets[key + 1] - meeting.offsets[key]
    return most


@compiled
def gather(meeting, before, rows, is_self, marks, ones, others):
    """Write every pair of these rows once, without those that met before; returns how many.

    `marks` has a place for each row of the register, where the last row of the file that met it is noted.
    """
    filled = 0
    for row in rows:
        mark = row + 1
        for at in range(before.starts[row], before.starts[row + 1]):
            key = before.keys[at]
            for place in range(before.offsets[key], before.offsets[key + 1]):
                marks[before.rows[place]] = mark
        for at in range(meeting.starts[row], meeting.starts[row + 1]):
            key = meeting.keys[at]
            for place in range(meeting.offsets[key], meeting.offsets[key + 1]):
                other = meeting.rows[place]
                if marks[other] == mark or (is_self and other >= row):
                    continue
                marks[other] = mark
                ones[filled], others[filled] = row, other
                filled += 1
    return filled
