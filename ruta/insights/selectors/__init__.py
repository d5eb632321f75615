"""What do the figures say, and which rows stand behind each?"""

from ruta.insights.selectors.behind import Behind, behind, rows_behind
from ruta.insights.selectors.categories import LEAST, short_modality
from ruta.insights.selectors.cells import months_of, served_since
from ruta.insights.selectors.demand import ActiveEmployers, SkillGap, active_employers, skill_gaps
from ruta.insights.selectors.figures import (
    Attentions,
    Breakdown,
    OfficeRow,
    Silent,
    attentions,
    attentions_by_office,
    silent_offices,
    whole_months,
)
from ruta.insights.selectors.issues import coming_issues, issues
from ruta.insights.selectors.labour import LabourFigure, labour_figures, noncoverage
from ruta.insights.selectors.posts import PostRate, post_rates
from ruta.insights.selectors.procedures import ProcedureFigure, procedure_figures
from ruta.insights.selectors.promises import Kept, counted_on, kept_promises, kept_waits, promised_services
from ruta.insights.selectors.referring import StepFigure, histogram_median, referral_steps
from ruta.insights.selectors.shares import ShareRow, Shares, mean_change, shares
from ruta.insights.selectors.waits import WaitRow, Waits, waits

__all__ = [
    "LEAST", "ActiveEmployers", "Attentions", "Behind", "Breakdown", "Kept", "LabourFigure", "OfficeRow", "PostRate", "ProcedureFigure", "ShareRow", "Shares", "Silent", "SkillGap", "StepFigure", "WaitRow", "Waits",
    "active_employers", "attentions", "attentions_by_office", "behind", "coming_issues", "counted_on", "histogram_median", "issues", "kept_promises", "kept_waits", "labour_figures", "mean_change", "months_of", "noncoverage", "post_rates", "procedure_figures", "promised_services", "referral_steps",
    "rows_behind", "served_since", "shares", "short_modality", "silent_offices", "skill_gaps", "waits", "whole_months",
]  # fmt: skip
