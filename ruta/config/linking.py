"""How does an operator find the persons of one file in another? `ruta link`: progress, plain sentences, no database."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ruta.base.errors import Invalid

console = Console(stderr=True)
ENGINES = ("duckdb", "spark")


def link(
    register: Annotated[Path, typer.Argument(help="Registro: CSV o Parquet. Con --self, el único archivo.")],
    file: Annotated[Path | None, typer.Argument(help="Archivo cuyas personas se buscan en el registro.")] = None,
    out: Annotated[Path, typer.Option(help="Dónde se escribe: .parquet o .csv.")] = Path("vinculos.parquet"),
    itself: Annotated[bool, typer.Option("--self", help="Busca repetidos dentro de un solo archivo.")] = False,
    engine: Annotated[str, typer.Option(help="duckdb (esta máquina) o spark; el resultado es el mismo.")] = "duckdb",
    extra: Annotated[
        list[str] | None, typer.Option(help="Otra columna que ambos archivos tienen (repetible); «columna:exact» compara sin tolerancia.")
    ] = None,
    learn: Annotated[
        bool, typer.Option("--learn", help="Aprende de estos archivos, sin etiquetas, cuánto pesa cada coincidencia.")
    ] = False,
    model: Annotated[Path | None, typer.Option(help="Modelo que se usa, en vez del que viene con Ruta (YAML).")] = None,
    write_model: Annotated[Path | None, typer.Option(help="Dónde dejar el modelo usado o aprendido, como propuesta (YAML).")] = None,
    memory: Annotated[str, typer.Option(help="Memoria para buscar parejas; lo que no quepa va al disco.")] = "1GB",
) -> None:
    """Busca en REGISTER a las personas de FILE, sin base de datos.

    Columnas: id, given_names, surnames (o name, entero), sex, birth_date, municipality, phone, dni; también en español.
    Escribe una fila por pareja: register_id, file_id, probability, decision, reasons. La decisión es «same» (la mejor pareja de
    la fila, probable a la mitad o más), «review» (la mejor, menos probable) u «other» (otra candidata). Quien no aparece no está
    en el registro, o no se le parece nadie con probabilidad de 0.05 o más. Con --self cada pareja dice «same» o «review».
    """
    from ruta.people.linkage.batch.linking import Job, extras_of
    from ruta.people.linkage.batch.linking import link as find
    from ruta.people.linkage.batch.models import load_model, save_model
    from ruta.people.linkage.batch.writing import write_links

    _demand_sense(file, engine, out, is_self=itself)
    begun = time.monotonic()
    wanted = extras_of(extra or ())
    given = load_model(model) if model else None
    job = Job(register, None if itself else file, wanted, engine, memory, given, learn)
    with _progress() as tell:
        linked = find(job, tell)
    written = write_links(linked, out, tuple(each.column for each in wanted))
    if write_model:
        settings = {"register": register.name, "file": file.name if file else "", "learned": learn}
        save_model(linked.weights, write_model, version=f"{date.today():%Y.%m.%d}", day=date.today(), settings=settings)  # noqa: DTZ011 - an operator's own day
    _report(linked, written, out, time.monotonic() - begun)


def _demand_sense(file: Path | None, engine: str, out: Path, *, is_self: bool) -> None:
    if engine not in ENGINES:
        raise Invalid(f"No hay motor «{engine}». Elija uno de: {', '.join(ENGINES)}.")
    if is_self == (file is not None):
        raise Invalid("Dé dos archivos, o uno solo con --self.")
    if not out.parent.is_dir():
        raise Invalid(f"No existe la carpeta «{out.parent}». Créela o elija otra con --out.")


@contextmanager
def _progress() -> Iterator[Any]:
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console) as bar:
        steps: dict[str, Any] = {}

        def tell(step: str, done: int, whole: int) -> None:
            if step not in steps:
                steps[step] = bar.add_task(step, total=whole)
            bar.update(steps[step], completed=done, total=whole)

        yield tell


def _report(linked: Any, written: int, out: Path, seconds: float) -> None:
    decided = linked.decided
    counts = {kind: int((decided.decisions == kind).sum()) for kind in ("same", "review", "other")}
    console.print(
        f"{written:,} parejas en {out} ({seconds:.0f} s; {linked.compared:,} comparadas): {counts['same']:,} son la misma persona, "
        f"{counts['review']:,} por revisar, {counts['other']:,} otras candidatas."
    )
    console.print(f"Parte estimada del archivo que está en el registro: {decided.share:.1%}. Modelo {linked.weights.version}.")
