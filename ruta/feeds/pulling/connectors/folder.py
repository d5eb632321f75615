"""Which files did another institution drop into its folder? Only beneath the one place that the operator set aside."""

from collections.abc import Iterator
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from ruta.feeds.errors import Unreachable
from ruta.feeds.models import Source
from ruta.feeds.pulling.spooling import LIST_KINDS, Arrival, spooled


def arrivals(source: Source, first: int | None = None) -> Iterator[Arrival]:
    """Every list in it by name; to look at, the newest alone."""
    found = _files(source)
    for path in sorted(found, key=_made)[-1:] if first else found:
        try:
            with path.open("rb") as opened:
                file = spooled(opened, first=first, name=path.name)
        except OSError as error:
            raise Unreachable(_("No se pudo leer «%(name)s» de la carpeta.") % {"name": path.name}) from error
        yield Arrival(path.name, datetime.fromtimestamp(_made(path), UTC), file)


def _files(source: Source) -> list[Path]:
    root = Path(settings.FEEDS_FOLDER).resolve()
    place = (root / source.address["folder"]).resolve()
    if not place.is_relative_to(root) or not place.is_dir():
        raise Unreachable(
            _("La carpeta «%(folder)s» no está en el lugar de las fuentes. Pida que la creen.") % {"folder": source.address["folder"]}
        )
    kept = (path for path in place.iterdir() if fnmatch(path.name, source.address["pattern"]) and path.suffix.lower() in LIST_KINDS)
    return sorted(path for path in kept if path.is_file() and path.resolve().is_relative_to(root))


def _made(path: Path) -> float:
    return path.stat().st_mtime
