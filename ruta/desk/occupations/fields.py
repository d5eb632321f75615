"""Which fields ask for an occupation or a skill? They hold its code and show its name."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ruta.base.lookups import Lookup, LookupField
from ruta.taxonomy.selectors import (
    named_occupation,
    named_skill,
    occupation_label,
    skill_label,
    suggested_occupations,
    suggested_skills,
)

OCCUPATIONS, SKILLS = "desk:occupation-suggestions", "desk:skill-suggestions"


class OccupationField(LookupField):
    """An occupation: a CIUO-08 unit group or an occupation of ESCO."""

    def __init__(self, **kwargs: Any) -> None:
        """Ask for an occupation in free words; `label_of` spares a question per field where many are drawn."""
        given: dict[str, Any] = {"label": _("Ocupación"), "label_of": occupation_label} | kwargs
        super().__init__(address=OCCUPATIONS, named=named_occupation, suggested=suggested_occupations, **given)


class SkillField(LookupField):
    """A skill, of our own list or of ESCO."""

    def __init__(self, **kwargs: Any) -> None:
        """Ask for a skill in free words."""
        given = {"label": _("Habilidad")} | kwargs
        super().__init__(address=SKILLS, label_of=skill_label, named=named_skill, suggested=suggested_skills, **given)


def occupation_words() -> Lookup:
    """A line of free words about a job, with suggestions; what was typed counts as it is."""
    return Lookup(OCCUPATIONS)
