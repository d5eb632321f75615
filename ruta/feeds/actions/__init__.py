"""Which verbs declare sources, say what their columns are, and keep what came of a reading?"""

from ruta.feeds.actions.pulls import begin_pull, end_pull, note_pull
from ruta.feeds.actions.sources import SourceTerms, declare_source, map_source, save_address, set_source_state

__all__ = [
    "SourceTerms",
    "begin_pull",
    "declare_source",
    "end_pull",
    "map_source",
    "note_pull",
    "save_address",
    "set_source_state",
]
