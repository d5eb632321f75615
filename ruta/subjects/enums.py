"""How does somebody come in, what came of it, and what may they ask about their data?"""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class By(StrEnum):
    """What lets a person in."""

    CODE = "code"
    LINK = "link"


class Outcome(StrEnum):
    """What became of asking to come in; nobody outside learns it."""

    ASKED = "asked"
    SENT = "sent"
    UNKNOWN = "unknown"
    MINOR = "minor"
    PROTECTED = "protected"
    UNSAFE = "unsafe"
    BLOCKED = "blocked"
    SEVERAL = "several"


class Asked(models.TextChoices):
    """What a person asks about their data."""

    CORRECT = "correct", _("Corregir un dato")
    DELETE = "delete", _("Borrar mis datos")


class About(models.TextChoices):
    """Which datum is wrong."""

    NAME = "name", _("Mi nombre")
    BIRTH = "birth", _("Mi fecha de nacimiento")
    DOCUMENT = "document", _("Mi documento")
    CONTACT = "contact", _("Mi teléfono o correo")
    PLACE = "place", _("Dónde vivo")
    STUDIES = "studies", _("Mis estudios o mi experiencia")
    OTHER = "other", _("Otro dato")


class RequestState(models.TextChoices):
    """Where a request stands."""

    OPEN = "open", _("Esperando respuesta")
    DONE = "done", _("Hecho")
    PARTLY = "partly", _("Hecho en parte")
    REFUSED = "refused", _("No se puede")
