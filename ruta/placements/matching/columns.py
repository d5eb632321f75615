"""How does one column of a table become numbers?"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ruta.placements.matching.kernel.shapes import MOST_BITS, NONE

OWN = "ruta:"
"""Codes of our own list hold a colon themselves."""
UNTOLD = 99
"""The level of a skill that nobody told: enough for any that is asked."""


class Unreadable(ValueError):
    """A value that cannot be read, or too many of a kind."""


class Coded(NamedTuple):
    """A list of each row, one after the other: where each begins, codes as numbers, and the numbers that follow the codes."""

    at: NDArray[np.int64]
    code: NDArray[np.int32]
    number: NDArray[np.int32]

    @property
    def rows(self) -> NDArray[np.int64]:
        """The row of each item."""
        return np.repeat(np.arange(len(self.at) - 1), np.diff(self.at))

    @property
    def pairs(self) -> NDArray[np.int32]:
        """Code and number of each item."""
        return np.ascontiguousarray(np.column_stack([self.code, self.number]).astype(np.int32))


class Codes(dict[str, int]):
    """A number for each code, in the order in which they are met."""

    def number(self, code: str) -> int:
        """The number of a code, a new one when it is met for the first time."""
        return self.setdefault(code, len(self))


def coded(column: Any, codes: Codes, *, silent: int) -> Coded:
    """The lists of a column; `silent` stands for a number that is not said."""
    lists = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    lists = lists.fill_null([]) if lists.null_count else lists
    lengths = pc.list_value_length(lists).to_numpy(zero_copy_only=False)
    at = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    items = lists.flatten().dictionary_encode()
    pairs = np.array([_pair(text, codes, silent) for text in items.dictionary.to_pylist()], np.int32).reshape(-1, 2)
    where = items.indices.to_numpy(zero_copy_only=False)
    return Coded(at, pairs[where, 0], pairs[where, 1])


def _pair(text: str | None, codes: Codes, silent: int) -> tuple[int, int]:
    code, _, number = (text or "").strip().removeprefix(OWN).partition(":")
    if not code or not (number.isdigit() or not number) or len(number) > 4:
        raise Unreadable(f"«{text}»")
    code = OWN + code if (text or "").strip().startswith(OWN) else code
    return codes.number(code), int(number) if number else silent


def once(lists: Coded) -> Coded:
    """Each code of a row once, with its highest number."""
    order = np.lexsort((lists.number, lists.code, lists.rows))
    rows, code, number = lists.rows[order], lists.code[order], lists.number[order]
    if len(rows) == 0:
        return lists
    is_last = np.append((rows[1:] != rows[:-1]) | (code[1:] != code[:-1]), True)
    return Coded(_starts(rows[is_last], len(lists.at) - 1), code[is_last], number[is_last])


def without(lists: Coded, others: Coded) -> Coded:
    """The items whose code the same row of the others does not hold."""
    width = 1 + max(lists.code.max(initial=0), others.code.max(initial=0))
    is_kept = ~np.isin(lists.rows * width + lists.code, others.rows * width + others.code)
    return Coded(_starts(lists.rows[is_kept], len(lists.at) - 1), lists.code[is_kept], lists.number[is_kept])


def _starts(rows: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    return np.searchsorted(rows, np.arange(count + 1))


def masks(column: Any, codes: Codes) -> NDArray[np.int64]:
    """The codes of each row as bits."""
    lists = coded(column, codes, silent=0)
    if len(codes) > MOST_BITS:
        raise Unreadable(f"{len(codes)} > {MOST_BITS}: {', '.join(list(codes)[:5])} …")
    found = np.zeros(len(lists.at) - 1, np.int64)
    np.bitwise_or.at(found, lists.rows, np.int64(1) << lists.code.astype(np.int64))
    return found


def whole(column: Any, kind: Any = np.int32) -> NDArray[Any]:
    """Numbers, `NONE` where nothing is said."""
    return pc.fill_null(column.cast(pa.int32()), NONE).to_numpy().astype(kind)


def texts(column: Any, number: Callable[[str], int]) -> NDArray[np.int32]:
    """A number for each text, made once for each different one."""
    items = column.combine_chunks().dictionary_encode()
    items = items.combine_chunks() if isinstance(items, pa.ChunkedArray) else items
    numbers = np.array([number(text) if text else NONE for text in items.dictionary.to_pylist()] + [NONE], np.int32)
    return numbers[items.indices.fill_null(len(numbers) - 1).to_numpy()]
