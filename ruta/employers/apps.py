"""How does Django know this domain?"""

from django.apps import AppConfig


class EmployersConfig(AppConfig):
    """Who employs, and what do they look for?"""

    name = "ruta.employers"
    label = "employers"
    default_auto_field = "django.db.models.BigAutoField"
