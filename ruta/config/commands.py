"""Which commands does `ruta` have? Thin wrappers that prepare the database and call actions."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ruta.config import installation
from ruta.config.database import ensure_ready, prepare, start
from ruta.config.database import name as database_name
from ruta.config.demo import demo
from ruta.config.exchanging import exchange
from ruta.config.exporting import export
from ruta.config.importing import imports
from ruta.config.learning import learn
from ruta.config.linking import link
from ruta.config.looking import lookup
from ruta.config.matching import matching
from ruta.config.occupations import occupation
from ruta.config.planning import plan
from ruta.config.reading_only import readonly
from ruta.config.reporting import report
from ruta.config.taxonomy import taxonomy
from ruta.config.warehouse import warehouse

console = Console(stderr=True)


def register(app: typer.Typer) -> None:
    """Hang every command on the program."""
    for command in (serve, worker, setup, check, backup, restore, createuser, link, learn, lookup, report):
        app.command()(command)
    app.add_typer(imports, name="import")
    app.add_typer(demo, name="demo")
    app.add_typer(exchange, name="exchange")
    app.add_typer(occupation, name="occupation")
    matching.command()(export)
    app.add_typer(matching, name="match")
    app.add_typer(taxonomy, name="taxonomy")
    app.add_typer(plan, name="plan")
    app.add_typer(readonly, name="readonly")
    app.add_typer(warehouse, name="warehouse")
    app.command("manage", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(manage)


def setup() -> None:
    """Arranca la base de datos, migra y carga los catálogos."""
    prepare()


def serve(
    port: Annotated[int, typer.Option(envvar="PORT", min=1, max=65535, help="Puerto.")] = 8000,
    host: Annotated[str, typer.Option(help="Dirección donde escucha.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="Procesos web.")] = 2,
    demo: Annotated[bool, typer.Option("--demo", help="Si la base está vacía, hace cuentas y población de demostración.")] = False,
) -> None:
    """Prepara todo y sirve hasta Ctrl-C."""
    from ruta.config import presence
    from ruta.config.serving import Web, demand_port, heed_ends, serve_until_stopped, stop

    is_demo = demo and os.environ.get("RUTA_DEMO", "1") == "1"
    demand_port(host, port)
    os.environ.setdefault("RUTA_ADDRESS", f"http://localhost:{port}")  # what links and square codes carry
    try:
        heed_ends()
        start()
        presence.enter(database_name())
        prepare()
        if is_demo:
            _fill_once()
    except KeyboardInterrupt:
        console.print("Se interrumpió la preparación. La próxima vez sigue donde quedó.")
        stop([])
        sys.exit(0)
    address = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"
    web = Web(host, port, workers)
    sys.exit(serve_until_stopped(web, greeting=lambda: _greeting(address, with_accounts=is_demo), say=console.print))


def _fill_once() -> None:
    """The first start of a demonstration makes its population; later ones ask the database and leave it alone."""
    from ruta.config.database import holds_persons

    if holds_persons():
        return
    from ruta.config.demonstration import PERSONS, SEED, fill

    django_setup()
    fill(PERSONS, SEED, add=False)


def _greeting(address: str, *, with_accounts: bool) -> Callable[[], None]:
    """Make ready what is said once the port answers."""
    show = _nothing
    if with_accounts:
        import django

        from ruta.config.demonstration import show_accounts

        django.setup()
        show = show_accounts

    def greet() -> None:
        show()
        console.print(f"Ruta atiende en [bold]{address}[/bold]  (Ctrl-C la detiene)")

    return greet


def _nothing() -> None:
    """Outside a demonstration there are no accounts to show."""


def worker() -> None:
    """Trabaja la cola de tareas hasta Ctrl-C."""
    from ruta.config import presence
    from ruta.config.serving import run_worker

    ensure_ready()
    presence.enter(database_name())
    run_worker()


def check(
    audit: Annotated[bool, typer.Option("--audit", help="Verifica la cadena de la bitácora.")] = False,
    exchange: Annotated[bool, typer.Option("--exchange", help="Verifica los mensajes entre instituciones y sus sellos de tiempo.")] = False,
) -> None:
    """Comprueba la instalación; con --audit y --exchange, las bitácoras. Sale con 1 si algo no está bien."""
    django_setup()
    from django.core.management import call_command

    call_command("check", deploy=False, verbosity=0)
    console.print("Configuración y base de datos: bien.")
    sys.exit(0 if all([not audit or _is_audit_clean(), not exchange or _is_exchange_clean()]) else 1)


def _is_audit_clean() -> bool:
    from ruta.base.audit import seal, verify

    seal()
    verdict = verify()
    console.print(f"Bitácora: {verdict.seals} sellos, {verdict.rows} filas. {verdict.fault or 'Todo coincide.'}")
    return verdict.is_clean


def _is_exchange_clean() -> bool:
    from django.conf import settings

    from ruta.trust.actions import anchor, prove

    anchor()
    proof = prove()
    counted = f"sellos: {proof.verdict.seals}, filas: {proof.verdict.rows}, sellos de tiempo: {proof.stamps}"
    console.print(f"Mensajes entre instituciones: {counted}. {proof.verdict.fault or proof.fault or 'Todo coincide.'}")
    if not settings.TIME_AUTHORITY:
        console.print("Ninguna autoridad de sellado de tiempo da fe de la hora: nómbrela con RUTA_TIME_AUTHORITY.")
    return proof.is_clean


def backup(file: Annotated[Path, typer.Argument(help="Archivo que se escribe.")]) -> None:
    """Guarda toda la base de datos en un archivo."""
    from ruta.config.backup import backup as write

    with console.status("Copiando …"):
        size = write(file)
    console.print(f"Copia lista: {file} ({size / 1e6:.1f} MB).")


def restore(
    file: Annotated[Path, typer.Argument(help="Archivo hecho con «ruta backup».")],
    yes: Annotated[bool, typer.Option("--yes", help="No preguntar.")] = False,
    drill: Annotated[bool, typer.Option("--drill", help="Solo probar la copia en una base aparte, y anotarlo.")] = False,
) -> None:
    """Reemplaza la base de datos por la de un archivo, o prueba que se podría."""
    from ruta.config.backup import demand_copy, note_restored
    from ruta.config.backup import restore as read

    demand_copy(file)
    if drill:
        _try_copy(file)
        return
    if not yes:
        typer.confirm("Se reemplaza todo lo que hay en la base de datos. ¿Seguir?", abort=True)
    begin = time.monotonic()
    with console.status("Restaurando …"):
        read(file)
    prepare()
    note_restored(time.monotonic() - begin)
    console.print("Restaurada. Empieza una época nueva de la bitácora.")


def _try_copy(file: Path) -> None:
    from ruta.config.backup import note_restored, rehearse

    begin = time.monotonic()
    with console.status("Probando la copia …"):
        rows = rehearse(file)
    seconds = time.monotonic() - begin
    note_restored(seconds)
    console.print(f"La copia sirve: {rows} filas en {seconds:.0f} segundos. Quedó anotado en Continuidad; no se cambió nada más.")


def createuser(
    email: Annotated[str, typer.Argument(help="Correo con que entra.")],
    name: Annotated[str, typer.Option(prompt="Nombre completo")],
    office: Annotated[str, typer.Option(prompt="Código de la oficina", help="Por ejemplo SPS.")],
    role: Annotated[str, typer.Option(prompt="Rol", help="Por ejemplo counsellor.")],
    password: Annotated[str, typer.Option(prompt="Contraseña", hide_input=True, confirmation_prompt=True)],
) -> None:
    """Crea una cuenta de personal con un rol en una oficina."""
    django_setup()
    from ruta.accounts.actions import create_user
    from ruta.base.context import system

    user = create_user(actor=system(None, "createuser"), email=email, full_name=name, office_code=office, role=role, password=password)
    console.print(f"{user.full_name} entra con {user.email}.")


def manage(context: typer.Context) -> None:
    """Orden de Django, como el rol que migra (para quien desarrolla)."""
    ensure_ready()
    os.environ["RUTA_DB_ROLE"] = "ruta_owner"
    from django.core.management import execute_from_command_line

    execute_from_command_line(["ruta manage", *context.args])


def django_setup() -> None:
    """Database up and Django loaded, as the application role."""
    from ruta.config import presence

    ensure_ready()
    presence.enter(database_name())
    installation.VAR.mkdir(parents=True, exist_ok=True)
    import django

    django.setup()
