"""How does Django know this domain?"""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The domain `directory`."""

    name = "ruta.directory"
    label = "directory"
