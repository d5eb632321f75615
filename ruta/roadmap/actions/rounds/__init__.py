"""How is a round opened, answered, judged, reminded of and closed?"""

from ruta.roadmap.actions.rounds.answering import Answer, answer_ask, content_of, give_evidence, give_link, remove_evidence, write_remark
from ruta.roadmap.actions.rounds.judging import close_round, judge_answer
from ruta.roadmap.actions.rounds.opening import count_values, open_due_rounds, open_round, set_duty
from ruta.roadmap.actions.rounds.reminding import remind_rounds

__all__ = [
    "Answer",
    "answer_ask",
    "close_round",
    "content_of",
    "count_values",
    "give_evidence",
    "give_link",
    "judge_answer",
    "open_due_rounds",
    "open_round",
    "remind_rounds",
    "remove_evidence",
    "set_duty",
    "write_remark",
]
