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

__all__ = [
    "Attentions",
    "Breakdown",
    "LabourFigure",
    "OfficeRow",
    "StepFigure",
    "attentions",
    "attentions_by_office",
    "histogram_median",
    "labour_figures",
    "noncoverage",
    "referral_steps",
    "rows_behind",
    "short_modality",
    "whole_months",
]
