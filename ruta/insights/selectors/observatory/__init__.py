"""What do the facts of the warehouse say of work: what is offered, who seeks it, and what came of it?

The engine is read when something is asked of it, and not by every process that starts.
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from ruta.base.errors import NotFound
from ruta.insights.papers import Paper, PaperPeriod
from ruta.insights.selectors.observatory.part import ASKED, WHOLE, Part, part_of
from ruta.taxonomy.selectors import is_known_occupation

__all__ = [
    "ASKED",
    "TRADE",
    "WHOLE",
    "Part",
    "employer_paper",
    "market_paper",
    "part_of",
    "results_paper",
    "trade_code",
    "trade_paper",
]
TRADE = "infografia-"
UNIT = 4


def market_paper(period: PaperPeriod, part: Part = WHOLE, *, is_waiting: bool = True, is_public: bool = False) -> Paper:
    """Supply and demand for those who return and everybody else who seeks work (R46), with coverage and its causes (R47).

    Without waiting it is told only where nothing has to be counted for it; else `NotCounted` is raised. As everybody reads it, it says less of persons.
    """
    from ruta.insights.selectors.observatory.papers.writing import written

    return written(period, replace(part, is_public=is_public), is_waiting=is_waiting)


def results_paper(period: PaperPeriod, part: Part = WHOLE, *, is_waiting: bool = True) -> Paper:
    """What came to those who received a service or of an institution, beside persons like them (R51)."""
    from ruta.insights.selectors.observatory.papers.results import written

    return written(period, part, is_waiting=is_waiting)


def trade_code(name: str) -> str:
    """The occupation of the name of an infographic: a unit group of CIUO-08."""
    code = name.removeprefix(TRADE)
    if len(code) != UNIT or not is_known_occupation(code):
        raise NotFound(_("No hay una ocupación «%(code)s». Escriba las cuatro cifras de su grupo en CIUO-08.") % {"code": code[:12]})
    return code


def trade_paper(name: str, period: PaperPeriod, part: Part = WHOLE, *, is_waiting: bool = True, is_public: bool = False) -> Paper:
    """What the vacancies of one occupation ask for, in one picture and with its numbers (R48)."""
    from ruta.insights.selectors.observatory.papers.trades import written

    return written(trade_code(name), name, period, replace(part, is_public=is_public), is_waiting=is_waiting)


def employer_paper(period: PaperPeriod, part: Part = WHOLE, *, is_waiting: bool = True) -> Paper:
    """The market of a sector and a territory, for an employer to take along (R49): of the twelve months that end today."""
    from ruta.insights.selectors.observatory.papers.employers import written

    return written(period, part, is_waiting=is_waiting)
