"""How does an operator bring programmes and projects in? A trial first, counts, and what to correct."""

from pathlib import Path
from typing import Any

import yaml
from rich.console import Console

from ruta.base.errors import Invalid

ALL_GOOD, FAILED, WITH_REFUSED = 0, 1, 2
MOST_TOLD = 20


def bring(file: Path, institution: Any, mapping: Path | None, console: Console, *, is_dry_run: bool) -> int:
    """Try a file and, unless it is only to be tried, keep what can be read; the code of the exit."""
    from django.db import transaction

    from ruta.base.context import acting_as, system
    from ruta.projects.imports.loading import bring_load, map_load, open_load

    actor = system(institution.pk, f"ruta import projects {file.name}")
    with acting_as(actor), transaction.atomic():
        try:
            with file.open("rb") as opened:
                load = open_load(actor=actor, file_name=file.name, file=opened)
        except Invalid as error:
            console.print(f"[red]{error}[/red]")
            return FAILED
        if mapping is not None:
            load = map_load(actor=actor, load_id=load.pk, mapping=load.mapping | _columns(mapping))
        if not is_dry_run:
            load = bring_load(actor=actor, load_id=load.pk)
    _tell(load, console, is_dry_run=is_dry_run)
    return WITH_REFUSED if load.refused else ALL_GOOD


def _tell(load: Any, console: Console, *, is_dry_run: bool) -> None:
    verb = "Se traerían" if is_dry_run else "Traídos"
    console.print(f"{verb}: {load.created:,} nuevos, {load.changed:,} que ya estaban. Por corregir: {len(load.refused):,}.")
    for number, name, sentence in load.refused[:MOST_TOLD]:
        console.print(f"Fila {number}, {name}: {sentence}", highlight=False, markup=False, soft_wrap=True)


def _columns(path: Path) -> dict[str, str]:
    from ruta.projects.imports.columns import code_of

    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        columns = {str(header): code_of(str(fact)) for header, fact in (raw.get("columnas") or {}).items()}
    except (OSError, yaml.YAMLError, AttributeError) as error:
        raise Invalid(f"No se pudo leer {path}. Debe ser YAML con «columnas: {{encabezado: dato}}».") from error
    if "" in columns.values():
        raise Invalid(f"En {path} hay un dato que no se conoce. Vea los datos en la plantilla de proyectos.")
    return columns
