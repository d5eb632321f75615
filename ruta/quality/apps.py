"""How does Django know this domain?"""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """What do those who were served think of the service?"""

    name = "ruta.quality"
    label = "quality"
    default_auto_field = "django.db.models.BigAutoField"
