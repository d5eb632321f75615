"""How is a whole file of vacancies read, a portion at a time?"""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from django.db import transaction

from ruta.base.context import Actor, acting_as
from ruta.base.errors import Invalid
from ruta.employers.imports.actions import finish_load, load_portion
from ruta.employers.imports.files import Row, rows_of
from ruta.employers.imports.reading import RowReader
from ruta.employers.models import BoardLoad

PORTION = 200


def run(*, actor: Actor, load: BoardLoad, file: BinaryIO, tell: Callable[[BoardLoad], None] | None = None) -> BoardLoad:
    """Read a file to its end; what was committed before a fault of the file stays, and the next reading passes over it."""
    try:
        with acting_as(actor), transaction.atomic():
            reader = RowReader()
        for portion in _portions(rows_of(file)):
            load = load_portion(actor=actor, load_id=load.pk, rows=portion, reader=reader)
            if tell:
                tell(load)
    except Invalid as error:
        return finish_load(actor=actor, load_id=load.pk, problem=str(error.message))
    return finish_load(actor=actor, load_id=load.pk)


def _portions(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Rows in portions; what stands before a fault of the file is given before the fault is told."""
    portion: list[Row] = []
    try:
        for row in rows:
            portion.append(row)
            if len(portion) == PORTION:
                yield portion
                portion = []
    except Invalid:
        yield portion
        raise
    yield portion
