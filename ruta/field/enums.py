"""Which states and verbs does work without network know?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SentState(models.TextChoices):
    """What became of one thing that a device brought."""

    DONE = "done", _("Guardado")
    WAITING = "waiting", _("Espera a otro envío")
    CONFLICT = "conflict", _("Cambiado en los dos lados")
    DUPLICATE = "duplicate", _("Parece que ya está en el registro")
    FAILED = "failed", _("No se pudo guardar")
    DISCARDED = "discarded", _("Descartado con motivo")


OPEN_STATES = (SentState.WAITING, SentState.CONFLICT, SentState.DUPLICATE, SentState.FAILED)
"""Somebody still has to look at it."""
AGAIN_STATES = (SentState.WAITING, SentState.DUPLICATE, SentState.FAILED)
"""Sent again, it is tried again."""


class SentVerb(models.TextChoices):
    """What a device may ask for."""

    REGISTER = "register", _("Registro")
    CONSENT = "consent", _("Permisos")
    ASSESS = "assess", _("Valoración")
    NEED = "need", _("Necesidad")
    PLAN = "plan", _("Itinerario")
    DELIVER = "deliver", _("Atención")
    EDIT = "edit", _("Cambio de datos")
    PHOTO = "photo", _("Fotografía de documento")
    DECIDE = "decide", _("Decisión")


class WipeReason(models.TextChoices):
    """Why the data of a device are no longer on it."""

    TRIES = "tries", _("Diez claves equivocadas")
    ORDER = "order", _("Orden a distancia")
    OWNER = "owner", _("Lo pidió quien la usa")


class Choice(models.TextChoices):
    """Which of two values stays."""

    MINE = "mine", _("Lo escrito en el campo")
    THEIRS = "theirs", _("Lo que está en el registro")


class PaperState(models.TextChoices):
    """What became of a printed form."""

    PRINTED = "printed", _("Impreso")
    TYPED = "typed", _("Tecleado")
    VOID = "void", _("Anulado")
    LOST = "lost", _("Perdido")
