"""How does Django know this domain?"""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """The domain `territory`."""

    name = "ruta.territory"
    label = "territory"
