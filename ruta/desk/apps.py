"""How does Django know this face?"""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """One app for the face; its topics are folders."""

    name = "ruta.desk"
    label = "desk"
