"""What do the facts of the warehouse say of work: what is offered, who seeks it, and what came of it?

The engine is read when something is asked of it, and not by every process that starts.
"""

from ruta.insights.papers import Paper, PaperPeriod

__all__ = ["market_paper"]


def market_paper(period: PaperPeriod) -> Paper:
    """Supply and demand for those who return and everybody else who seeks work (R46), with coverage and its causes (R47)."""
    from ruta.insights.selectors.observatory.papers import written

    return written(period)
