"""How does a plan change, and when does its work fall? Pure arithmetic over rows: edits, differences, merges, spans, the critical path."""

from ruta.roadmap.planning.difference import difference
from ruta.roadmap.planning.edits import Edit, Said, Unfit, applied, nested
from ruta.roadmap.planning.merging import Clash, Merged, merged
from ruta.roadmap.planning.scheduling import (
    Fit,
    Job,
    critical_path,
    deadline_span,
    due_days,
    month_span,
    months_after,
    months_of,
    term_months,
)
from ruta.roadmap.planning.waiting import cycle_of

__all__ = [
    "Clash", "Edit", "Fit", "Job", "Merged", "Said", "Unfit", "applied", "critical_path", "cycle_of", "deadline_span", "difference", "due_days",
    "merged", "month_span", "months_after", "months_of", "nested", "term_months",
]  # fmt: skip
