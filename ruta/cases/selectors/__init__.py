"""What can be asked about cases?"""

from ruta.cases.selectors.facts import (
    Verb,
    case_facts,
    closing_facts,
    closing_reason,
    offered_office_id,
    open_codes,
    standing_of,
    steps_of,
    verbs_of,
)

__all__ = [
    "Verb",
    "case_facts",
    "closing_facts",
    "closing_reason",
    "offered_office_id",
    "open_codes",
    "standing_of",
    "steps_of",
    "verbs_of",
]
