"""What can be asked about who looks for work?"""

from ruta.placements.selectors.cv import curriculum, curriculum_pdf
from ruta.placements.selectors.drafting import skill_choices, skills_missing
from ruta.placements.selectors.seekers import (
    Told,
    consent_to_propose,
    doing,
    history_of,
    may_propose,
    profile_for,
    profile_of,
    profiles,
    working_in,
)
from ruta.placements.selectors.words import AVAILABILITY, EVIDENCE, LANGUAGE_LEVELS, LEVELS, LICENCES, PART_NAMES, SHOWN, WHERE, told

__all__ = [
    "AVAILABILITY",
    "EVIDENCE",
    "LANGUAGE_LEVELS",
    "LEVELS",
    "LICENCES",
    "PART_NAMES",
    "SHOWN",
    "WHERE",
    "Told",
    "consent_to_propose",
    "curriculum",
    "curriculum_pdf",
    "doing",
    "history_of",
    "may_propose",
    "profile_for",
    "profile_of",
    "profiles",
    "skill_choices",
    "skills_missing",
    "told",
    "working_in",
]
