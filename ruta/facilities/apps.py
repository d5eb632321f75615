"""How does Django know this domain?"""

from django.apps import AppConfig


class FacilitiesConfig(AppConfig):
    """Works and equipment of offices."""

    name = "ruta.facilities"
    label = "facilities"
    default_auto_field = "django.db.models.BigAutoField"
