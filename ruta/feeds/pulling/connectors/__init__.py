"""Which ways lead to the rows of a source? Each gives files without a name, which are gone once they are closed."""

from collections.abc import Callable, Iterator, Mapping

from ruta.feeds.enums import SourceKind
from ruta.feeds.models import Source
from ruta.feeds.pulling.connectors import folder, view, web
from ruta.feeds.pulling.spooling import Arrival


def _by_sftp(source: Source, first: int | None) -> Iterator[Arrival]:
    """Its library is read by whoever reads such a source, and not by every process that starts."""
    from ruta.feeds.pulling.connectors import sftp

    return sftp.arrivals(source, first)


WAYS: Mapping[str, Callable[[Source, int | None], Iterator[Arrival]]] = {
    SourceKind.FOLDER: folder.arrivals,
    SourceKind.SFTP: _by_sftp,
    SourceKind.VIEW: view.arrivals,
    SourceKind.WEB: web.arrivals,
}


def arrivals(source: Source, first: int | None = None) -> Iterator[Arrival]:
    """The files of a source, in the order of their names; with `first`, only about so many rows of the newest, to look at."""
    return WAYS[source.kind](source, first)
