"""What can be decided about seekers and placements without asking the database?"""

from ruta.placements.rules.drafting import Heard, drafted
from ruta.placements.rules.profile import (
    PARTS,
    LanguageKnown,
    OccupationDone,
    Problem,
    ProfileDraft,
    SkillHeld,
    changed_parts,
    missing_parts,
    problems_of,
)

__all__ = [
    "PARTS",
    "Heard",
    "LanguageKnown",
    "OccupationDone",
    "Problem",
    "ProfileDraft",
    "SkillHeld",
    "changed_parts",
    "drafted",
    "missing_parts",
    "problems_of",
]
