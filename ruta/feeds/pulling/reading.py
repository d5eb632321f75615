"""What does one row of a source say about a person, once its cells were changed as the mapping says?"""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.errors import Invalid
from ruta.base.sentences import Sentence
from ruta.feeds.models import SourceMapping
from ruta.feeds.rules import BadStep, Line
from ruta.feeds.selectors import lines_of
from ruta.people.imports.columns import BY_CODE, header_key
from ruta.people.imports.drafts import Draft, Plan, Problem, RowReader, unreadable
from ruta.people.imports.places import Places, read_places


class MappedReader(RowReader):
    """Reads rows of a source; what comes back is named by the columns that the source has."""

    def __init__(self, header: Sequence[str], lines: Sequence[Line], plan: Plan) -> None:
        super().__init__(plan)
        self._header = tuple(header)
        places = _places_of(header)
        self._takes = [(places[header_key(line.header)], line) for line in lines]

    def read(self, cells: Sequence[str]) -> tuple[Draft | None, list[Problem]]:
        """The draft of a row, or everything that has to be corrected in it."""
        if (problem := unreadable(cells, self._header)) is not None:
            return None, [problem]
        changed, wrong = self.changed(cells)
        draft, problems = super().read(changed)
        both = [*wrong, *problems]
        return (None, both) if both else (draft, [])

    def changed(self, cells: Sequence[str]) -> tuple[list[str], list[Problem]]:
        """The cells that are read, one for each line of the mapping, and those that a change could not read."""
        out, wrong = [], list[Problem]()
        for name, (at, line) in zip(self.plan.header, self._takes, strict=True):
            try:
                out.append(line.of(cells[at]) if at < len(cells) else "")
            except BadStep as bad:
                wrong.append(Problem(name, Sentence(bad.text, bad.values)))
                out.append("")
        return out, wrong


def reader_of(
    header: Sequence[str], lines: Sequence[Line], fixed: dict[str, str], *, places: Places | None = None, day: date | None = None
) -> MappedReader:
    """A reader for rows with this header; refuses when a column that the mapping needs does not come any more."""
    known = _places_of(header)
    gone = [line.header for line in lines if header_key(line.header) not in known]
    if gone:
        raise Invalid(_("Ya no viene la columna «%(column)s». Revise qué es cada columna.") % {"column": gone[0]})
    names = _titles(lines)
    plan = Plan(names, dict(zip(names, (line.field for line in lines), strict=True)), fixed, places or read_places(), day or today())
    return MappedReader(header, lines, plan)


def reader_by(mapping: SourceMapping, header: Sequence[str]) -> MappedReader:
    """The reader of a kept mapping."""
    return reader_of(header, lines_of(mapping), mapping.fixed)


def _places_of(header: Sequence[str]) -> dict[str, int]:
    """Where each column stands, however its name is accented; the first of two counts."""
    found: dict[str, int] = {}
    for at, name in enumerate(header):
        found.setdefault(header_key(name), at)
    return found


def _titles(lines: Sequence[Line]) -> tuple[str, ...]:
    """A name for each line: its column, and the field beside it where one column fills several."""
    headers = [line.header for line in lines]
    return tuple(
        line.header if headers.count(line.header) == 1 else f"{line.header} → {_(BY_CODE[line.field].label)} {at}"
        for at, line in enumerate(lines, 1)
    )


def used_places(mapping: SourceMapping, header: Sequence[str]) -> list[int]:
    """The columns that the mapping reads, by their place."""
    read = {header_key(line.header) for line in lines_of(mapping)}
    return [at for at, name in enumerate(header) if header_key(name) in read]
