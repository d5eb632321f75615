"""How does an operator read what other institutions leave for ours? `ruta exchange pull NAME`: progress, plain sentences, exit codes 0, 1 and 2."""

import sys
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from ruta.base.errors import Invalid
from ruta.config import presence
from ruta.config.database import ensure_ready, name
from ruta.config.importing import ALL_GOOD, FAILED, WITH_REJECTED
from ruta.config.simulating import ask, simulate
from ruta.config.yielding import give_way

console = Console(stderr=True)
exchange = typer.Typer(help="Traer datos de otras instituciones y ensayar el intercambio.", no_args_is_help=True)


@exchange.callback()
def _group() -> None:
    """Traer datos de otras instituciones y ensayar el intercambio."""


@exchange.command("sources")
def list_sources() -> None:
    """Muestra las fuentes declaradas, cómo se llega a ellas y qué tan válido fue lo último que dieron."""
    ready()
    from ruta.feeds.rules import share

    table = Table("Código", "Da", "Lee", "Cómo se llega", "Estado", "Último", "Válidos")
    for source in _sources():
        part = share(source.last_valid or 0, source.last_received or 0)
        table.add_row(
            source.code, source.giver.short_name, source.office.institution.short_name, source.get_kind_display(), source.get_state_display(),
            f"{source.last_at:%d/%m/%Y %H:%M}" if source.last_at else "—", f"{part} %" if part is not None else "—",
        )  # fmt: skip
    Console().print(table)


@exchange.command("pull")
def pull_source(
    source: Annotated[str, typer.Argument(metavar="NAME", help="Código de la fuente.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Solo revisar: no se registra a nadie.")] = False,
) -> None:
    """Lee lo que otra institución dejó. Repetir la orden no repite a nadie. Sale con 0 si todo entró, 2 si hubo filas en cuarentena, 1 si falló."""
    ready()
    give_way()
    from ruta.base.context import system
    from ruta.feeds.pulling.running import pull

    found = _source(source)
    rows = pull(actor=system(found.owner_institution_id, f"ruta exchange pull {source}"), source=found, is_trial=dry_run, on_progress=_tell)
    sys.exit(max((_report(row) for row in rows), key=(ALL_GOOD, WITH_REJECTED, FAILED).index))


@exchange.command("replay")
def replay_source(source: Annotated[str, typer.Argument(metavar="NAME", help="Código de la fuente.")]) -> None:
    """Lee otra vez las filas en cuarentena, con las columnas como hoy se entienden. Sale con 0 si ya no espera ninguna, 2 si quedan."""
    ready()
    from ruta.base.context import system
    from ruta.feeds.pulling.again import replay

    found = _source(source)
    read, settled = replay(actor=system(found.owner_institution_id, f"ruta exchange replay {source}"), source=found)
    console.print(f"Leídas otra vez: {read:,}. Ya no esperan: {settled:,}. En cuarentena: {read - settled:,}.")
    sys.exit(ALL_GOOD if read == settled else WITH_REJECTED)


exchange.command("simulate")(simulate)
exchange.command("ask")(ask)


def ready() -> None:
    """The database answers, and Django knows it."""
    ensure_ready()
    presence.enter(name())
    import django

    django.setup()


def _sources() -> list[Any]:
    """Those of every institution: the operator has the machine, but acts for one at a time."""
    from django.db import transaction

    from ruta.base.context import acting_as, system
    from ruta.directory.models import Institution
    from ruta.feeds.selectors import sources

    found: list[Any] = []
    for pk in Institution.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True):
        with acting_as(system(pk, "ruta exchange")), transaction.atomic():
            found += sources().select_related("giver", "office__institution").order_by("code")
    return found


def _source(code: str) -> Any:
    known = _sources()
    found = next((each for each in known if each.code == code), None)
    if found is None:
        raise Invalid(f"No hay ninguna fuente «{code}». Las fuentes son: {', '.join(each.code for each in known) or 'ninguna'}.")
    return found


def _tell(batch: Any) -> None:
    console.print(f"{batch.done_count:,} de {batch.row_count:,} filas, {batch.error_count:,} en cuarentena", highlight=False)


def _report(row: Any) -> int:
    from ruta.feeds.enums import PullState
    from ruta.feeds.rules import share

    if row.problem:
        console.print(f"[red]{row.problem}[/red]")
        return FAILED
    if row.state == PullState.UNCHANGED:
        console.print("No hay nada nuevo: todo lo que está ahí ya se leyó.")
        return ALL_GOOD
    batch, verb = row.batch, "Se registrarían" if row.is_trial else "Registradas"
    console.print(
        f"{row.name}: recibidas {row.received_count:,}, válidas {row.valid_count:,} ({share(row.valid_count, row.received_count)} %). "
        f"{verb}: {batch.created_count:,}. Ya estaban: {batch.known_count:,}. Por decidir: {batch.duplicate_count:,}. En cuarentena: {batch.error_count:,}.",
        highlight=False,
    )
    return WITH_REJECTED if batch.error_count else ALL_GOOD
