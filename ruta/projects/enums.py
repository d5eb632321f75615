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


PURPOSES = {
    "11330": "technical_training", "16020": "job_now", "16010": "social_protection", "32130": "strengthen_business", "24040": "financial_access",
    "25030": "start_business", "311": "agriculture_support", "11220": "school_return_child", "11230": "literacy", "114": "higher_education_access",
    "12220": "general_health", "13020": "sexual_reproductive_health", "13040": "hiv_care", "15130": "legal_advice", "15180": "gbv_survivor_care",
    "16030": "stable_housing", "16040": "stable_housing", "72040": "food_urgent", "72010": "clothing_hygiene", "15160": "legal_advice",
    "16070": "labour_rights_claim", "12340": "counselling",
}  # fmt: skip
"""Purpose codes of the OECD's committee, whole or by how they begin, and the need that they answer. What is not here is left to whoever reviews it."""
