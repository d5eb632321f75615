"""Which commands does `ruta` have? Thin wrappers that prepare the database and call actions."""

import os
import sys

import typer

from ruta.config.database import ensure_ready, prepare


def register(app: typer.Typer) -> None:
    """Hang every command on the program."""
    app.command("manage", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(manage)
    app.command()(setup)
    app.command()(serve)
    app.command()(worker)


def manage(context: typer.Context) -> None:
    """Run a Django management command as the role that migrates (for engineers)."""
    ensure_ready()
    os.environ["RUTA_DB_ROLE"] = "ruta_owner"
    from django.core.management import execute_from_command_line

    execute_from_command_line(["ruta manage", *context.args])


def setup() -> None:
    """Start the database, migrate and load the reference catalogues."""
    prepare()


def serve(port: int = typer.Option(8000, envvar="PORT", help="Puerto."), workers: int = typer.Option(2, help="Procesos web.")) -> None:
    """Prepare everything and serve until Ctrl-C."""
    from ruta.config.serving import serve_until_stopped

    prepare()
    sys.exit(serve_until_stopped(port=port, workers=workers))


def worker() -> None:
    """Work on the queue until Ctrl-C."""
    from ruta.config.serving import run_worker

    ensure_ready()
    run_worker()
