"""What kinds of versioned content are there?"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CatalogueKind(TextChoices):
    """A list of coded items, or a questionnaire."""

    CATALOGUE = "catalogue", _("Catálogo")
    INSTRUMENT = "instrument", _("Instrumento")


class SkillKind(TextChoices):
    """Something one does, something one knows, or a language."""

    SKILL = "skill", _("Saber hacer")
    KNOWLEDGE = "knowledge", _("Conocimiento")
    LANGUAGE = "language", _("Idioma")
