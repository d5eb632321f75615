"""Who gives an opinion and by which way, and what can somebody put into the box?"""

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


class WrittenKind(models.TextChoices):
    """What somebody puts into the box."""

    SUGGESTION = "suggestion", _("Una idea para mejorar")
    COMPLAINT = "complaint", _("Una queja")
    THANKS = "thanks", _("Un agradecimiento")


class WrittenState(models.TextChoices):
    """Where something in the box stands."""

    RECEIVED = "received", _("Por contestar")
    ANSWERED = "answered", _("Contestada")
    REOPENED = "reopened", _("No quedó conforme")
    AGREED = "agreed", _("Quedó conforme")


class PracticeKind(models.TextChoices):
    """What a colleague hands in."""

    PRACTICE = "practice", _("Buena práctica: ya se hace")
    IDEA = "idea", _("Sugerencia: todavía no se hace")


class PracticeState(models.TextChoices):
    """Where it stands."""

    SUBMITTED = "submitted", _("Por revisar")
    ACCEPTED = "accepted", _("Se recomienda")
    DECLINED = "declined", _("No se recomienda")


class ReplicaState(models.TextChoices):
    """How it goes in another office."""

    BEGUN = "begun", _("Empezó")
    WORKS = "works", _("Funcionó")
    FAILED = "failed", _("No funcionó")


class Document(models.TextChoices):
    """What staff sign, version by version; the code of its catalogue."""

    CHARTER = "service_charter", _("Carta de servicios")
    ETHICS = "code_of_ethics", _("Código de ética")
