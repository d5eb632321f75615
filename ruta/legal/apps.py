"""How does Django know this domain?"""

from django.apps import AppConfig


class LegalConfig(AppConfig):
    """The compendium of norms."""

    name = "ruta.legal"
    label = "legal"
    default_auto_field = "django.db.models.BigAutoField"
