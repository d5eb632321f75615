"""How does Django know the foundation?"""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """The lowest floor."""

    name = "ruta.base"
    label = "base"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Collect the listeners of every domain."""
        from ruta.base.events import autodiscover

        autodiscover()
