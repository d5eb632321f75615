"""What kinds of undertaking are there, how far is one, who takes part, and what was said of it?"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """A programme goes on and holds projects; a project begins and ends."""

    PROJECT = "project", _("Proyecto")
    PROGRAMME = "programme", _("Programa")


class State(TextChoices):
    """How far it is."""

    PLANNED = "planned", _("Por empezar")
    ACTIVE = "active", _("En marcha")
    SUSPENDED = "suspended", _("Suspendido")
    FINISHED = "finished", _("Terminado")
    CANCELLED = "cancelled", _("Cancelado")


class Part(TextChoices):
    """How an institution takes part."""

    EXECUTING = "executing", _("Ejecuta")
    FUNDING = "funding", _("Financia")
    PARTNER = "partner", _("Apoya")


class Verdict(TextChoices):
    """What the driving team says should become of it."""

    NEW = "new", _("Nuevo")
    ADJUST = "adjust", _("Ajustar")
    CONTINUE = "continue", _("Continuar")
    CLOSE = "close", _("Cerrar")


class Origin(TextChoices):
    """Where the entry comes from."""

    PRODUCT = "product", _("Registrado en el sistema")
    SHEET = "sheet", _("Traído de una hoja")
    IATI = "iati", _("Traído de IATI")
    DEMO = "demo", _("Demostración")


class LoadState(TextChoices):
    """How far a file is."""

    CHECKED = "checked", _("Revisado, nada guardado")
    DONE = "done", _("Traído")
