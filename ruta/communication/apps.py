"""How does Django know this domain?"""

from django.apps import AppConfig


class CommunicationConfig(AppConfig):
    """Which message goes to whom, through which channel?"""

    name = "ruta.communication"
    label = "communication"
    default_auto_field = "django.db.models.BigAutoField"
