"""Who gives an opinion, and by which way?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Respondent(models.TextChoices):
    """Who is asked; the codes of the instruments."""

    PERSON = "person", _("Persona atendida")
    EMPLOYER = "employer", _("Empleador")
    PARTNER = "partner", _("Institución aliada")


class Way(models.TextChoices):
    """How the answers came."""

    WEB = "web", _("Por enlace")
    PHONE = "phone", _("Por teléfono")
    IN_PERSON = "in_person", _("En persona")
