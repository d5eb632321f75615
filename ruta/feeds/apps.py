"""How does Django know the sources of other institutions?"""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """Sources without a public interface, how their columns are read, and what came of each reading."""

    name = "ruta.feeds"
    label = "feeds"
    default_auto_field = "django.db.models.BigAutoField"
