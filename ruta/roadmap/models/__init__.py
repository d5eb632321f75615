"""Which plans are there, what does each version say, what was reported of it, and what was asked and answered in its rounds?"""

from ruta.roadmap.models.following import (
    LightSaid,
    Meeting,
    RiskReview,
    Undertaking,
)
from ruta.roadmap.models.nodes import BudgetLine, Dependency, Node, Risk, Target, TargetValue
from ruta.roadmap.models.plans import Plan, PlanVersion, Progress
from ruta.roadmap.models.rounds import Duty, Round, RoundAnswer, RoundAsk, RoundEvidence, RoundRemark, RoundVerdict

__all__ = [
    "BudgetLine",
    "Dependency",
    "Duty",
    "LightSaid",
    "Meeting",
    "Node",
    "Plan",
    "PlanVersion",
    "Progress",
    "Risk",
    "RiskReview",
    "Round",
    "RoundAnswer",
    "RoundAsk",
    "RoundEvidence",
    "RoundRemark",
    "RoundVerdict",
    "Target",
    "TargetValue",
    "Undertaking",
]
