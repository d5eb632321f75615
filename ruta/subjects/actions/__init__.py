"""Which verbs let a person in, and keep what they ask about their data?"""

from ruta.subjects.actions.allowing import allow_messages
from ruta.subjects.actions.asking import answer_data_request, ask_about_data
from ruta.subjects.actions.choosing import choose_messages
from ruta.subjects.actions.entering import (
    CODE_LINK,
    ENTRY_LINK,
    ask_entry,
    forget_entries,
    invite_in,
    look_up,
    mint_code,
    mint_entry,
    switch_record,
    try_code,
    use_entry_link,
)
from ruta.subjects.actions.visiting import begin_visit, end_visit, token_hash

__all__ = [
    "CODE_LINK",
    "ENTRY_LINK",
    "allow_messages",
    "answer_data_request",
    "ask_about_data",
    "ask_entry",
    "begin_visit",
    "choose_messages",
    "end_visit",
    "forget_entries",
    "invite_in",
    "look_up",
    "mint_code",
    "mint_entry",
    "switch_record",
    "token_hash",
    "try_code",
    "use_entry_link",
]
