"""What must the owner do before anybody is served? Migrate, load the reference data, collect the files of the screens."""

import sys

import django
from rich.console import Console

console = Console(stderr=True)


def main() -> int:
    """Each step once, with a line of progress; nothing is done twice."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from ruta.base.migrating import migrate
    from ruta.directory.actions import load_reference_data
    from ruta.roadmap.actions import load_missing_plans

    with console.status("Base de datos: migrando …"):
        migrate()
    with console.status("Catálogos: cargando …"):
        load_reference_data()
    _load_esco(settings.ESCO_FOLDER)
    with console.status("Planes: cargando …"):
        load_missing_plans()
    if _is_stale(settings):
        with console.status("Pantallas: reuniendo archivos …"):
            call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    return 0


def _load_esco(folder: str) -> None:
    """What RUTA_ESCO_DIR names; a folder that is gone stops nobody, for what was loaded stays."""
    if not folder:
        return
    from pathlib import Path

    from ruta.base.errors import Invalid
    from ruta.taxonomy.actions import load_taxonomy

    try:
        with console.status("ESCO: cargando …"):
            load_taxonomy(Path(folder))
    except Invalid as error:
        console.print(f"RUTA_ESCO_DIR: {error} Se sigue con lo que ya está cargado.", style="yellow", markup=False, soft_wrap=True)


def _is_stale(settings: object) -> bool:
    """Whether the built screens are newer than the collected ones."""
    built = [path for folder in settings.STATICFILES_DIRS for path in folder.rglob("*") if path.is_file()]  # type: ignore[attr-defined]
    manifest = settings.STATIC_ROOT / "staticfiles.json"  # type: ignore[attr-defined]
    return not manifest.exists() or any(path.stat().st_mtime > manifest.stat().st_mtime for path in built)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # whoever began us says what happened
        sys.exit(130)
