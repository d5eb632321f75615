"""How near is a provider?"""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Nearness(IntegerChoices):
    """How a service lies to the municipality of the person; the order is the order of the list."""

    SAME_MUNICIPALITY = 0, _("En el mismo municipio")
    SAME_DEPARTMENT = 1, _("En el mismo departamento")
    ELSEWHERE = 2, _("En otro departamento")
    NATIONAL = 3, _("Servicio nacional")


class Origin(TextChoices):
    """Where an entry of the directory comes from."""

    FROM_SOURCE = "from_source", _("Nombrada en las fuentes")
    GENERAL = "general", _("Conocimiento general, por confirmar")
    DEMO = "demo", _("Demostración")
    PRODUCT = "product", _("Registrada en el sistema")
