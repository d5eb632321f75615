"""How does an operator bring a file of persons into the register? `ruta import persons`: progress, plain sentences, exit codes 0, 1 and 2."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ruta.base.errors import Invalid
from ruta.config import presence
from ruta.config.database import ensure_ready, name
from ruta.config.yielding import give_way

ALL_GOOD, FAILED, WITH_REJECTED, INTERRUPTED = 0, 1, 2, 130
MOST_TOLD = 10
console = Console(stderr=True)
imports = typer.Typer(help="Traer registros de un archivo.", no_args_is_help=True)


@imports.callback()
def _group() -> None:
    """Traer registros de un archivo."""


@imports.command()
def persons(
    file: Annotated[Path, typer.Argument(help="Archivo CSV o Excel (.xlsx).")],
    institution: Annotated[str, typer.Option(help="Código de la institución, por ejemplo SETRASS-DGE.")],
    office: Annotated[str, typer.Option(help="Código de la oficina, por ejemplo SPS.")],
    mapping: Annotated[Path | None, typer.Option(help="YAML: qué es cada columna (columnas, fijos, abrir_casos).")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Solo revisar: no se registra a nadie.")] = False,
    errors: Annotated[Path | None, typer.Option(help="Dónde dejar las filas por corregir (.csv o .xlsx).")] = None,
) -> None:
    """Registra a las personas de un archivo. Repetir la orden no repite a nadie. Sale con 0 si todo entró, 2 si hubo filas por corregir, 1 si falló."""
    if not file.is_file():
        raise Invalid(f"No hay ningún archivo en {file}. Revise la ruta.")
    ensure_ready()
    presence.enter(name())
    import django

    django.setup()
    give_way()
    place = _office(institution, office)
    batch = _bring(file, place, _read_mapping(mapping), is_dry_run=dry_run)
    sys.exit(_report(batch, errors))


@imports.command()
def vacancies(
    file: Annotated[Path, typer.Argument(help="Archivo CSV, Excel (.xlsx) o JSON.")],
    institution: Annotated[str, typer.Option(help="Código de la institución, por ejemplo SETRASS-DGE.")],
    office: Annotated[str, typer.Option(help="Código de la oficina, por ejemplo SPS.")],
    board: Annotated[str, typer.Option(help="De qué bolsa de empleo viene.")],
    errors: Annotated[Path | None, typer.Option(help="Dónde dejar las filas por corregir (.csv).")] = None,
) -> None:
    """Toma las vacantes de una bolsa privada; quedan en revisión. Repetir la orden no repite ninguna. Sale con 0 si todo entró, 2 si hubo filas por corregir, 1 si falló."""
    if not file.is_file():
        raise Invalid(f"No hay ningún archivo en {file}. Revise la ruta.")
    ensure_ready()
    presence.enter(name())
    import django

    django.setup()
    give_way()
    from ruta.config.vacancies import bring, report

    load = bring(file, _office(institution, office), board, console)
    sys.exit(report(load, errors, console))


@imports.command()
def projects(
    file: Annotated[Path, typer.Argument(help="Hoja (.xlsx, .csv) o actividades de IATI 2.03 (.xml).")],
    institution: Annotated[str, typer.Option(help="Código de la institución que los mantiene, por ejemplo SETRASS-DGE.")],
    mapping: Annotated[Path | None, typer.Option(help="YAML: qué es cada columna (columnas: {encabezado: dato}).")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Solo revisar: no se guarda ningún proyecto.")] = False,
) -> None:
    """Trae programas y proyectos al banco. Repetir la orden no repite ninguno. Sale con 0 si todo entró, 2 si hubo filas por corregir, 1 si falló."""
    if not file.is_file():
        raise Invalid(f"No hay ningún archivo en {file}. Revise la ruta.")
    ensure_ready()
    presence.enter(name())
    import django

    django.setup()
    from ruta.config.projects import bring

    sys.exit(bring(file, _institution(institution), mapping, console, is_dry_run=dry_run))


@imports.command()
def series(file: Annotated[Path, typer.Argument(help="CSV: trimestre, serie, valor, fuente, enlace, provisional, nota.")]) -> None:
    """Carga cifras publicadas de personas ocupadas y desocupadas, para la tasa de vacantes (I36). Sale con 0 si todo entró, 2 si hubo filas por corregir, 1 si falló."""
    if not file.is_file():
        raise Invalid(f"No hay ningún archivo en {file}. Revise la ruta.")
    ensure_ready()
    presence.enter(name())
    import django

    django.setup()
    from ruta.config.series import bring

    sys.exit(bring(file, console))


@imports.command()
def published(
    file: Annotated[
        Path, typer.Argument(help="CSV: serie, desde, hasta, registro, valor, fuente; y si los hay unidad, categoria, lugar, enlace, nota.")
    ],
) -> None:
    """Carga una serie que otros publicaron, cada cifra con su registro, su fuente y sus días. Sale con 0 si todo entró, 2 si hubo filas por corregir, 1 si falló."""
    if not file.is_file():
        raise Invalid(f"No hay ningún archivo en {file}. Revise la ruta.")
    ensure_ready()
    presence.enter(name())
    import django

    django.setup()
    from ruta.config.series import bring_values

    sys.exit(bring_values(file, console))


def _institution(code: str) -> Any:
    from ruta.directory.models import Institution

    owner = Institution.objects.filter(code=code).first()
    if owner is None:
        raise Invalid(f"No hay institución con el código «{code}».")
    return owner


def _office(institution: str, code: str) -> Any:
    from ruta.directory.models import Office

    owner = _institution(institution)
    place = Office.objects.filter(code=code, institution=owner).first()
    if place is None:
        codes = ", ".join(Office.objects.filter(institution=owner, is_active=True).order_by("code").values_list("code", flat=True)[:20])
        raise Invalid(f"La oficina «{code}» no es de {institution}. Sus oficinas: {codes or 'ninguna'}.")
    return place


def _read_mapping(path: Path | None) -> dict[str, Any] | None:
    """`columnas: {encabezado: dato}`, `fijos: {dato: valor}`, and for cases `abrir_casos`, `modalidad`, `puerta`."""
    from ruta.people.imports.columns import column_code

    if path is None:
        return None
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        columns = {str(header): column_code(str(name)) or str(name) for header, name in (raw.get("columnas") or {}).items()}
        fixed = {column_code(str(name)) or str(name): str(value) for name, value in (raw.get("fijos") or {}).items()}
    except (OSError, yaml.YAMLError, AttributeError) as error:
        raise Invalid(f"No se pudo leer {path}. Debe ser YAML con «columnas: {{encabezado: dato}}».") from error
    _demand_known([*columns.values(), *fixed])
    options = {
        "fixed": fixed,
        "opens_cases": bool(raw.get("abrir_casos")),
        "modality": raw.get("modalidad", ""),
        "door": raw.get("puerta", ""),
    }
    return {"columns": columns, "options": options}


def _demand_known(codes: list[str]) -> None:
    from ruta.people.imports.columns import BY_CODE, COLUMNS

    unknown = [code for code in codes if code not in BY_CODE]
    if unknown:
        raise Invalid(f"«{unknown[0]}» no es un dato conocido. Los datos son: {', '.join(column.label for column in COLUMNS)}.")


def _bring(file: Path, place: Any, chosen: dict[str, Any] | None, *, is_dry_run: bool) -> Any:
    from ruta.base.context import system
    from ruta.people.imports import actions
    from ruta.people.imports.running import run, take_in
    from ruta.people.imports.states import BatchState

    actor = system(place.institution_id, f"ruta import persons {file.name}")
    with file.open("rb") as opened:
        batch, is_new = take_in(actor=actor, office=place, name=file.name, file=opened)
        if batch.state == BatchState.DONE:
            console.print(f"Este archivo ya se importó el {batch.finished_at:%d/%m/%Y}. No se cambió nada.")
            return batch
        if not is_new and batch.done_count and not batch.is_dry_run:
            console.print(f"Se sigue desde la fila {batch.done_count + 1:,}: lo anterior está guardado y no se repite.")
        else:
            _demand_headers(batch, chosen)
            columns = {**batch.mapping, **chosen["columns"]} if chosen else batch.mapping
            batch = actions.map_columns(actor=actor, batch_id=batch.pk, mapping=columns, options=chosen["options"] if chosen else {})
        batch = actions.start(actor=actor, batch_id=batch.pk, is_dry_run=is_dry_run)
        with _stopping_cleanly(actor, batch), _progress(batch) as tell:
            return run(actor=actor, batch=batch, file=opened, on_progress=tell)


def _demand_headers(batch: Any, chosen: dict[str, Any] | None) -> None:
    """A column that is misspelt in the mapping would be read by guess, or not at all."""
    strange = [header for header in (chosen or {"columns": ()})["columns"] if header not in batch.header]
    if strange:
        raise Invalid(f"«{strange[0]}» no es una columna de {batch.name}. Sus columnas: {', '.join(batch.header)}.")


@contextmanager
def _stopping_cleanly(actor: Any, batch: Any) -> Iterator[None]:
    """Ctrl-C undoes the chunk that was being written and keeps the others."""
    from ruta.people.imports import actions

    try:
        yield
    except KeyboardInterrupt:
        stopped = actions.stop(actor=actor, batch_id=batch.pk)
        console.print(f"Detenido: {stopped.done_count:,} de {stopped.row_count:,} filas están guardadas. Repita la orden para seguir.")
        sys.exit(INTERRUPTED)


@contextmanager
def _progress(batch: Any) -> Iterator[Any]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[words]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as bar:
        title = "Revisando" if batch.is_dry_run else "Importando"
        task = bar.add_task(title, total=batch.row_count, completed=batch.done_count, words="")
        yield lambda now: bar.update(task, completed=now.done_count, words=f"{now.error_count:,} por corregir")


def _report(batch: Any, errors: Path | None) -> int:
    from ruta.base.context import acting_as, system
    from ruta.people.imports.states import BatchState

    if batch.state == BatchState.FAILED:
        console.print(f"[red]{batch.problem}[/red]")
        return FAILED
    verb = "Se registrarían" if batch.is_dry_run else "Registradas"
    console.print(
        f"{verb}: {batch.created_count:,}. Ya estaban: {batch.known_count:,}. Por decidir: {batch.duplicate_count:,}. "
        f"Por corregir: {batch.error_count:,}."
    )
    if not batch.error_count:
        return ALL_GOOD
    with acting_as(system(batch.owner_institution_id)):
        _tell_rejected(batch, errors)
    return WITH_REJECTED


def _tell_rejected(batch: Any, target: Path | None) -> None:
    from django.db import transaction

    from ruta.people.imports.returning import as_csv, as_workbook, rejected_table
    from ruta.people.imports.selectors import rejected_rows, said

    with transaction.atomic():
        for row in rejected_rows(batch)[:MOST_TOLD]:
            for problem in row.errors:
                place = f"Fila {row.number}, {problem['column']}" if problem["column"] else f"Fila {row.number}"
                console.print(f"{place}: {said(problem)}", highlight=False, markup=False, soft_wrap=True)
        if target is None:
            console.print("Agregue --errors ARCHIVO.csv para recibir todas las filas por corregir.")
            return
        header, rows = rejected_table(batch)
        if target.suffix.lower() == ".xlsx":
            target.write_bytes(as_workbook(header, rows))
        else:
            target.write_text("".join(as_csv(header, rows)), encoding="utf-8", newline="")
    console.print(f"Las filas por corregir están en {target}. Corríjalas y cárguelas como archivo nuevo.")
