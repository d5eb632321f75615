"""How does an operator bring the observatory's warehouse up to date? `ruta warehouse refresh`."""

import typer
from rich.console import Console
from rich.table import Table

from ruta.config.linking import one_sentence

console = Console(stderr=True)
warehouse = typer.Typer(help="Almacén del observatorio: hechos sin nombres.", no_args_is_help=True)


@warehouse.callback()
def _group() -> None:
    """Almacén del observatorio: hechos sin nombres."""


@warehouse.command()
def refresh() -> None:
    """Escribe los meses que cambiaron, en Parquet y con seudónimos que no se pueden revertir; los demás quedan como están."""
    with one_sentence():
        _refresh()


def _refresh() -> None:
    from ruta.config.commands import django_setup
    from ruta.config.database import prepare

    prepare()
    django_setup()
    from django.conf import settings
    from django.db import transaction

    from ruta.base.context import acting_as, system
    from ruta.insights.actions import count_cells, keep_returns, store_facts

    actor = system(None, "ruta warehouse refresh")
    with acting_as(actor), transaction.atomic():
        keep_returns(actor=actor)
    with console.status("Almacén…") as status, acting_as(actor, read_only=True), transaction.atomic():
        told = store_facts(actor=actor, tell=lambda name: status.update(f"Almacén: {name}…"))
    with console.status("Explorador…") as status, acting_as(actor), transaction.atomic():
        sets = count_cells(actor=actor, tell=lambda name: status.update(f"Explorador: {name}…"))
    table = Table("hecho", "filas escritas", "meses escritos", "meses quitados")
    for each in told:
        table.add_row(each.fact, f"{each.rows:,}", str(each.months), str(each.gone))
    console.print(table)
    console.print(f"Para el explorador se contaron {sets:,} medidas y períodos.")
    console.print(f"En {settings.WAREHOUSE_FOLDER}", highlight=False, soft_wrap=True)
