"""How is what comes kept while it is read? In a file without a name, whatever it was before, so that memory stays flat."""

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from ruta.feeds.errors import Unreachable
from ruta.feeds.models import Source

PIECE = 1 << 20
MOST_BYTES = 2 << 30
ROW_BYTES = 2_000  # how much of a file is looked at for each row that is shown
LIST_KINDS = (".csv", ".txt", ".tsv", ".xlsx")


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file as it came: how the other side calls it, when it made it, and where it can be read now."""

    name: str
    made_on: datetime | None
    file: BinaryIO


def spooled(given: BinaryIO, *, first: int | None = None, name: str = "") -> BinaryIO:
    """A copy that nobody else can open or change while it is read; of a text, with `first`, only the beginning."""
    kept: Any = tempfile.TemporaryFile()  # noqa: SIM115 - whoever reads closes it
    limit = first * ROW_BYTES if first and not name.lower().endswith(".xlsx") else None
    size = 0
    while piece := given.read(min(PIECE, limit) if limit else PIECE):
        size += len(piece)
        if size > MOST_BYTES:
            kept.close()
            raise Unreachable(_("El archivo es demasiado grande. Pida que lo dividan."))
        kept.write(piece)
        if limit and size >= limit:
            _cut(kept)
            break
    kept.seek(0)
    return kept  # type: ignore[no-any-return]


def _cut(kept: BinaryIO) -> None:
    """Leave away the line that was not read to its end."""
    size = kept.tell()
    kept.seek(max(size - PIECE, 0))
    tail = kept.read()
    kept.truncate(size - len(tail) + tail.rfind(b"\n") + 1)


def as_file(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> BinaryIO:
    """Rows that were no file as one."""
    kept: Any = tempfile.TemporaryFile()  # noqa: SIM115
    text = io.TextIOWrapper(kept, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    text.flush()
    text.detach()
    kept.seek(0)
    return kept  # type: ignore[no-any-return]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(value.split("\n")).replace("\r", " ").replace("\x00", "")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def secret_file(source: Source) -> Path:
    """Where the operator keeps the key of this source: outside the database and outside the project."""
    path = Path(settings.FEEDS_SECRETS) / source.code if settings.FEEDS_SECRETS else None
    if path is None or not path.is_file():
        raise Unreachable(
            _("Falta la clave de esta fuente. Pida a quien opera el servidor que la ponga con el nombre «%(code)s».")
            % {"code": source.code}
        )
    return path


def secret_of(source: Source) -> str:
    """What it says, for a source that may or may not ask for one."""
    path = Path(settings.FEEDS_SECRETS) / source.code if settings.FEEDS_SECRETS else None
    return path.read_text(encoding="utf-8").strip() if path and path.is_file() else ""
