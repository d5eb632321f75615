"""How does Django know this domain?"""

from django.apps import AppConfig


class StaffingConfig(AppConfig):
    """Posts, structure and the staff that the work needs."""

    name = "ruta.staffing"
    label = "staffing"
    default_auto_field = "django.db.models.BigAutoField"
