"""What can an operator do from the command line? One program, `ruta`; each command says what it did and exits with a code."""

import os
import signal
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruta.config.settings")


def main() -> None:
    """Run the program; an error for humans is one sentence and exit code 1."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # while modules are read nothing has begun: Ctrl-C ends us without a word
    import typer
    from rich.console import Console

    from ruta.base.errors import RutaError
    from ruta.base.postgres import PostgresError
    from ruta.config import commands

    app = typer.Typer(
        help="Ruta: un registro, un itinerario, derivaciones que se cierran.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    os.umask(0o077)  # copies, mail, uploads, exports: what we write is for our account alone
    commands.register(app)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        app()
    except (RutaError, PostgresError) as error:
        Console(stderr=True).print(f"[red]{error}[/red]")
        sys.exit(1)
