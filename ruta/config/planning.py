"""How does an operator bring a plan into the product and check what is there? `ruta plan load`, `ruta plan count`."""

import json as as_json
from typing import Annotated, Any

import typer
from rich.console import Console

from ruta.config.linking import one_sentence

console = Console(stderr=True)
plan = typer.Typer(help="Planes: hoja de ruta, SI EMPLEO, reintegración, PES-Scan y los que se carguen.", no_args_is_help=True)
Name = Annotated[
    str, typer.Argument(metavar="NAME", help="hoja-de-ruta, plan-siempleo, plan-reintegracion o pes-scan; o el código de otro plan.")
]
MOST_SHOWN = 20


@plan.callback()
def _group() -> None:
    """Planes: hoja de ruta, SI EMPLEO, reintegración, PES-Scan y los que se carguen."""


@plan.command()
def load(
    name: Annotated[
        str, typer.Argument(metavar="NAME|FILE", help="Nombre de un plan que viene con Ruta, o un archivo YAML con la misma forma.")
    ],
    reason: Annotated[str, typer.Option(help="Por qué cambia; queda con la versión.")] = "",
) -> None:
    """Carga un plan: repetirlo no cambia nada; si el archivo cambió, hace la versión siguiente y la anterior se sigue leyendo."""
    with one_sentence():
        _load(name, reason)


@plan.command()
def count(
    name: Name,
    version: Annotated[int | None, typer.Option(help="Una versión anterior; sin esto, la vigente.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Escribe un objeto JSON.")] = False,
) -> None:
    """Cuenta lo que la base de datos guarda de un plan: actividades, metas, factores, acciones clave, faltas de la fuente."""
    with one_sentence():
        told = _count(name, version)
    if json:
        typer.echo(as_json.dumps(told, ensure_ascii=False, indent=1))
        return
    for key, value in told.items():
        if value:
            typer.echo(f"{key}: {', '.join(f'{each} {n}' for each, n in value.items()) if isinstance(value, dict) else value}")


def _load(name: str, reason: str) -> None:
    from ruta.roadmap.errors import BrokenPlan

    _ready()
    from ruta.base.context import system
    from ruta.roadmap.actions import load_plan, read_plan

    try:
        version, is_new = load_plan(actor=system(None, "plan load"), content=read_plan(name), reason=reason)
    except BrokenPlan as error:
        for line in error.facts.get("problems", ())[:MOST_SHOWN]:
            console.print(line, markup=False, highlight=False, soft_wrap=True)
        raise
    said = "Cargado" if is_new else "Ya estaba cargado, no se cambió nada"
    console.print(f"{said}: {version.plan.title}, versión {version.number}.", markup=False, soft_wrap=True)


def _count(name: str, version: int | None) -> dict[str, Any]:
    _ready()
    from ruta.base.context import acting_as, system
    from ruta.roadmap.selectors import counted, plan_of, version_of

    with acting_as(system(None, "plan count"), read_only=True):
        return counted(version_of(plan_of(name), version))


def _ready() -> None:
    from ruta.config.commands import django_setup
    from ruta.config.database import prepare

    prepare()
    django_setup()
