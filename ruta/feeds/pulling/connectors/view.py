"""What does a view of another database say, seen through a foreign table that the operator made?"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _
from psycopg import sql

from ruta.base.clock import now
from ruta.base.context import acting_as, system
from ruta.feeds.errors import Unreachable
from ruta.feeds.models import Source
from ruta.feeds.pulling.spooling import Arrival, as_file

SCHEMA = "outside"
"""The only schema that is read: foreign tables stand in it and nothing of ours."""
PIECE = 2_000


def arrivals(source: Source, first: int | None = None) -> Iterator[Arrival]:
    """All its rows as one file, read with a cursor of the server."""
    name = source.address["table"]
    asked = sql.SQL("SELECT * FROM {}.{}").format(sql.Identifier(SCHEMA), sql.Identifier(name))
    try:
        with (
            acting_as(system(source.owner_institution_id, f"feed {source.code}")),
            transaction.atomic(),
            connection.chunked_cursor() as cursor,
        ):
            cursor.execute(asked)  # type: ignore[arg-type]
            rows = islice(_rows(cursor), first)
            file = as_file([column[0] for column in cursor.description], rows)
    except DatabaseError as error:
        raise Unreachable(
            _("No se pudo leer la vista «%(name)s». Pida a quien opera el servidor que la revise.") % {"name": name}
        ) from error
    yield Arrival(name, now(), file)


def _rows(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while found := cursor.fetchmany(PIECE):
        yield from found
