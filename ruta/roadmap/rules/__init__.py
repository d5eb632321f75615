"""What does a plan say by arithmetic alone: its tree, how far it should be, its lights, its rounds?"""

from ruta.roadmap.rules.costs import FIRST_YEAR, LAST_YEAR, Cost, Difference, amount_of, cost_problems, differences, totals
from ruta.roadmap.rules.lights import LATE, RISKY, growth_light, light_of, planned_share, reached_share, worst_light
from ruta.roadmap.rules.maturity import (
    REACHED,
    SEVEN_VALUES,
    axes,
    mean,
    radar,
    reached_of,
)
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
    "FIRST_YEAR",
    "HIGH",
    "LAST_YEAR",
    "LATE",
    "MEDIUM",
    "REACHED",
    "RISKY",
    "SEVEN_VALUES",
    "SLIPPING",
    "Cost",
    "Difference",
    "Due",
    "Row",
    "amount_of",
    "axes",
    "cells",
    "cost_problems",
    "differences",
    "due_rounds",
    "flattened",
    "growth_light",
    "is_controlled",
    "level_of",
    "light_of",
    "mean",
    "next_rounds",
    "plan_problems",
    "planned_share",
    "radar",
    "reached_of",
    "reached_share",
    "reminder_of",
    "stage_of",
    "state_said",
    "totals",
    "worst_light",
]
