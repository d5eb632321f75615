"""How do plans get loaded, how is progress reported, and how do their rounds go?"""

from ruta.roadmap.actions.loading import DATA, NAMES, load_missing_plans, load_plan, read_plan
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

__all__ = [
    "DATA",
    "NAMES",
    "Answer",
    "Report",
    "answer_ask",
    "close_round",
    "content_of",
    "count_values",
    "give_evidence",
    "give_link",
    "judge_answer",
    "load_missing_plans",
    "load_plan",
    "open_due_rounds",
    "open_round",
    "read_plan",
    "remind_rounds",
    "remove_evidence",
    "report_progress",
    "set_duty",
    "write_remark",
]
