"""How does everything of reference get into the database, and only when something changed?"""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from ruta import legal, taxonomy, territory
from ruta.base import clock
from ruta.base.datafiles import fingerprint
from ruta.directory.actions.directory import load_directory
from ruta.directory.models import ReferenceLoad
from ruta.legal.actions import load_compendium
from ruta.taxonomy.actions import load_catalogues, load_classifications
from ruta.territory.actions import load_territory

Progress = Callable[[str], None]
Rows = dict[str, int]
TERRITORY = Path(territory.__file__).parent
TAXONOMY = Path(taxonomy.__file__).parent
LEGAL = Path(legal.__file__).parent
DIRECTORY = Path(__file__).parent.parent


@transaction.atomic
def load_reference_data(progress: Progress | None = None) -> dict[str, Rows]:
    """Load the data files of territory, taxonomy, legal and directory; those that did not change are left alone.

    Runs as the owner of the schema. Says how many rows each list has, by domain.
    """
    loaders: dict[str, tuple[list[Path], Callable[[], Rows]]] = {
        "territory": ([TERRITORY], load_territory),
        "taxonomy": ([TAXONOMY], lambda: load_classifications() | load_catalogues()),
        "legal": ([LEGAL / "data", LEGAL / "rules", LEGAL / "actions"], load_compendium),
        "directory": ([TERRITORY, TAXONOMY, DIRECTORY], load_directory),
    }
    return {domain: _load(domain, folders, load, progress) for domain, (folders, load) in loaders.items()}


def _load(domain: str, folders: list[Path], load: Callable[[], Rows], progress: Progress | None) -> Rows:
    sha256 = fingerprint(folders)
    before = ReferenceLoad.objects.select_for_update().filter(pk=domain).first()
    if before and before.sha256 == sha256:
        rows: Rows = before.rows
        _say(progress, f"{domain}: nothing changed")
        return rows
    rows = load()
    ReferenceLoad.objects.update_or_create(pk=domain, defaults={"sha256": sha256, "rows": rows, "loaded_at": clock.now()})
    _say(progress, f"{domain}: " + ", ".join(f"{count} {name}" for name, count in rows.items()))
    return rows


def _say(progress: Progress | None, line: str) -> None:
    if progress:
        progress(line)
