"""How does Django know the foundation?"""

from importlib import import_module

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """The lowest floor."""

    name = "ruta.base"
    label = "base"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Teach the database's fields our lookups, whoever asks first, and collect the listeners of every domain."""
        from ruta.base.events import autodiscover

        import_module("ruta.base.listing.lookups")
        autodiscover()
