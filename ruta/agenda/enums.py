"""Which states does an appointment have?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppointmentState(models.TextChoices):
    """From booked to what came of it."""

    BOOKED = "booked", _("Reservada")
    SEEN = "seen", _("Atendida")
    NO_SHOW = "no_show", _("No asistió")
    EXCUSED = "excused", _("Avisó que no puede")
    CANCELLED = "cancelled", _("Cancelada")
