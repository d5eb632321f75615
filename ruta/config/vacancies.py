"""How does an operator bring the vacancies of a private board in? Progress, counts, and the bad rows in a file."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console

ALL_GOOD, FAILED, WITH_REFUSED = 0, 1, 2


def bring(file: Path, office: Any, board: str, console: Console) -> Any:
    """Read a file to its end, saying how far it is."""
    from ruta.base.context import system
    from ruta.employers.imports.actions import open_load
    from ruta.employers.imports.running import run

    actor = replace(system(office.institution_id, f"ruta import vacancies {file.name}"), office_id=office.pk)
    load = open_load(actor=actor, board=board, file_name=file.name)
    with file.open("rb") as opened, console.status("Leyendo…") as status:
        return run(actor=actor, load=load, file=opened, tell=lambda now: status.update(f"{now.done:,} filas"))


def report(load: Any, errors: Path | None, console: Console) -> int:
    """Say what came of it; the code of the exit."""
    if load.problem:
        console.print(f"[red]{load.problem}[/red]")
    console.print(
        f"Nuevas, en revisión: {load.created:,}. Ya estaban: {load.known:,}. Por decidir: {load.staged:,}. Por corregir: {load.refused:,}."
    )
    if load.refused and errors is not None:
        _write_refused(load, errors)
        console.print(f"Las filas por corregir están en {errors}. Corríjalas y cárguelas otra vez.")
    if load.problem:
        return FAILED
    return WITH_REFUSED if load.refused else ALL_GOOD


def _write_refused(load: Any, target: Path) -> None:
    from django.db import transaction

    from ruta.base.context import acting_as, system
    from ruta.employers.imports.columns import HEADERS
    from ruta.employers.imports.selectors import refused_rows
    from ruta.people.imports.returning import as_csv

    heads = ["fila", *(words.split("|", maxsplit=1)[0] for words in HEADERS.values()), "qué corregir"]
    with acting_as(system(load.owner_institution_id)), transaction.atomic(), target.open("w", newline="", encoding="utf-8") as file:
        rows = ([str(row.number), *(row.said.get(code, "") for code in HEADERS), row.problem] for row in refused_rows(load).iterator())
        file.writelines(as_csv(heads, rows))
