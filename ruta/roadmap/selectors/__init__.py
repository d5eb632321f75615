"""What do the plans say, and how far are they?"""

from ruta.roadmap.selectors.counting import counted
from ruta.roadmap.selectors.doubts import Doubt, doubts_of
from ruta.roadmap.selectors.reading import Line, Period, lines_of, periods_of, targets_of
from ruta.roadmap.selectors.trees import current_version, node_of, plan_of, plans, reports_of, rows_of, version_of, versions_of

__all__ = [
    "Doubt",
    "Line",
    "Period",
    "counted",
    "current_version",
    "doubts_of",
    "lines_of",
    "node_of",
    "periods_of",
    "plan_of",
    "plans",
    "reports_of",
    "rows_of",
    "targets_of",
    "version_of",
    "versions_of",
]
