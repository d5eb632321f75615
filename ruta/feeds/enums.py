"""Which ways lead to the data of another institution, and where does a reading stand?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceKind(models.TextChoices):
    """How its rows are reached."""

    FOLDER = "folder", _("Carpeta de archivos (CSV o Excel)")
    SFTP = "sftp", _("Servidor SFTP (CSV o Excel)")
    VIEW = "view", _("Vista de otra base de datos")
    WEB = "web", _("Dirección web que responde JSON")


class SourceState(models.TextChoices):
    """Whether it is read."""

    ACTIVE = "active", _("Activa")
    SUSPENDED = "suspended", _("Suspendida")


class PullState(models.TextChoices):
    """Where a reading stands."""

    RUNNING = "running", _("Leyendo")
    TRIED = "tried", _("Ensayo terminado")
    DONE = "done", _("Terminada")
    UNCHANGED = "unchanged", _("Sin nada nuevo")
    REFUSED = "refused", _("No permitida")
    FAILED = "failed", _("No terminó")


class Every(models.TextChoices):
    """How often it is read by itself."""

    NEVER = "", _("Solo cuando alguien la trae")
    HOUR = "hour", _("Cada hora")
    DAY = "day", _("Cada día")
    WEEK = "week", _("Cada semana, el lunes")
