"""What can `ruta demo` make? A population in the database, and trials for linkage in a folder."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from ruta.base.errors import Invalid
from ruta.config import installation, presence
from ruta.config.database import ensure_ready, name, prepare

console = Console(stderr=True)
SHARES = ("absent", "related", "repeated")
demo = typer.Typer(invoke_without_command=True)


@demo.callback()
def population(
    context: typer.Context,
    persons: Annotated[int, typer.Option(min=1, help="Cuántos registros; 3 de cada 100 son de alguien ya registrado.")] = 2_000,
    seed: Annotated[int, typer.Option(help="La misma semilla hace la misma población.")] = 1,
    *,
    add: Annotated[bool, typer.Option("--add", help="Sumar a las personas que ya hay.")] = False,
) -> None:
    """Hace las cuentas y una población sintética: personas, casos, derivaciones, permisos y citas."""
    if context.invoked_subcommand:
        return
    import django

    from ruta.config.demonstration import fill, show_accounts

    prepare()
    ensure_ready()
    presence.enter(name())
    installation.VAR.mkdir(parents=True, exist_ok=True)
    django.setup()
    fill(persons, seed, add=add)
    show_accounts()


@demo.command()
def dirty(
    out: Annotated[Path, typer.Option(help="Carpeta donde se escriben.")],
    register: Annotated[int, typer.Option(min=1_000, help="Personas del registro.")] = 10_000,
    rows: Annotated[int, typer.Option(min=1, help="Filas del archivo que se compara.")] = 3_500,
    seed: Annotated[int, typer.Option(min=0, help="La misma semilla hace los mismos archivos.")] = 1,
    *,
    parquet: Annotated[bool, typer.Option("--parquet", help="Parquet en vez de CSV.")] = False,
    rate: Annotated[
        list[str] | None,
        typer.Option(help="Otra frecuencia: absent=0.3, related=0.5, repeated=0 o de un error, file.nickname=0.1 (repetible)."),
    ] = None,
) -> None:
    """Escribe un registro y un archivo con errores, con la clave de quién es quién, para medir la vinculación. No usa la base de datos."""
    from ruta.demo.generator.trial import Settings

    rates = _rates(rate or [])
    shares: dict[str, Any] = {name: rates.pop(name) for name in SHARES if name in rates}
    settings = Settings(register=register, rows=rows, seed=seed, rates=rates, **shares)
    _write(settings, out, "parquet" if parquet else "csv")


def _write(settings: Any, out: Path, suffix: str) -> None:
    from ruta.config.demonstration import Bars
    from ruta.demo.generator.trial import write_trial

    problem = settings.problem()
    if problem:
        raise Invalid(problem)
    if suffix == "parquet" and find_spec("pyarrow") is None:
        raise Invalid("Para escribir Parquet falta el paquete pyarrow. Sin --parquet se escribe CSV.")
    with Bars() as bars:
        write_trial(settings, out, lambda done, total: bars.tell("Partes", done, total), suffix)
    console.print(
        f"{settings.register:,} personas y {settings.rows:,} filas en {out}: register, file, key, families (.{suffix}) y settings.json."
    )


def _rates(given: list[str]) -> dict[str, float]:
    try:
        return {name: float(value) for name, _, value in (text.partition("=") for text in given)}
    except ValueError as error:
        raise Invalid("Una frecuencia se escribe así: --rate file.nickname=0.1") from error
