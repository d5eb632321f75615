"""What do the figures say, and which rows stand behind each?"""

from ruta.insights.selectors.figures import (
    Attentions,
    Breakdown,
    OfficeRow,
    StepFigure,
    attentions,
    attentions_by_office,
    histogram_median,
    referral_steps,
    rows_behind,
    short_modality,
    whole_months,
)
from ruta.insights.selectors.labour import LabourFigure, labour_figures, noncoverage
from ruta.insights.selectors.procedures import ProcedureFigure, procedure_figures

__all__ = [
    "Attentions",
    "Breakdown",
    "LabourFigure",
    "OfficeRow",
    "ProcedureFigure",
    "StepFigure",
    "attentions",
    "attentions_by_office",
    "histogram_median",
    "labour_figures",
    "noncoverage",
    "procedure_figures",
    "referral_steps",
    "rows_behind",
    "short_modality",
    "whole_months",
]
