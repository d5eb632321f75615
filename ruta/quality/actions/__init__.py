"""How is an opinion kept, how is what lies in the box answered, and what changes because of it?"""

from ruta.quality.actions.box import (
    ANSWER_DAYS,
    BOX_LINK,
    Written,
    answer_suggestion,
    decide_change,
    finish_change,
    judge_answer,
    link_of,
    receive_suggestion,
)
from ruta.quality.actions.opinions import Given, attend_alert, keep_opinion
from ruta.quality.actions.pledges import sign_document
from ruta.quality.actions.practices import PracticeTerms, replicate_practice, review_practice, submit_practice, tell_result

__all__ = [
    "ANSWER_DAYS",
    "BOX_LINK",
    "Given",
    "PracticeTerms",
    "Written",
    "answer_suggestion",
    "attend_alert",
    "decide_change",
    "finish_change",
    "judge_answer",
    "keep_opinion",
    "link_of",
    "receive_suggestion",
    "replicate_practice",
    "review_practice",
    "sign_document",
    "submit_practice",
    "tell_result",
]
