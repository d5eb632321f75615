"""What does the operator see while a demonstration is made, and what does it say at the end?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from ruta.config.database import analyzed_once

console = Console(stderr=True)
PERSONS, SEED = 2_000, 1
LAST_WRITTEN = "Respuestas"
Tell = Callable[[str, int, int], None]


class Bars(AbstractContextManager["Bars"]):
    """One bar for each stage, made when the stage begins."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=console)
        self._stages: dict[str, Any] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._progress.stop()

    def tell(self, stage: str, done: int, total: int) -> None:
        """Move the bar of a stage."""
        if stage not in self._stages:
            self._stages[stage] = self._progress.add_task(stage, total=total)
        self._progress.update(self._stages[stage], completed=done)


def fill(persons: int, seed: int, *, add: bool) -> None:
    """Make accounts and population with bars, then let the planner know the new sizes."""
    from ruta.base.context import system
    from ruta.demo.actions import (
        make_accounts,
        make_agendas,
        make_campaigns,
        make_compendium,
        make_continuity,
        make_following,
        make_outreach,
        make_papers,
        make_pledges,
        make_population,
        make_publications,
        make_roadmap,
        make_rounds,
        make_scans,
        make_spaces,
        make_staffing,
        make_studies,
    )

    actor = system(None, "demo")
    with Bars() as bars:
        with analyzed_once() as in_between:
            make_accounts(actor=actor)
            make_agendas(actor=actor)
            make_roadmap(actor=actor)
            make_compendium(actor=actor)
            made = make_population(actor=actor, persons=persons, seed=seed, add=add, progress=counted(bars.tell, in_between))
            make_rounds(actor=actor)
            make_continuity(actor=actor)
            make_papers(actor=actor)
            make_following(actor=actor)
            make_spaces(actor=actor)
            make_outreach(actor=actor)
            make_campaigns(actor=actor)
            make_studies(actor=actor)
            make_pledges(actor=actor)
            make_scans(actor=actor)
            make_staffing(actor=actor)
            make_publications(actor=actor)
            bars.tell("Estadísticas", 0, 1)
        bars.tell("Estadísticas", 1, 1)
    console.print(f"{sum(made.counts.values()):,} filas de la población. Clave de los duplicados: {made.answer_key}")


def counted(tell: Tell, in_between: Callable[[], None]) -> Tell:
    """Tell the bars, and let the planner know when all persons are there: what comes then asks for them in many ways."""

    def told(stage: str, done: int, total: int) -> None:
        tell(stage, done, total)
        if stage == LAST_WRITTEN and done == total:
            in_between()

    return told


def show_accounts() -> None:
    """Say who may sign in."""
    from ruta.demo.cast import CAST, PASSWORD

    table = Table(title=f"Cuentas de demostración · contraseña de todas: {PASSWORD}", title_justify="left")
    for heading in ("Correo", "Nombre", "Rol y oficina"):
        table.add_column(heading, no_wrap=heading == "Correo")
    for player in CAST:
        table.add_row(player.email, player.name, "; ".join(f"{post.role.label} · {post.office}" for post in player.posts))
    console.print(table)
    show_visitor()


def show_visitor() -> None:
    """Say with which invented person the page of persons can be tried, and where the code lands."""
    from django.conf import settings

    from ruta.demo.visitor import somebody_to_try

    found = somebody_to_try()
    if found is None:
        return
    console.print(
        f"Para probar [bold]/mi/[/bold] como {found.name}, persona inventada: teléfono [bold]{found.phone}[/bold], nació el "
        f"[bold]{found.born:%d/%m/%Y}[/bold]. El código no sale a ningún teléfono: léalo en el archivo más nuevo de {settings.MESSAGE_FOLDER}."
    )
