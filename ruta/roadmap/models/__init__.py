"""Which plans are there, what does each version say, what was reported of it, and who proposes to adjust it?"""

from ruta.roadmap.models.costs import CostImport, CostLine, Expense, YearBudget
from ruta.roadmap.models.following import (
    LightSaid,
    Meeting,
    RiskReview,
    Undertaking,
)
from ruta.roadmap.models.nodes import BudgetLine, Dependency, Node, Risk, Target, TargetValue
from ruta.roadmap.models.plans import Plan, PlanVersion, Progress, Reach
from ruta.roadmap.models.proposals import Change, Proposal
from ruta.roadmap.models.rounds import Duty, Round, RoundAnswer, RoundAsk, RoundEvidence, RoundRemark, RoundVerdict
from ruta.roadmap.models.scans import (
    Scan,
    ScanAnswered,
    ScanScore,
)
from ruta.roadmap.models.spaces import Contribution, Space

__all__ = [
    "BudgetLine",
    "Change",
    "Contribution",
    "CostImport",
    "CostLine",
    "Dependency",
    "Duty",
    "Expense",
    "LightSaid",
    "Meeting",
    "Node",
    "Plan",
    "PlanVersion",
    "Progress",
    "Proposal",
    "Reach",
    "Risk",
    "RiskReview",
    "Round",
    "RoundAnswer",
    "RoundAsk",
    "RoundEvidence",
    "RoundRemark",
    "RoundVerdict",
    "Scan",
    "ScanAnswered",
    "ScanScore",
    "Space",
    "Target",
    "TargetValue",
    "Undertaking",
    "YearBudget",
]
