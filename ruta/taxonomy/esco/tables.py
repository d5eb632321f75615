"""How is a table of a downloaded folder read, plain or compressed, and which sentence tells what is wrong with it?"""

import csv
import gzip
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from ruta.base.errors import Invalid

Line = dict[str, str]


def found(folder: Path, *names: str) -> Path | None:
    """The first of these files that the folder has, with or without compression."""
    written = (folder / (name + ending) for name in names for ending in ("", ".gz"))
    return next((path for path in written if path.is_file()), None)


def demanded(folder: Path, *names: str) -> Path:
    """The same, or one sentence that names what is missing."""
    path = found(folder, *names)
    if path is None:
        raise Invalid(
            _("En «%(folder)s» falta el archivo %(file)s. Descargue ESCO completo (CSV, español) y repita.")
            % {"folder": folder, "file": " o ".join(names)}
        )
    return path


def lines(path: Path, columns: Sequence[str]) -> Iterator[Line]:
    """The lines of a table that has these columns; every cell is text."""
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            _demand_columns(path, columns, reader.fieldnames or ())
            for line in reader:
                if None in line:
                    raise Invalid(
                        _("En «%(name)s», la línea %(line)s tiene más celdas que el encabezado. Descárguelo de nuevo.")
                        % {"name": path.name, "line": reader.line_num}
                    )
                yield line
    except (OSError, UnicodeDecodeError, csv.Error, EOFError) as error:
        raise Invalid(_("No se puede leer «%(path)s». Debe ser CSV en UTF-8; descárguelo de nuevo.") % {"path": path}) from error


def _demand_columns(path: Path, columns: Iterable[str], there: Iterable[str]) -> None:
    missing = [name for name in columns if name not in set(there)]
    if missing:
        raise Invalid(
            _("A «%(name)s» le falta la columna «%(column)s». Use ESCO 1.1 o más reciente, sin cambiar sus encabezados.")
            % {"name": path.name, "column": missing[0]}
        )


def fingerprint(paths: Iterable[Path]) -> str:
    """One hash of what was read."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path.name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
