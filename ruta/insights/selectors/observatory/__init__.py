"""What do the facts of the warehouse say of work: what is offered, who seeks it, and what came of it?

The engine is read when something is asked of it, and not by every process that starts.
"""

from ruta.insights.papers import Paper, PaperPeriod
from ruta.insights.selectors.observatory.part import ASKED, WHOLE, Part, part_of

__all__ = ["ASKED", "WHOLE", "Part", "market_paper", "part_of"]


def market_paper(period: PaperPeriod, part: Part = WHOLE, *, is_waiting: bool = True) -> Paper:
    """Supply and demand for those who return and everybody else who seeks work (R46), with coverage and its causes (R47).

    Without waiting it is told only where nothing has to be counted for it; else `NotCounted` is raised.
    """
    from ruta.insights.selectors.observatory.papers.writing import written

    return written(period, part, is_waiting=is_waiting)
