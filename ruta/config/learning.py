"""How does an operator make a model of linkage? `ruta learn`: from files of persons, without labels, as a YAML that can be read."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ruta.base.errors import Invalid


def learn(
    register: Annotated[Path, typer.Argument(help="Registro: CSV o Parquet con las columnas de `ruta link`.")],
    file: Annotated[
        Path | None, typer.Argument(help="Archivo cuyas personas están en parte en el registro; sin él, el registro consigo mismo.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Dónde se escribe el modelo (YAML).")] = Path("modelo.yaml"),
    version: Annotated[str, typer.Option(help="Cómo se llama esta versión; sin decirlo, la fecha.")] = "",
    source: Annotated[str, typer.Option(help="De qué datos viene, para quien lo lea después.")] = "",
    seed: Annotated[int, typer.Option(help="La misma semilla y los mismos archivos dan el mismo modelo.")] = 1,
    trust: Annotated[
        float, typer.Option(min=1, help="Cuántas comparaciones valen las estimaciones de partida; más, si los datos son sintéticos.")
    ] = 300,
    counts: Annotated[
        bool, typer.Option("--counts/--no-counts", help="Guarda también lo contado en el registro: nombres, lugares, parientes.")
    ] = True,
) -> None:
    """Aprende de REGISTER y FILE, sin etiquetas, cuánto pesa cada coincidencia, y lo deja como modelo.

    El modelo lo usan `ruta link --model`, y al ponerlo en lugar del que viene con Ruta, el mostrador, la carga y la revisión nocturna.
    """
    from ruta.config.linking import console, one_sentence, progress
    from ruta.people.linkage.batch.linking import Job
    from ruta.people.linkage.batch.models import save_model
    from ruta.people.linkage.batch.proposing import propose, without_counts

    with one_sentence():
        _demand_room(out)
        with progress() as tell:
            model = propose(Job(register, file), tell, seed=seed, trust=trust)
    kept = model if counts else without_counts(model)
    day = date.today()  # noqa: DTZ011 - an operator's own day
    save_model(replace(kept, source=source or kept.source), out, version=version or f"{day:%Y.%m.%d}", day=day, settings=kept.settings)
    console.print(f"Modelo en {out}: {len(model.levels)} campos. Compárelo con el que rige antes de usarlo.")


def _demand_room(out: Path) -> None:
    if not out.parent.is_dir():
        raise Invalid(f"No existe la carpeta «{out.parent}». Créela o elija otra con --out.")
    if out.suffix not in (".yaml", ".yml"):
        raise Invalid(f"«{out.name}» no termina en .yaml: el modelo se escribe en YAML.")
    if not os.access(out if out.exists() else out.parent, os.W_OK):
        raise Invalid(f"No se puede escribir en «{out}». Elija otro lugar con --out.")
