"""How many authorisations, certified agents and action plans carried out are there, beside the year before? Read from the rows of one institution."""

from dataclasses import dataclass
from datetime import date
from typing import Any

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
    spans = (date(year, 1, 1), end), (date(year - 1, 1, 1), months_later(end, -YEAR))
    mine = Dossier.objects.filter(owner_institution_id=actor.institution_id or 0)
    agents, persons = mine.filter(procedure=AGENTS), mine.filter(procedure=AUTHORISATIONS)
    counted = (
        ("I04", _("Autorizaciones de trabajo otorgadas"), [granted_between(persons, *span) for span in spans], LEAST, f"tramite={AUTHORISATIONS}&otorgado={year}"),
        ("I16", _("Agentes con certificado vigente al cierre"), [certified_on(agents, until) for _since, until in spans], 0, f"tramite={AGENTS}&vigente={year}"),
        ("I17", _("Planes de acción con agentes, cumplidos"), [plans_carried_out(agents, *span) for span in spans], 0, f"tramite={AGENTS}&plan={year}"),
    )  # fmt: skip
    return [_figure(end, code, label, rows, least, where) for code, label, rows, least, where in counted]


def _figure(end: date, code: str, label: str, rows: list[Any], least: int, where: str) -> ProcedureFigure:
    now, before = (_cell(each.count(), least) for each in rows)
    months = YEAR if (end.month, end.day) == (12, 31) else min(end.month, YEAR - 1)
    change = year_on_year(Figure(now.count, months), Figure(before.count, months))
    return ProcedureFigure(code, label, now, before, change, where)


def _cell(count: int, least: int) -> Cell:
    return Cell(count, Mark.SHOWN) if count >= least or count == 0 else Cell(None, Mark.PRIMARY)
