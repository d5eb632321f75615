"""Which states does a ticket have, why does somebody go first, and what kinds of screen are there?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TicketState(models.TextChoices):
    """From the kiosk to what came of it."""

    WAITING = "waiting", _("En espera")
    CALLED = "called", _("Llamado")
    SERVING = "serving", _("En atención")
    DONE = "done", _("Atendido")
    TRANSFERRED = "transferred", _("Trasladado, en espera")
    NO_SHOW = "no_show", _("No vino")
    CANCELLED = "cancelled", _("Anulado")


class Priority(models.TextChoices):
    """Why somebody goes first. Seen by staff alone: no screen tells it."""

    NONE = "", _("Ninguna de estas")
    ELDERLY = "elderly", _("Tengo 60 años o más")
    DISABILITY = "disability", _("Tengo una discapacidad")
    PREGNANCY = "pregnancy", _("Estoy embarazada")
    SMALL_CHILDREN = "small_children", _("Vengo con niñas o niños pequeños")


# The same, as staff read it.
PRIORITY_WORDS = {
    Priority.ELDERLY: _("Persona mayor"),
    Priority.DISABILITY: _("Discapacidad"),
    Priority.PREGNANCY: _("Embarazo"),
    Priority.SMALL_CHILDREN: _("Con niñas o niños pequeños"),
}


class DeviceKind(models.TextChoices):
    """What stands in the waiting room."""

    KIOSK = "kiosk", _("Kiosco de turnos")
    TELEVISION = "television", _("Pantalla de llamados")
