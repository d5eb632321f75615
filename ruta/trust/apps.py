"""How does Django know the systems of other institutions?"""

from django.apps import AppConfig


class TrustConfig(AppConfig):
    """Systems with their keys, and the log of what they asked and were answered."""

    name = "ruta.trust"
    label = "trust"
    default_auto_field = "django.db.models.BigAutoField"
