"""What would the first rows of a source say, read by a mapping that is not kept yet? Nothing is written and nobody is looked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from ruta.base.access import log_access
from ruta.base.context import Actor, acting_as
from ruta.base.errors import NotOpen
from ruta.directory.selectors.agreed import Scope
from ruta.feeds.errors import Unreachable
from ruta.feeds.models import Source
from ruta.feeds.policies import demand_handler
from ruta.feeds.pulling.connectors import arrivals
from ruta.feeds.pulling.reading import reader_of
from ruta.feeds.rules import CATEGORY, Line
from ruta.feeds.selectors import right_of
from ruta.people.imports.files import open_sheet
from ruta.people.imports.running import preview
from ruta.people.imports.selectors import said

ROWS = 12


@dataclass(frozen=True, slots=True)
class Sample:
    """The columns of a source and its first rows."""

    name: str
    header: tuple[str, ...]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row as it would be read: each field's cell, and what has to be corrected."""

    number: int
    cells: list[str]
    problems: list[tuple[str, str]]


def sample(*, actor: Actor, source: Source) -> Sample:
    """The first rows of the newest file; looked at only where an agreement gives something, and it is noted who looked."""
    demand_handler(actor)
    with acting_as(actor), transaction.atomic():
        scope = right_of(source)
    if scope is None:
        raise NotOpen(
            _("Ningún convenio vigente deja leer de esta institución para esta finalidad. Las columnas se definen cuando lo haya.")
        )
    arrival = next(iter(arrivals(source, ROWS)), None)
    if arrival is None:
        raise Unreachable(_("No hay ningún archivo todavía. Pida a la institución que deje el primero."))
    with arrival.file:
        sheet = open_sheet(arrival.file)
        found = Sample(arrival.name, sheet.header, preview(sheet, ROWS))
    log_access(actor, "preview", object_id=source.pk, rows=len(found.rows))
    return found


def allowed_lines(lines: Sequence[Line], scope: Scope | None) -> list[Line]:
    """Those that bring what the agreement gives; of others nothing is shown."""
    allowed = set(scope.categories) if scope else set()
    return [line for line in lines if CATEGORY.get(line.field) in allowed]


def shown(*, actor: Actor, found: Sample, lines: Sequence[Line], fixed: Mapping[str, str]) -> list[RowShown]:
    """Each of the first rows as these lines would read it."""
    with acting_as(actor, read_only=True), transaction.atomic():
        reader = reader_of(found.header, lines, dict(fixed))
        told = []
        for number, row in enumerate(found.rows, 1):
            changed, _wrong = reader.changed(row)
            _draft, problems = reader.read(row)
            told.append(RowShown(number, changed, [(problem.column, said(problem.as_json())) for problem in problems]))
    return told
