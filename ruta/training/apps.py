"""How does Django know this domain?"""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Courses for staff and workshops for persons."""

    name = "ruta.training"
    label = "training"
    default_auto_field = "django.db.models.BigAutoField"
