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

from ruta.base.errors import Invalid, RutaError

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
    as_counter: Annotated[
        bool,
        typer.Option("--as-counter", help="Da la misma probabilidad que el mostrador: no cuenta en el registro ni estima qué parte está."),
    ] = False,
    write_model: Annotated[Path | None, typer.Option(help="Dónde dejar el modelo usado o aprendido, como propuesta (YAML).")] = None,
) -> None:
    """Busca en REGISTER a las personas de FILE, sin base de datos.

    Columnas: id, given_names, surnames (o name, entero), sex, birth_date, municipality, phone, dni; también en español.
    Escribe una fila por pareja: register_id, file_id, probability, decision, reasons. La decisión es «same» (la mejor pareja de
    la fila, probable a la mitad o más), «review» (la mejor, menos probable) u «other» (otra candidata). Quien no aparece no está
    en el registro, o no se le parece nadie con probabilidad de 0.05 o más. Con --self cada pareja dice «same» o «review».
    """
    from ruta.people.linkage.batch.linking import Job, extras_of
    from ruta.people.linkage.batch.models import load_model

    with one_sentence():
        _demand_sense(file, engine, is_self=itself)
        job = Job(register, file, extras_of(extra or ()), engine, load_model(model) if model else None, learn, as_counter)
        _run(job, out, write_model)


def _run(job: Any, out: Path, write_model: Path | None) -> None:
    from ruta.people.linkage.batch.linking import link as find
    from ruta.people.linkage.batch.models import save_model
    from ruta.people.linkage.batch.writing import demand_writable, write_links

    demand_writable(out, [path for path in (job.register, job.file) if path])
    begun = time.monotonic()
    with progress() as tell:
        linked = find(job, tell)
    written = write_links(linked, out, tuple(each.column for each in job.extras))
    if write_model:
        settings = {"register": job.register.name, "file": job.file.name if job.file else "", "learned": job.learn}
        save_model(linked.weights, write_model, version=f"{date.today():%Y.%m.%d}", day=date.today(), settings=settings)  # noqa: DTZ011 - an operator's own day
    _report(linked, written, out, time.monotonic() - begun)


@contextmanager
def one_sentence() -> Iterator[None]:
    """What hinders is told in one sentence, and the program ends with 2."""
    try:
        yield
    except RutaError as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(2) from None


def _demand_sense(file: Path | None, engine: str, *, is_self: bool) -> None:
    if engine not in ENGINES:
        raise Invalid(f"No hay motor «{engine}». Elija uno de: {', '.join(ENGINES)}.")
    if is_self == (file is not None):
        raise Invalid("Dé dos archivos, o uno solo con --self.")


@contextmanager
def progress() -> Iterator[Any]:
    """A bar for each step that tells how far it is."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
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
    share = (
        ""
        if linked.prepared.file is linked.prepared.register
        else f"Parte estimada del archivo que está en el registro: {decided.share:.1%}. "
    )
    console.print(f"{share}Modelo {linked.weights.version}.")
