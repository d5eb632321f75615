"""How does Django know the demonstration?"""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The synthetic population and its accounts; no rows of its own."""

    name = "ruta.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
