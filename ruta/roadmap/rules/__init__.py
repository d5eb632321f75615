"""What does a plan say by arithmetic alone: its tree, how far it should be, its lights?"""

from ruta.roadmap.rules.lights import LATE, RISKY, light_of, planned_share, worst_light
from ruta.roadmap.rules.trees import Row, flattened, plan_problems

__all__ = ["LATE", "RISKY", "Row", "flattened", "light_of", "plan_problems", "planned_share", "worst_light"]
