"""How does an operator try the search of the counter with a file of questions? `ruta lookup`: the very verb of the screen, timed."""

import csv
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track

from ruta.base.errors import Invalid

console = Console(stderr=True)
HEADER = ("query_id", "person", "rank", "probability", "reasons")


def lookup(
    queries: Annotated[Path, typer.Option(help="Las preguntas: CSV o Parquet con las columnas de «ruta link».")],
    out: Annotated[Path, typer.Option(help="Dónde se escribe: .csv.")],
    email: Annotated[str, typer.Option(help="Con qué cuenta se busca; sin ella, la primera que puede buscar.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=50, help="Cuántas personas por pregunta, de más a menos parecida.")] = 10,
) -> None:
    """Busca a las personas de un archivo, una por una, por el mismo camino que la pantalla; dice p50, p95 y p99.

    Escribe una fila por persona hallada: query_id, person (el número de registro), rank, probability, reasons. Ve lo que ve la
    cuenta con que se busca, y cada búsqueda queda en la bitácora con esa cuenta y el motivo «ruta lookup». El límite de búsquedas
    por minuto no rige aquí: quien puede dar esta orden administra la máquina.
    """
    from ruta.config.commands import django_setup

    if not out.parent.is_dir():
        raise Invalid(f"No existe la carpeta «{out.parent}». Créela o elija otra con --out.")
    django_setup()
    from ruta.people.linkage import scan, shortlist
    from ruta.people.linkage.batch.reading import read_people
    from ruta.people.linkage.batch.records import records_in

    asked = read_people(queries)
    actor = _actor(email)
    with console.status("Preparando …"):
        shortlist.warm()
        scan.warm()
        _copy_register(actor)
    times: list[tuple[float, bool]] = []
    found = 0
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for record in track(records_in(asked), total=len(asked), description="Buscando", console=console):
            rows, seconds, is_scanned = _asked(actor, record, limit)
            writer.writerows(rows)
            found += bool(rows)
            times.append((seconds, is_scanned))
    _report(times, found, out)


def _actor(email: str) -> Any:
    """Who searches: the named account, or the first one that may."""
    from dataclasses import replace

    from ruta.accounts.models import Membership
    from ruta.accounts.selectors import actor_in
    from ruta.people.policies import SEARCH_ROLES

    live = Membership.objects.filter(is_active=True, role__in=SEARCH_ROLES).select_related("office", "user").order_by("pk")
    membership = (live.filter(user__email=email) if email else live).first()
    if membership is None:
        raise Invalid(f"No hay ninguna cuenta {email} que pueda buscar. Cree una con «ruta createuser».".replace("  ", " "))
    console.print(f"Busca {membership.user.email}, {membership.office.name}.")
    return replace(actor_in(membership), reason="ruta lookup")


def _copy_register(actor: Any) -> None:
    """What the worker keeps beside a running product: the copy of the register to compare everybody with."""
    from django.db import transaction

    from ruta.base.context import acting_as
    from ruta.people.selectors.scanning import renew

    with acting_as(actor), transaction.atomic():
        renew(actor.institution_id)


def _asked(actor: Any, record: Any, limit: int) -> tuple[list[tuple[Any, ...]], float, bool]:
    from django.utils.translation import gettext

    from ruta.base.context import acting_as
    from ruta.people.actions.searching import search_from_the_machine

    begin = time.perf_counter()
    try:
        with acting_as(actor):
            findings = search_from_the_machine(actor=actor, sought=record, limit=limit)
    except Invalid:  # nothing to look for
        return [], time.perf_counter() - begin, False
    seconds = time.perf_counter() - begin
    rows = [
        (
            record.ref,
            match.person.pk,
            place,
            f"{match.candidate.probability:.6f}",
            "; ".join(gettext(one.sentence) for one in match.candidate.reasons),
        )
        for place, match in enumerate(findings.matches, 1)
    ]
    return rows, seconds, findings.looked_through is not None


def _report(times: list[tuple[float, bool]], found: int, out: Path) -> None:
    scanned = [seconds for seconds, is_scanned in times if is_scanned]
    console.print(f"{len(times):,} preguntas; {found:,} con alguien parecido. Escrito en {out}.")
    console.print(f"Todas: {_percentiles([seconds for seconds, _is_scanned in times])}.")
    if scanned:
        console.print(f"De ellas {len(scanned):,} comparadas con todo el registro de la institución: {_percentiles(scanned)}.")


def _percentiles(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    shares: Iterator[tuple[str, float]] = iter((("p50", 0.5), ("p95", 0.95), ("p99", 0.99)))
    return " · ".join(f"{name} {ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000:.1f} ms" for name, share in shares)
