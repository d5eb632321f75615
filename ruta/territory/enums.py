"""How sure are we of a territory, and what does its name cover?"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Certainty(TextChoices):
    """Where the claim that SI EMPLEO works there comes from."""

    FROM_SOURCE = "from_source", _("Nombrado en las fuentes")
    PRESS = "press", _("Nombrado en prensa, por confirmar")
    INFERRED = "inferred", _("Priorizado en la hoja de ruta; oficina supuesta")
    ASSUMED = "assumed", _("Supuesto para completar los 17 territorios")


class Scope(TextChoices):
    """What the name of the territory covers."""

    MUNICIPALITY = "municipality", _("Municipio")
    DEPARTMENT = "department", _("Departamento")
