"""How does an operator write the files that `ruta match` reads, from the database of an institution? `ruta match export`."""

from pathlib import Path
from typing import Annotated

import typer

from ruta.base.errors import Invalid
from ruta.config.linking import console, one_sentence


def export(
    institution: Annotated[str, typer.Option(help="Código de la institución, por ejemplo SETRASS-DGE.")],
    out: Annotated[Path, typer.Option(help="Carpeta que existe: profiles.parquet, vacancies.parquet y essentials.parquet.")],
    *,
    for_audit: Annotated[
        bool, typer.Option("--for-audit", help="Agrega sexo y modalidad, que solo lee «ruta match audit». Borre el archivo al terminar.")
    ] = False,
) -> None:
    """Escribe los archivos que lee `ruta match`: quienes permitieron que se les proponga y lo publicado, con números en vez de nombres."""
    from ruta.config.commands import django_setup

    with one_sentence():
        if not out.is_dir():
            raise Invalid(f"No existe la carpeta «{out}». Créela o elija otra con --out.")
        django_setup()
        sizes = _export(institution, out, for_audit=for_audit)
    console.print(f"{sizes[0]:,} personas y {sizes[1]:,} vacantes en {out}.")


def _export(code: str, out: Path, *, for_audit: bool) -> tuple[int, int]:
    import pyarrow as pa
    import pyarrow.parquet
    from django.db import transaction

    from ruta.base.access import log_access
    from ruta.base.context import acting_as, system
    from ruta.directory.selectors import institutions
    from ruta.placements.selectors.exporting import market_files

    institution = institutions().filter(code=code).first()
    if institution is None:
        raise Invalid(f"No hay institución con el código «{code}».")
    actor = system(institution.pk, "ruta match export")
    with acting_as(actor, read_only=True), transaction.atomic():
        files = market_files(institution.pk, for_audit=for_audit)
    log_access(actor, "export_market", owner_institution_id=institution.pk, persons=len(files.profiles))
    pairs = [(code, skill) for code, skills in files.essentials.items() for skill in sorted(skills)]
    needs = pa.table({"occupation": [code for code, _ in pairs], "skill": [skill for _, skill in pairs]})
    for name, table in (("profiles", files.profiles), ("vacancies", files.vacancies), ("essentials", needs)):
        pyarrow.parquet.write_table(table, out / f"{name}.parquet")
    return len(files.profiles), len(files.vacancies)
