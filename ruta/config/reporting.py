"""How does an operator have a report written? `ruta report NAME --period P`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ruta.config.linking import one_sentence

console = Console(stderr=True)


def report(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="trimestral, anual, reintegracion, pes-scan, riesgos, costos, mercado, mercado-empleadores, resultados, ficha-CÓDIGO de un territorio (ficha-sps) o infografia-CÓDIGO de una ocupación (infografia-7112).",
        ),
    ],
    period: Annotated[
        str,
        typer.Option(
            metavar="P",
            help="Trimestre o año: 2026-T3, 2026; el de mercado, cualquiera de los dos; mercado-empleadores, ninguno. Sin esto, el que corre.",
        ),
    ] = "",
    out: Annotated[Path, typer.Option(metavar="DIR", help="Carpeta donde se escribe.")] = Path(),
    kind: Annotated[str, typer.Option("--format", metavar="F", help="pdf, docx, xlsx o html; y png de una infografía.")] = "pdf",
    of: Annotated[
        list[str] | None,
        typer.Option(
            metavar="Q=C",
            help="Se repite. Mercado: poblacion=, lugar=, sector=, institucion= u oficina=; mercado-empleadores: lugar= o sector=; resultados: servicio=, aliada=, logro= o plazo=; con su código.",
        ),
    ] = None,
) -> None:
    """Escribe un informe: los mismos datos y el mismo código dan los mismos bytes."""
    with one_sentence():
        written = _write(name, period, out, kind, _asked(of or []))
    console.print(f"Escrito: {written}", markup=False, highlight=False, soft_wrap=True)


def _asked(of: list[str]) -> dict[str, str]:
    """Each question with its code; asked twice, one answer would be dropped without a word."""
    from ruta.base.errors import Invalid

    asked = dict(each.partition("=")[::2] for each in of)
    if len(asked) < len(of):
        raise Invalid("Cada pregunta de --of se hace una sola vez. Pida un informe por cada código.")
    return asked


def _write(name: str, code: str, folder: Path, ending: str, part: dict[str, str]) -> Path:
    from ruta.config.commands import django_setup
    from ruta.config.database import prepare

    prepare()
    django_setup()
    from django.db import transaction

    from ruta.base.clock import today
    from ruta.base.context import acting_as, system
    from ruta.base.errors import Invalid
    from ruta.insights.papers import EVERY, KINDS, kinds_of, made
    from ruta.insights.selectors.observatory.part import checked
    from ruta.roadmap.selectors.papers import paper_kind, paper_of

    if ending not in EVERY:
        raise Invalid(f"No hay formato «{ending}». Elija uno de: {', '.join(EVERY)}.")
    with acting_as(system(None, "report"), read_only=True), transaction.atomic():  # an actor is bound where a transaction begins
        paper = paper_of(name, code or paper_kind(name).usual(today()), checked(part))
    if ending not in kinds_of(paper):
        raise Invalid(f"Ese informe no tiene imagen. Elija uno de: {', '.join(KINDS)}.")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{paper.file_name}.{ending}"
    path.write_bytes(made(paper, ending))
    return path
