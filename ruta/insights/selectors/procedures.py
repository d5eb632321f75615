"""How many authorisations, certified agents and action plans carried out are there, beside the year before? Of one institution, and of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.insights.engine.change import NO_COMPARISON, Change, Figure, year_on_year
from ruta.insights.engine.suppression import Cell, Mark
from ruta.people.rules import months_later
from ruta.permits.models import Dossier
from ruta.permits.selectors import AGENTS, AUTHORISATIONS, certified_on, granted_between, plans_carried_out

LEAST = 5
YEAR = 12
OF_ALL = "SELECT granted, certified, carried_out FROM ruta_procedures(%s, %s, %s, %s) ORDER BY place"


@dataclass(frozen=True, slots=True)
class ProcedureFigure:
    """One indicator of a year beside the one before it, over the same days; `rows` is the filter that opens what it counts."""

    code: str
    label: str
    now: Cell
    before: Cell
    change: Change
    rows: str

    @property
    def why_not(self) -> str:
        """Why there is no percentage; nothing where there is one, a dash where a number is not told."""
        if None in (self.now.count, self.before.count):
            return "—"
        return "" if self.change.percent is not None else _(NO_COMPARISON[self.change.basis])


def procedure_figures(actor: Actor, year: int) -> list[ProcedureFigure]:
    """I04, I16 and I17. Authorisations are of persons, and few of them are not told; agents stand in a public register."""
    end = min(date(year, 12, 31), today())
    if end.year < year:
        return []
    spans = _spans(end)
    mine = Dossier.objects.filter(owner_institution_id=actor.institution_id or 0)
    agents, persons = mine.filter(procedure=AGENTS), mine.filter(procedure=AUTHORISATIONS)
    granted, plans = (granted_between(persons, *span) for span in spans), (plans_carried_out(agents, *span) for span in spans)
    counted = (
        [_cell(rows.count(), LEAST) for rows in granted],
        [_shown(certified_on(agents, until).count()) for _since, until in spans],
        [_shown(rows.count()) for rows in plans],
    )
    return _figures(end, counted)


def procedures_of_all(end: date) -> dict[str, ProcedureFigure]:
    """The same of all institutions from the first of January to a day, by code: counts pass the door, no dossier does."""
    with connection.cursor() as cursor:
        cursor.execute(OF_ALL, [day for span in _spans(end) for day in span])
        now, before = (_told(*row) for row in cursor.fetchall())
    return {each.code: each for each in _figures(end, list(zip(now, before, strict=True)))}


def _spans(end: date) -> tuple[tuple[date, date], tuple[date, date]]:
    return (date(end.year, 1, 1), end), (date(end.year - 1, 1, 1), months_later(end, -YEAR))


def _told(granted: int | None, certified: int, carried_out: int) -> tuple[Cell, Cell, Cell]:
    return (_few() if granted is None else _shown(granted)), _shown(certified), _shown(carried_out)


def _figures(end: date, counted: Sequence[Sequence[Cell]]) -> list[ProcedureFigure]:
    told = (
        ("I04", _("Autorizaciones de trabajo otorgadas"), f"tramite={AUTHORISATIONS}&otorgado={end.year}"),
        ("I16", _("Agentes con certificado vigente al cierre"), f"tramite={AGENTS}&vigente={end.year}"),
        ("I17", _("Planes de acción con agentes, cumplidos"), f"tramite={AGENTS}&plan={end.year}"),
    )
    return [_figure(end, told_one, cells) for told_one, cells in zip(told, counted, strict=True)]


def _figure(end: date, told: tuple[str, str, str], cells: Sequence[Cell]) -> ProcedureFigure:
    (code, label, rows), (now, before) = told, cells
    months = YEAR if (end.month, end.day) == (12, 31) else min(end.month, YEAR - 1)
    change = year_on_year(Figure(now.count, months), Figure(before.count, months))
    return ProcedureFigure(code, label, now, before, change, rows)


def _cell(count: int, least: int) -> Cell:
    return _shown(count) if count >= least or count == 0 else _few()


def _shown(count: int) -> Cell:
    return Cell(count, Mark.SHOWN)


def _few() -> Cell:
    return Cell(None, Mark.PRIMARY)
