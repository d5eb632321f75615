"""How does Django know this face?"""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """One app for the face; its topics are folders."""

    name = "ruta.portal"
    label = "portal"
