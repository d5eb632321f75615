"""The rules of `score.py` as a compiled loop over arrays; `tests/test_kernel.py` holds both together."""

from contextlib import suppress
from pathlib import Path

_HERE = Path(__file__).parent


def _forget_older_code() -> None:
    """Numba's cache sees changes of one file only, while these call each other: code older than any source goes."""
    newest = max(source.stat().st_mtime for source in _HERE.glob("*.py"))
    for kept in (_HERE / "__pycache__").glob("*.nb[ic]"):
        with suppress(OSError):
            if kept.stat().st_mtime < newest:
                kept.unlink()


_forget_older_code()
