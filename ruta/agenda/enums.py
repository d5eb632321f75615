"""Which states do an appointment, a link and a place in the waiting list have?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppointmentState(models.TextChoices):
    """From booked to what came of it."""

    HELD = "held", _("Ofrecida")
    BOOKED = "booked", _("Reservada")
    SEEN = "seen", _("Atendida")
    NO_SHOW = "no_show", _("No asistió")
    EXCUSED = "excused", _("Avisó que no puede")
    CANCELLED = "cancelled", _("Cancelada")


# What takes a place in an agenda.
TAKES_PLACE = (AppointmentState.HELD, AppointmentState.BOOKED)


class CancelledBy(models.TextChoices):
    """Who let an appointment fall away."""

    PERSON = "person", _("La persona")
    OFFICE = "office", _("La oficina")
    OFFICER = "officer", _("Quien atiende no puede")
    MISTAKE = "mistake", _("Se dio por error")


class Stranding(models.TextChoices):
    """Why nobody would receive an appointment that stands."""

    HOLIDAY = "holiday", _("Ese día es feriado.")
    CLOSED = "closed", _("Ese día la oficina no recibe.")
    AWAY = "away", _("Quien atiende no está ese día.")
    LEFT = "left", _("Quien la atendía ya no trabaja en la oficina.")


class InvitationFor(models.TextChoices):
    """What a person's link is for."""

    CHOOSE = "choose", _("Elegir día y hora")
    CHANGE = "change", _("Cambiar o cancelar la cita")
    OFFER = "offer", _("Aceptar un espacio que se liberó")


class WaitState(models.TextChoices):
    """Where a person stands in the waiting list."""

    WAITING = "waiting", _("Espera")
    OFFERED = "offered", _("Con un espacio ofrecido")
    SERVED = "served", _("Ya tiene cita")
    LEFT = "left", _("Salió de la lista")


class TimeOfDay(models.TextChoices):
    """When a person can come."""

    ANY = "any", _("A cualquier hora")
    MORNING = "morning", _("Por la mañana")
    AFTERNOON = "afternoon", _("Por la tarde")


class VisitState(models.TextChoices):
    """What became of an announced day; each of them is public."""

    ANNOUNCED = "announced", _("Anunciada")
    HELD = "held", _("Se hizo")
    CALLED_OFF = "called_off", _("Cancelada")
    MOVED = "moved", _("Cambió de día")


class Fate(models.TextChoices):
    """How an announced day stands before the promise that the team comes on it."""

    AHEAD = "ahead", _("Todavía no toca")
    KEPT = "kept", _("Llegó el día anunciado")
    BROKEN = "broken", _("No llegó ese día")
    SILENT = "silent", _("Ya pasó y nadie dijo qué pasó")
