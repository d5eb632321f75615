"""Which verbs declare sources, say what their columns are, and keep what came of a reading?"""

from ruta.feeds.actions.pulls import begin_pull, end_pull, note_pull
from ruta.feeds.actions.sources import (
    SourceTerms,
    declare_source,
    judge_mapping,
    map_source,
    save_address,
    save_schedule,
    set_source_state,
    take_turn,
)

__all__ = [
    "SourceTerms",
    "begin_pull",
    "declare_source",
    "end_pull",
    "judge_mapping",
    "map_source",
    "note_pull",
    "save_address",
    "save_schedule",
    "set_source_state",
    "take_turn",
]
