"""How is the copy of a register that `scan.py` looks through kept in a file, so that all processes of a machine share its memory?"""

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from ruta.people.linkage.scan import COLUMNS, ID, VERSION, Numbers

_HEAD = 512


@dataclass(frozen=True, slots=True)
class Head:
    """What the numbers are of: all changes before transaction `floor` of that database are in."""

    database: int
    floor: int
    made_at: float
    version: int = VERSION


@dataclass(frozen=True, slots=True)
class Copy:
    """A register as numbers, in the order of the ids."""

    head: Head
    numbers: Numbers


def write(path: Path, copy: Copy) -> None:
    """Put the copy in place of an older one at once; only this account may read it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    described = json.dumps(asdict(copy.head)).encode().ljust(_HEAD)
    made, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # readable by its owner alone
    with os.fdopen(made, "wb") as file:
        file.write(described)
        copy.numbers.astype(np.uint64).tofile(file)
    Path(name).replace(path)


def read(path: Path) -> Copy | None:
    """The copy in a file, its numbers mapped and not read; nothing when it is missing, torn or of another version."""
    try:
        with path.open("rb") as file:
            head = Head(**json.loads(file.read(_HEAD)))
        size = path.stat().st_size - _HEAD
        if head.version != VERSION or size % (COLUMNS * 8):
            return None
        count = size // (COLUMNS * 8)
        empty = np.empty((COLUMNS, 0), np.uint64)
        return Copy(head, np.memmap(path, np.uint64, "r", _HEAD, (COLUMNS, count)) if count else empty)
    except (OSError, ValueError, TypeError):
        return None


def joined(base: Numbers, later: Numbers) -> Numbers:
    """Two copies as one in the order of the ids; who stands in both is taken from the later."""
    kept = base[:, ~np.isin(base[ID], later[ID])]
    both = np.concatenate([kept, later], axis=1)
    return np.ascontiguousarray(both[:, np.argsort(both[ID], kind="stable")])
