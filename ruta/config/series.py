"""How does an operator bring in figures that others published? Counts, and what to correct."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from ruta.base.errors import Invalid

if TYPE_CHECKING:
    from ruta.insights.actions import Kept
    from ruta.insights.engine.posts import Fault

ALL_GOOD, WITH_REFUSED = 0, 2
MOST_TOLD, MOST_BYTES = 20, 1_000_000


def bring(file: Path, console: Console) -> int:
    """Keep what can be read of a file, and say what cannot; the code of the exit."""
    from django.db import transaction

    from ruta.base.context import acting_as, system
    from ruta.insights.actions import keep_figures
    from ruta.insights.engine.posts import COLUMNS, read_published

    found, faults = read_published(_rows(file, COLUMNS[:4], COLUMNS[4:]))
    actor = system(None, f"ruta import series {file.name}")
    with acting_as(actor), transaction.atomic():
        kept = keep_figures(actor=actor, figures=found)
    return _told(kept, faults, console)


def bring_values(file: Path, console: Console) -> int:
    """The same for a series of anything."""
    from django.db import transaction

    from ruta.base.context import acting_as, system
    from ruta.insights.actions import keep_values
    from ruta.insights.engine.published import COLUMNS, NEEDED, read_values

    found, faults = read_values(_rows(file, NEEDED, COLUMNS[len(NEEDED) :]))
    actor = system(None, f"ruta import published {file.name}")
    with acting_as(actor), transaction.atomic():
        kept = keep_values(actor=actor, values=found)
    return _told(kept, faults, console)


def _told(kept: "Kept", faults: "list[Fault]", console: Console) -> int:
    console.print(
        f"{kept.created:,} cifras nuevas, {kept.changed:,} cambiadas, {kept.same:,} que ya estaban. Por corregir: {len(faults):,}."
    )
    for fault in faults[:MOST_TOLD]:
        console.print(f"Fila {fault.row}: {fault.sentence}", highlight=False, markup=False, soft_wrap=True)
    return WITH_REFUSED if faults else ALL_GOOD


def _rows(file: Path, needed: Sequence[str], others: Sequence[str]) -> list[dict[str, str]]:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise Invalid(f"{file} pasa de {MOST_BYTES // 1_000_000} MB. Pártalo en varios, cada uno con su encabezado.")
        text = file.read_text(encoding="utf-8-sig")
        rows = _told_in(text)
    except (OSError, ValueError, csv.Error) as error:
        raise Invalid(f"No se pudo leer {file}. Debe ser CSV en UTF-8.") from error
    if not rows or not set(needed) <= set(rows[0]):
        raise Invalid(f"{file} no tiene las columnas {', '.join(needed)}, o no tiene filas. Opcionales: {', '.join(others)}.")
    return rows


def _told_in(text: str) -> list[dict[str, str]]:
    """The rows under their heading; a cell may hold several lines."""
    if "\0" in text:
        raise ValueError(text[:1])  # of another encoding: no letter is a zero
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in text.partition("\n")[0] else ","))
