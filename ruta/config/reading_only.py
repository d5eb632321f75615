"""How does an operator let nothing be written for a while? `ruta readonly on "motivo"`, `ruta readonly off`, `ruta readonly show`."""

from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getuser
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from ruta.config.linking import one_sentence

if TYPE_CHECKING:
    from ruta.base.context import Actor

console = Console(stderr=True)
readonly = typer.Typer(help="Solo lectura: se lee todo y no se escribe nada, hasta que se quite.", no_args_is_help=True)


@readonly.command()
def on(reason: Annotated[str, typer.Argument(help="Por qué; se lee en cada página.")]) -> None:
    """Pone toda la plataforma en solo lectura: páginas, sistemas y tareas."""
    with one_sentence(), _operator() as actor:
        from ruta.base.halting import begin_read_only

        row = begin_read_only(actor=actor, reason=reason, by=getuser())
    console.print(f"Solo lectura: {row.reason}. Las tareas esperan. Para volver: ruta readonly off")


@readonly.command()
def off() -> None:
    """Vuelve a dejar escribir; las tareas que esperaban siguen."""
    with one_sentence(), _operator() as actor:
        from ruta.base.halting import end_read_only

        end_read_only(actor=actor, by=getuser())
    console.print("Ruta escribe otra vez.")


@readonly.command()
def show() -> None:
    """Dice si está en solo lectura, desde cuándo y por qué. Sale con 1 si lo está."""
    with one_sentence(), _operator():
        from ruta.base.models import ReadOnlyPeriod

        row = ReadOnlyPeriod.objects.filter(ended_at=None).first()
    if row is None:
        console.print("Ruta escribe.")
        return
    console.print(f"Solo lectura desde {row.begun_at:%Y-%m-%d %H:%M} UTC, por {row.begun_by}: {row.reason}.")
    raise typer.Exit(1)


@contextmanager
def _operator() -> "Iterator[Actor]":
    """Whoever stands at the server: the one who writes always."""
    from ruta.config.commands import django_setup

    django_setup()
    from ruta.base.context import acting_as, system

    actor = system(None, "readonly")
    with acting_as(actor, writes_always=True):
        yield actor
