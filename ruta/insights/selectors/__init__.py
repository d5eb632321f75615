"""What do the figures say, and which rows stand behind each?"""

from ruta.insights.selectors.behind import Behind, behind, rows_behind
from ruta.insights.selectors.categories import LEAST, short_modality
from ruta.insights.selectors.cells import months_of
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
from ruta.insights.selectors.labour import LabourFigure, labour_figures, noncoverage
from ruta.insights.selectors.procedures import ProcedureFigure, procedure_figures
from ruta.insights.selectors.referring import StepFigure, histogram_median, referral_steps
from ruta.insights.selectors.shares import ShareRow, Shares, mean_change, shares
from ruta.insights.selectors.waits import WaitRow, Waits, waits

__all__ = [
    "LEAST", "Attentions", "Behind", "Breakdown", "LabourFigure", "OfficeRow", "ProcedureFigure", "ShareRow", "Shares", "Silent", "StepFigure", "WaitRow", "Waits",
    "attentions", "attentions_by_office", "behind", "histogram_median", "labour_figures", "mean_change", "months_of", "noncoverage", "procedure_figures", "referral_steps",
    "rows_behind", "shares", "short_modality", "silent_offices", "waits", "whole_months",
]  # fmt: skip
