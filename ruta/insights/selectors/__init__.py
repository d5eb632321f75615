"""What do the figures say, and which rows stand behind each?"""

from ruta.insights.selectors.behind import Behind, behind, rows_behind
from ruta.insights.selectors.campaigns import Effect, campaign_audience, campaign_effect
from ruta.insights.selectors.categories import LEAST, short_modality
from ruta.insights.selectors.cells import months_of, served_since
from ruta.insights.selectors.crossed import attentions_by_area, attentions_crossed
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
from ruta.insights.selectors.issues import coming_issues, issues, reports_out
from ruta.insights.selectors.labour import LabourFigure, labour_figures, noncoverage
from ruta.insights.selectors.pledges import OfficeSigned, signed_offices
from ruta.insights.selectors.posts import PostRate, post_rates
from ruta.insights.selectors.procedures import ProcedureFigure, procedure_figures, procedures_of_all
from ruta.insights.selectors.promised import WAYS, PartTable, promise_tables
from ruta.insights.selectors.promises import Kept, counted_on, kept_promises, kept_together, kept_waits, promised_services
from ruta.insights.selectors.referring import StepFigure, histogram_median, referral_steps
from ruta.insights.selectors.shares import ShareRow, Shares, mean_change, shares
from ruta.insights.selectors.studies import (
    found_scenarios,
    found_studies,
    is_let_out,
    public_scenarios,
    public_studies,
    scenario_of,
    scenarios,
    studies,
    study_of,
    use_of,
    uses_of,
)
from ruta.insights.selectors.waits import WaitRow, Waits, waits
from ruta.insights.selectors.workshops import PathRow, WorkshopFigures, course_named, workshop_figures, workshop_rows

__all__ = [
    "LEAST",
    "WAYS",
    "ActiveEmployers",
    "Attentions",
    "Behind",
    "Breakdown",
    "Effect",
    "Kept",
    "LabourFigure",
    "OfficeRow",
    "OfficeSigned",
    "PartTable",
    "PathRow",
    "PostRate",
    "ProcedureFigure",
    "ShareRow",
    "Shares",
    "Silent",
    "SkillGap",
    "StepFigure",
    "WaitRow",
    "Waits",
    "WorkshopFigures",
    "active_employers",
    "attentions",
    "attentions_by_area",
    "attentions_by_office",
    "attentions_crossed",
    "behind",
    "campaign_audience",
    "campaign_effect",
    "coming_issues",
    "counted_on",
    "course_named",
    "found_scenarios",
    "found_studies",
    "histogram_median",
    "is_let_out",
    "issues",
    "kept_promises",
    "kept_together",
    "kept_waits",
    "labour_figures",
    "mean_change",
    "months_of",
    "noncoverage",
    "post_rates",
    "procedure_figures",
    "procedures_of_all",
    "promise_tables",
    "promised_services",
    "public_scenarios",
    "public_studies",
    "referral_steps",
    "reports_out",
    "rows_behind",
    "scenario_of",
    "scenarios",
    "served_since",
    "shares",
    "short_modality",
    "signed_offices",
    "silent_offices",
    "skill_gaps",
    "studies",
    "study_of",
    "use_of",
    "uses_of",
    "waits",
    "whole_months",
    "workshop_figures",
    "workshop_rows",
]  # fmt: skip
