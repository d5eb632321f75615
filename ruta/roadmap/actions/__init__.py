"""How do plans get loaded and adjusted, how is progress reported, how do their rounds go, and what is followed up?"""

from ruta.roadmap.actions.annual import make_annual
from ruta.roadmap.actions.budgeting import Budgeted, report_year_budget
from ruta.roadmap.actions.deciding import approve_proposal, return_proposal
from ruta.roadmap.actions.following import Promise, Valuation, close_undertaking, review_risk, say_light, undertake, write_meeting
from ruta.roadmap.actions.loading import DATA, NAMES, load_missing_plans, load_plan, read_plan
from ruta.roadmap.actions.proposing import (
    change_rows,
    name_of,
    open_proposal,
    rebase_proposal,
    send_proposal,
    undo_change,
    withdraw_proposal,
)
from ruta.roadmap.actions.reaching import report_reach
from ruta.roadmap.actions.reporting import Report, report_progress
from ruta.roadmap.actions.rounds import (
    Answer,
    answer_ask,
    close_round,
    content_of,
    count_values,
    give_evidence,
    give_link,
    judge_answer,
    open_due_rounds,
    open_round,
    remind_rounds,
    remove_evidence,
    set_duty,
    write_remark,
)
from ruta.roadmap.actions.scanning import (
    Valued,
    answer_gap,
    close_scan,
    open_scan,
    release_gap,
    value_factors,
)

__all__ = [
    "DATA",
    "NAMES",
    "Answer",
    "Budgeted",
    "Promise",
    "Report",
    "Valuation",
    "Valued",
    "answer_ask",
    "answer_gap",
    "approve_proposal",
    "change_rows",
    "close_round",
    "close_scan",
    "close_undertaking",
    "content_of",
    "count_values",
    "give_evidence",
    "give_link",
    "judge_answer",
    "load_missing_plans",
    "load_plan",
    "make_annual",
    "name_of",
    "open_due_rounds",
    "open_proposal",
    "open_round",
    "open_scan",
    "read_plan",
    "rebase_proposal",
    "release_gap",
    "remind_rounds",
    "remove_evidence",
    "report_progress",
    "report_reach",
    "report_year_budget",
    "return_proposal",
    "review_risk",
    "say_light",
    "send_proposal",
    "set_duty",
    "undertake",
    "undo_change",
    "value_factors",
    "withdraw_proposal",
    "write_meeting",
    "write_remark",
]
