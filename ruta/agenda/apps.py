"""How does Django know this domain?"""

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    """Who is expected where, and when?"""

    name = "ruta.agenda"
    label = "agenda"
    default_auto_field = "django.db.models.BigAutoField"
