"""How does Django know this domain?"""

from django.apps import AppConfig


class PermitsConfig(AppConfig):
    """Who asked for a certificate or an authorisation, and what was decided?"""

    name = "ruta.permits"
    label = "permits"
    default_auto_field = "django.db.models.BigAutoField"
