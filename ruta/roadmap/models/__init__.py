"""Which plans are there, what does each version say, and what was reported of it?"""

from ruta.roadmap.models.nodes import BudgetLine, Dependency, Node, Risk, Target, TargetValue
from ruta.roadmap.models.plans import Plan, PlanVersion, Progress

__all__ = ["BudgetLine", "Dependency", "Node", "Plan", "PlanVersion", "Progress", "Risk", "Target", "TargetValue"]
