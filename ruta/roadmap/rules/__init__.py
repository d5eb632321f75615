"""What does a plan say by arithmetic alone: its tree, how far it should be, its lights, its rounds?"""

from ruta.roadmap.rules.forecasts import (
    LEAST_POINTS,
    Forecast,
    forecast,
)
from ruta.roadmap.rules.lights import LATE, RISKY, growth_light, light_of, planned_share, reached_share, worst_light
from ruta.roadmap.rules.risks import (
    HIGH,
    MEDIUM,
    SLIPPING,
    cells,
    is_controlled,
    level_of,
)
from ruta.roadmap.rules.rounds import DAYS_TO_ANSWER, Due, due_rounds, next_rounds, reminder_of, stage_of, state_said
from ruta.roadmap.rules.trees import Row, flattened, plan_problems

__all__ = [
    "DAYS_TO_ANSWER",
    "HIGH",
    "LATE",
    "LEAST_POINTS",
    "MEDIUM",
    "RISKY",
    "SLIPPING",
    "Due",
    "Forecast",
    "Row",
    "cells",
    "due_rounds",
    "flattened",
    "forecast",
    "growth_light",
    "is_controlled",
    "level_of",
    "light_of",
    "next_rounds",
    "plan_problems",
    "planned_share",
    "reached_share",
    "reminder_of",
    "stage_of",
    "state_said",
    "worst_light",
]
