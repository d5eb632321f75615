"""How do plans get loaded, and how is progress reported?"""

from ruta.roadmap.actions.loading import DATA, NAMES, load_missing_plans, load_plan, read_plan
from ruta.roadmap.actions.reporting import Report, report_progress

__all__ = ["DATA", "NAMES", "Report", "load_missing_plans", "load_plan", "read_plan", "report_progress"]
