"""How does an operator bring ESCO into the product? `ruta taxonomy load`: all or nothing, one sentence when something hinders."""

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ruta.base.errors import Invalid
from ruta.config.linking import one_sentence, progress

console = Console(stderr=True)
taxonomy = typer.Typer(help="Clasificaciones: ocupaciones y habilidades.", no_args_is_help=True)
WORDS = {
    "occupations": "ocupaciones", "skills": "habilidades", "relations": "relaciones", "left_out": "líneas dejadas fuera (no tienen pareja)",
    "groups": "grupos CIUO-08",
}  # fmt: skip


@taxonomy.callback()
def _group() -> None:
    """Clasificaciones: ocupaciones y habilidades."""


@taxonomy.command()
def load(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="Carpeta de ESCO; sin ella, la de RUTA_ESCO_DIR.")] = None,
) -> None:
    """Carga las ocupaciones y habilidades de ESCO desde una carpeta de CSV: todo o nada; repetirla no cambia nada.

    Lee la descarga oficial de esco.ec.europa.eu (versión 1.1 o más reciente: occupations_es.csv, skills_es.csv,
    occupationSkillRelations_es.csv y, si están, occupations_en.csv y skills_en.csv) y la carpeta combinada (esco_occupations.csv,
    esco_skills.csv…), comprimidas o no. Una carpeta con ciuo08_es_en.csv solo cambia el texto de los grupos CIUO-08. Lo que ya no
    está en la edición nueva conserva su nombre y deja de ofrecerse. Sin ESCO, el producto trabaja con CIUO-08 y su propia lista.
    """
    with one_sentence():
        _load(folder or _folder_of_setting())


def _folder_of_setting() -> Path:
    from django.conf import settings

    if not settings.ESCO_FOLDER:
        raise Invalid("Diga la carpeta de ESCO («ruta taxonomy load CARPETA») o póngala en RUTA_ESCO_DIR.")
    return Path(settings.ESCO_FOLDER)


def _load(folder: Path) -> None:
    from ruta.config.commands import django_setup
    from ruta.config.database import prepare

    prepare()
    django_setup()
    from ruta.taxonomy.actions import load_taxonomy

    begun = time.monotonic()
    with progress() as tell:
        rows = load_taxonomy(folder, tell)
    if rows is None:
        console.print("Esta edición ya está cargada. No se cambió nada.")
        return
    said = ", ".join(f"{count:,} {WORDS[name]}" for name, count in rows.items() if count)
    console.print(f"Cargado: {said} ({time.monotonic() - begun:.0f} s).")
    if "skills" in rows:
        console.print("Este servicio utiliza la clasificación ESCO de la Comisión Europea.")
