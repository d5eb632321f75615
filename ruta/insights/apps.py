"""How does Django know this domain?"""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Figures computed from what really happened."""

    name = "ruta.insights"
    label = "insights"
    default_auto_field = "django.db.models.BigAutoField"
