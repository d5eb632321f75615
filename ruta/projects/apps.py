"""How does Django know this domain?"""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """The bank of programmes and projects."""

    name = "ruta.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"
