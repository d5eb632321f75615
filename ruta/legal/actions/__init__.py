"""How does the compendium change?"""

from ruta.legal.actions.doubts import Answer, decide_criterion, give_opinion, propose_criterion, report_gap
from ruta.legal.actions.instruments import Facts, correct_instrument, register_instrument, relate_instruments
from ruta.legal.actions.loading import load_compendium
from ruta.legal.actions.publishing import cite
from ruta.legal.actions.revisions import (
    PROBLEMS,
    TextTerms,
    Wording,
    begin_text,
    decide_text,
    drop_text,
    fail_reading,
    join_passage,
    note_progress,
    propose_text,
    take_articles,
    write_passage,
)
from ruta.legal.actions.withdrawing import withdraw_text

__all__ = [
    "PROBLEMS",
    "Answer",
    "Facts",
    "TextTerms",
    "Wording",
    "begin_text",
    "cite",
    "correct_instrument",
    "decide_criterion",
    "decide_text",
    "drop_text",
    "fail_reading",
    "give_opinion",
    "join_passage",
    "load_compendium",
    "note_progress",
    "propose_criterion",
    "propose_text",
    "register_instrument",
    "relate_instruments",
    "report_gap",
    "take_articles",
    "withdraw_text",
    "write_passage",
]
