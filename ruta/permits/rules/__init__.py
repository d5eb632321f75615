"""What can be decided about procedures, dossiers and certificates without asking the database?"""

from ruta.base.codes import code_of, read_code
from ruta.permits.rules.certificates import CERTIFICATE_LINES, certificate_after, open_certificate_verbs, shown_state
from ruta.permits.rules.clocks import days_left, due_after, resumed
from ruta.permits.rules.procedures import Item, Procedure, StageRule, procedure_from
from ruta.permits.rules.stages import ENDED, LINES, OPEN, STEPS, Line, VerbNotOpen, line_of, offered_verbs, open_verbs, target_of, unmet

__all__ = [
    "CERTIFICATE_LINES", "ENDED", "LINES", "OPEN", "STEPS", "Item", "Line", "Procedure", "StageRule", "VerbNotOpen", "certificate_after", "code_of",
    "days_left", "due_after", "line_of", "offered_verbs", "open_certificate_verbs", "open_verbs", "procedure_from", "read_code", "resumed", "shown_state",
    "target_of", "unmet",
]  # fmt: skip
