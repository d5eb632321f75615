"""What is supposed when staff is counted, and which work is there besides the services?"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Supposed(TextChoices):
    """What somebody has to say, with its source, before hours become persons."""

    MINUTES = "minutes", _("Minutos de cada uno")
    HOURS_DAY = "hours_day", _("Horas de trabajo al día")
    DAYS_YEAR = "days_year", _("Días de trabajo al año")
    DIRECT = "direct", _("Parte del tiempo para atender (%)")
    GROWTH = "growth", _("Cuánto crecen los usuarios esperados (%)")


class Besides(TextChoices):
    """Work that is no service of the catalogue."""

    CASES = "cases", _("Expedientes abiertos")
    FOLLOW_UPS = "followups", _("Seguimientos hechos")
    NO_SHOWS = "noshows", _("Citas a las que no vinieron")
    SESSIONS = "sessions", _("Sesiones de cursos y talleres")
    PROTECTED = "reservado", _("Atención protegida")  # as its rows are masked: counted in hours, and nobody reads what it is
    PROGRAMMED = "programmed", _("Acciones programadas")


class PaperState(TextChoices):
    """How far a version is."""

    DRAFT = "draft", _("Por aprobar")
    APPROVED = "approved", _("Aprobada")
