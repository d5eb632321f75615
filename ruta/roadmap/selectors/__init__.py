"""What do the plans say, and how far are they?"""

from ruta.roadmap.selectors.counted import counted_value, is_counted
from ruta.roadmap.selectors.counting import counted
from ruta.roadmap.selectors.doubts import Doubt, doubts_of
from ruta.roadmap.selectors.reading import Line, Period, lines_of, periods_of, targets_of
from ruta.roadmap.selectors.rounds import (
    Asked,
    Coming,
    Share,
    asked_in,
    asked_of,
    coming_rounds,
    duties_of,
    evidence_of,
    focal_points,
    open_round_ids,
    round_of,
    rounds,
    rounds_to_judge,
    shares_of,
    waiting_for,
)
from ruta.roadmap.selectors.trees import current_version, node_of, plan_of, plans, reports_of, rows_of, version_of, versions_of

__all__ = [
    "Asked",
    "Coming",
    "Doubt",
    "Line",
    "Period",
    "Share",
    "asked_in",
    "asked_of",
    "coming_rounds",
    "counted",
    "counted_value",
    "current_version",
    "doubts_of",
    "duties_of",
    "evidence_of",
    "focal_points",
    "is_counted",
    "lines_of",
    "node_of",
    "open_round_ids",
    "periods_of",
    "plan_of",
    "plans",
    "reports_of",
    "round_of",
    "rounds",
    "rounds_to_judge",
    "rows_of",
    "shares_of",
    "targets_of",
    "version_of",
    "versions_of",
    "waiting_for",
]
