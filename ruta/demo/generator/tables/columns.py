"""What is a table of columns? Equal-length arrays, one for each column."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from ruta.demo.generator.streams import Flag, Index


@dataclass(frozen=True)
class Table:
    """Equal-length arrays.

    Conventions: `Text` is an object array of `str`, '' means NULL; `Index` is int64 and a column `*_row` is the row of
    another table, -1 means NULL; `Day` is datetime64[D] and `Moment` datetime64[s] in UTC, NaT means NULL.
    """

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(getattr(self, fields(self)[0].name))

    def rows(self, chosen: Index | Flag) -> Self:
        """Return the chosen rows, as a table of their own."""
        return type(self)(**{name: column[chosen] for name, column in self.columns().items()})

    def columns(self) -> dict[str, NDArray[Any]]:
        """Return the columns by name, in order."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    @classmethod
    def stack(cls, parts: Sequence[Self]) -> Self:
        """Return the rows of all parts, one after the other."""
        return cls(**{f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(cls)})
